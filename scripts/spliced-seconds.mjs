// How many forged seconds of a video a scan finds, and how many it calls forged that are not: forged passages of known place
// in otherwise real videos.
//
//   node scripts/spliced-seconds.mjs WORLDS FOLDS OUT [--pairs N] [--repeats N] [--frames N]
//
// WORLDS is a dataset of clips with an index.csv in which forged clips name the real one that they lie on, pixel by pixel, and
// the fold of both. FOLDS holds without-foldN of `train texture`: each pair is scanned with the model that did not learn from its
// fold. Those are not calibrated, so they take temperature, bias and steps of evidence of the shipped model, MODEL below.
//
// Of each pair: the real clip N times, the forged one N times, the real one N times, in the real one's size and rate, encoded
// once by H.264 at crf 18; and the real one 3 N times. --repeats makes passages of a second into some of several seconds; a clip
// that is shown again is no new evidence, and the steps between the parts are cuts that a forger would hide. --pairs N takes N
// of them, spread over the index, --frames N is the scan's. Found: seconds of forged passages within a segment of the report; false: seconds within one
// that are not forged, of the spliced videos and of the real ones apart; of all segments, and of those alone whose evidence is
// moderate or strong. Intervals: 95 %, bootstrap over pages, 1,000 draws.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pairs: { type: "string" }, repeats: { type: "string", default: "2" }, frames: { type: "string" } },
});
const [worlds, folds, out] = positionals.map((folder) => resolve(folder));
const repeats = Number(values.repeats);
if (!out || !(repeats >= 1) || (values.frames !== undefined && !/^(all|[1-9]\d*)$/.test(values.frames)) || (values.pairs !== undefined && !(Number(values.pairs) >= 1))) {
  console.error("usage: node scripts/spliced-seconds.mjs WORLDS FOLDS OUT [--pairs N] [--repeats N] [--frames N]");
  process.exit(2);
}
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const delocate = process.env.DELOCATE ?? join(root, "delocate");
const MODEL = process.env.MODEL ?? join(root, "delocate-model/src/main/resources/org/delocate/model");
mkdirSync(out, { recursive: true });

const [header, ...rows] = readFileSync(join(worlds, "index.csv"), "utf8").trim().split("\n").map((line) => line.trim().split(","));
const clips = rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column]])));
const byPath = new Map(clips.map((clip) => [clip.path, clip]));
const all = clips.filter((clip) => clip.original && byPath.has(clip.original));
const count = Math.min(all.length, Number(values.pairs ?? all.length));
const pairs = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);

// The model of a fold with the calibration of the shipped one.
function modelOf(fold) {
  const folder = join(out, `model-fold${fold}`);
  if (!existsSync(folder)) {
    cpSync(join(folds, `without-fold${fold}`), folder, { recursive: true });
    const card = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
    card.calibration = JSON.parse(readFileSync(join(MODEL, "model.json"), "utf8")).calibration;
    writeFileSync(join(folder, "model.json"), JSON.stringify(card, null, 2));
  }
  return folder;
}

function made(name, parts, clip) {
  const file = join(out, `${name}.mp4`);
  const shape = `scale=${clip.width}:${clip.height},setsar=1,fps=${Math.min(30, clip.frames / clip.seconds).toFixed(3)}`;
  const filters = parts.map((_, i) => `[${i}:v]${shape}[p${i}]`).join(";");
  const joined = parts.map((_, i) => `[p${i}]`).join("");
  execFileSync("ffmpeg", [
    ...["-hide_banner", "-nostdin", "-v", "error", "-y"],
    ...parts.flatMap((part) => ["-i", join(worlds, part.path)]),
    ...["-filter_complex", `${filters};${joined}concat=n=${parts.length}:v=1:a=0[v]`, "-map", "[v]"],
    ...["-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p", file],
  ]);
  return file;
}

// The segments of all people, as spans of seconds that do not overlap.
function segments(file, fold) {
  const folder = `${file}.report`;
  rmSync(folder, { recursive: true, force: true });
  const frames = values.frames ? ["--frames", values.frames] : [];
  const options = ["--model", modelOf(fold), "--out", folder, "--format", "json", ...frames];
  const run = spawnSync(delocate, ["scan", file, ...options], { encoding: "utf8" });
  const line = run.stdout.split("\n").find(Boolean);
  if (!line) {
    throw new Error(`${file} gave no report:\n${run.stderr}`);
  }
  const report = JSON.parse(readFileSync(line.slice(line.lastIndexOf("(") + 1, line.lastIndexOf(")")), "utf8"));
  const firm = report.segments.filter((segment) => segment.evidence !== "weak");
  return { any: joined(report.segments), firm: joined(firm), verdict: report.verdict.label ?? report.verdict.reason };
}

function joined(segments) {
  const spans = segments.map((span) => [span.fromSeconds, span.toSeconds]).sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span[0] <= last[1]) {
      last[1] = Math.max(last[1], span[1]);
    } else {
      merged.push([...span]);
    }
  }
  return merged;
}

const within = (spans, from, to) =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(span[1], to) - Math.max(span[0], from)), 0);

const results = [];
for (const [number, forged] of pairs.entries()) {
  const real = byPath.get(forged.original);
  const name = `${number}-${forged.generator}`.replaceAll(/[^\w-]/g, "_");
  const times = (clip) => Array(repeats).fill(clip);
  const spliced = segments(made(`${name}-spliced`, [...times(real), ...times(forged), ...times(real)], real), forged.fold);
  const control = segments(made(`${name}-real`, Array(3 * repeats).fill(real), real), forged.fold);
  const from = repeats * Number(real.seconds);
  const to = from + repeats * Number(forged.seconds);
  const total = to + from;
  const seconds = (kind) => {
    const found = within(spliced[kind], from, to);
    return { found, falsely: within(spliced[kind], 0, total) - found, alarms: within(control[kind], 0, 3 * from) };
  };
  results.push({
    page: forged.source, family: forged.family, forged: to - from, real: 2 * from, control: 3 * from,
    ...seconds("any"), firm: seconds("firm"), verdict: spliced.verdict, controlVerdict: control.verdict,
  });
  const last = results.at(-1);
  console.log(`${number + 1} of ${count}  ${forged.family} ${forged.generator}: found ${last.found.toFixed(1)} of ${last.forged.toFixed(1)} s, ` +
    `false ${last.falsely.toFixed(1)} s, real alone ${last.alarms.toFixed(1)} s; ${last.verdict}, real alone ${last.controlVerdict}`);
}

// 95 % over pages, from draws that are the same at every run.
function interval(some, of) {
  let state = 17;
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const pages = [...new Set(some.map((result) => result.page))];
  const draws = Array.from({ length: 1000 }, () =>
    of(pages.flatMap(() => {
      const page = pages[Math.floor(random() * pages.length)];
      return some.filter((result) => result.page === page);
    }))).sort((a, b) => a - b);
  return `${of(some).toFixed(3)} [${draws[25].toFixed(3)}, ${draws[974].toFixed(3)}]`;
}
const sum = (some, name) => some.reduce((total, result) => total + result[name], 0);
const found = (some) => sum(some, "found") / sum(some, "forged");
console.log(`\n${count} pairs of ${new Set(results.map((result) => result.page)).size} pages, ${sum(results, "forged").toFixed(0)} forged seconds`);
console.log(`share of forged seconds found                ${interval(results, found)}`);
for (const family of [...new Set(results.map((result) => result.family))].sort()) {
  const some = results.filter((result) => result.family === family);
  console.log(`  ${family}, ${some.length} pairs`.padEnd(45) + interval(some, found));
}
console.log(`false seconds a minute of the spliced        ${interval(results, (some) => (60 * sum(some, "falsely")) / sum(some, "real"))}`);
console.log(`false seconds a minute of the real ones      ${interval(results, (some) => (60 * sum(some, "alarms")) / sum(some, "control"))}`);
const firm = results.map((result) => ({ ...result, ...result.firm }));
console.log("of segments of moderate and strong evidence alone:");
console.log(`  share of forged seconds found              ${interval(firm, found)}`);
console.log(`  false seconds a minute of the spliced      ${interval(firm, (some) => (60 * sum(some, "falsely")) / sum(some, "real"))}`);
console.log(`  false seconds a minute of the real ones    ${interval(firm, (some) => (60 * sum(some, "alarms")) / sum(some, "control"))}`);
const called = (some, name, label = "forged") => some.filter((result) => result[name] === label).length / some.length;
console.log(`spliced videos called forged                 ${interval(results, (some) => called(some, "verdict"))}`);
console.log(`spliced videos called authentic              ${interval(results, (some) => called(some, "verdict", "authentic"))}`);
console.log(`real videos called forged                    ${interval(results, (some) => called(some, "controlVerdict"))}`);
console.log(`real videos called authentic                 ${interval(results, (some) => called(some, "controlVerdict", "authentic"))}`);
console.log(`real videos with a segment of any evidence   ${interval(results, (some) => some.filter((result) => result.alarms > 0).length / some.length)}`);
