// Scans inputs of seven kinds beside controls of the same content, and says whether each is judged as its control is.
//
//   node scripts/check-inputs.mjs INPUTS OUT
//
// INPUTS holds what make_inputs.sh of the shared inputs makes of kinds 01, 03, 04, 07, 08, 10 and 14: NN-name.*, and the
// controls under INPUTS/control. OUT takes the reports. Needs ffmpeg with zscale. Ends with 1 if a check fails.
//
// Where the given control went through an encoder of its own, it is only like the input: the bits that an encoder spends
// change the score. Such inputs are held to 0.10 of it, and to 0.05 and to the same verdict of an exact control, made here
// of the input's own decoded frames without loss: converted from high dynamic range by zscale, or cut out of the video.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [inputs, out] = process.argv.slice(2).map((folder) => resolve(folder));
if (!out) {
  console.error("usage: node scripts/check-inputs.mjs INPUTS OUT");
  process.exit(2);
}
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const delocate = process.env.DELOCATE ?? join(root, "delocate");
const exact = join(out, "exact");
mkdirSync(exact, { recursive: true });

let failed = 0;
let checks = 0;
let border = 0;
function check(what, passes, seen) {
  checks++;
  failed += passes ? 0 : 1;
  console.log(`${passes ? "passes" : "FAILS "}  ${what}: ${seen}`);
}

// One scan of one input: its reports, in the order of their names.
function scan(file, ...options) {
  const folder = join(out, [file.replaceAll(/[^\w.-]/g, "_"), ...options].join(" "));
  rmSync(folder, { recursive: true, force: true });
  const path = existsSync(join(inputs, file)) ? join(inputs, file) : file;
  const run = spawnSync(delocate, ["scan", path, "--out", folder, "--format", "json", ...options], { encoding: "utf8" });
  const reports = run.stdout.split("\n").filter(Boolean).map((line) => {
    const report = line.slice(line.lastIndexOf("(") + 1, line.lastIndexOf(")"));
    return { ...JSON.parse(readFileSync(report, "utf8")), line };
  });
  return { exit: run.status, reports, ...reports[0] };
}

function ffmpeg(...options) {
  execFileSync("ffmpeg", ["-hide_banner", "-nostdin", "-v", "error", "-y", ...options], { stdio: "inherit" });
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};
const medianOf = (track) => median(track.frames.map((frame) => frame.probability));
const answer = (verdict) => verdict.label ?? verdict.reason;
const rounded = (value) => value.toFixed(3);

// Of a person: the probability that counts, and the median of the frames.
function near(what, one, other, most) {
  const a = one.verdict.probability;
  const b = other.verdict.probability;
  check(`${what}, probability within ${most.toFixed(2)}`, Math.abs(a - b) <= most, `${rounded(a)} and ${rounded(b)}`);
  const c = medianOf(one);
  const d = medianOf(other);
  check(`${what}, median of frames within ${most.toFixed(2)}`, Math.abs(c - d) <= most, `${rounded(c)} and ${rounded(d)}`);
}

// Two probabilities that are as near as asked for may lie on either side of the threshold: then the verdicts differ by that.
function sameAnswer(what, one, other) {
  const between = (one.probability - one.threshold) * (other.probability - one.threshold) < 0;
  if (answer(one) !== answer(other) && between && Math.abs(one.probability - other.probability) <= 0.05) {
    border++;
    console.log(`border  ${what}: ${answer(one)} with ${rounded(one.probability)} and ${answer(other)} with ${rounded(other.probability)}, threshold ${one.threshold}`);
  } else {
    check(`${what}, same verdict`, answer(one) === answer(other), `${answer(one)} and ${answer(other)}`);
  }
}

function overlap([x, y, width, height], [u, v, across, down]) {
  const common =
    Math.max(0, Math.min(x + width, u + across) - Math.max(x, u)) * Math.max(0, Math.min(y + height, v + down) - Math.max(y, v));
  return common / (width * height + across * down - common);
}

function sameBoxes(what, one, other, shift = 0) {
  const boxes = new Map(other.frames.map((frame) => [frame.index, frame.box]));
  const shared = one.frames.filter((frame) => boxes.has(frame.index - shift));
  const least = Math.min(...shared.map((frame) => overlap(frame.box, boxes.get(frame.index - shift))));
  check(`${what}, boxes of ${shared.length} frames`, shared.length > 0 && least >= 0.9, `IoU of ${rounded(least)} and more`);
}

function likeOne(what, input, control, most) {
  check(`${what}, exit code`, input.exit === 0, input.exit);
  check(`${what}, faces`, input.tracks.length === 1 && input.tracks[0].frames.length === control.tracks[0].frames.length,
    `${input.tracks[0].frames.length} and ${control.tracks[0].frames.length} of one person`);
  near(what, input.tracks[0], control.tracks[0], most);
  sameBoxes(what, input.tracks[0], control.tracks[0]);
}

// 01 High dynamic range.
for (const who of ["forged", "real"]) {
  const like = scan(`control/01-hdr-${who}-sdr.mp4`);
  for (const [kind, curve] of [["hlg", "arib-std-b67"], ["pq", "smpte2084"]]) {
    const name = `01-hdr-${kind}-${who}.mp4`;
    const input = scan(name);
    check(`${name}, named`, input.input.dynamicRange === kind.toUpperCase(), input.input.dynamicRange);
    likeOne(`${name} beside the given control, which is only like it`, input, like, 0.1);
    console.log(`        ${name} is ${answer(input.verdict)}, the given control ${answer(like.verdict)} (threshold ${input.verdict.threshold})`);
    const control = join(exact, `01-${kind}-${who}.mkv`);
    ffmpeg("-i", join(inputs, name), "-vf",
      `zscale=tin=${curve}:pin=bt2020:min=bt2020nc:rin=tv:t=linear:npl=203,format=gbrpf32le,` +
        "zscale=p=bt709,zscale=t=bt709:m=gbr:r=pc:npl=203,format=gbrp,format=bgr0", "-c:v", "ffv1", control);
    const same = scan(control);
    likeOne(`${name} beside its frames converted by zscale`, input, same, 0.05);
    sameAnswer(`${name} beside its frames converted by zscale`, input.verdict, same.verdict);
  }
}

// Some frames of an input as a video of their own, without loss.
function framesOf(name, select, file) {
  const control = join(exact, file);
  ffmpeg("-i", join(inputs, name), "-vf", `select='${select}',setpts=N/25/TB`, "-r", "25", "-c:v", "ffv1", control);
  return control;
}

// 03 Many shots: shot 2k is one of ten other people, shot 2k + 1 the forged person.
{
  const alone = framesOf("03-many-shots.mp4", "mod(floor(n/12),2)", "03-alone.mkv");
  const shotOf = (frame) => Math.floor(frame.index / 12);
  const whose = (frame) => (shotOf(frame) % 2 ? "forged" : shotOf(frame));
  for (const options of [[], ["--frames", "all"]]) {
    const what = ["03-many-shots.mp4", ...options].join(" ");
    const like = scan("control/03-one-shot.mp4", ...options);
    const same = scan(alone, ...options);
    const input = scan("03-many-shots.mp4", ...options);
    check(`${what}, exit code`, input.exit === 0, input.exit);
    const pure = input.tracks.filter((track) => new Set(track.frames.map(whose)).size === 1);
    check(`${what}, tracks of one person each`, pure.length === input.tracks.length, `${pure.length} of ${input.tracks.length}`);
    const hers = pure.filter((track) => whose(track.frames[0]) === "forged").sort((a, b) => b.frames.length - a.frames.length);
    check(`${what}, the forged person counts as one`, hers.length === 1, `${hers.length} with ${hers[0].frames.length} faces`);
    near(`${what}, she beside the given control`, hers[0], like.tracks[0], 0.05);
    near(`${what}, she beside her frames alone`, hers[0], same.tracks[0], 0.05);
    sameAnswer(`${what} beside her frames alone`, input.verdict, same.verdict);
    console.log(`        ${what} is ${answer(input.verdict)}, the given control ${answer(like.verdict)} (threshold ${input.verdict.threshold})`);
    check(`${what}, she decides`, input.verdict.probability === hers[0].verdict.probability, rounded(input.verdict.probability));
    const late = input.tracks.flatMap((track) => track.frames).filter((frame) => Math.abs(frame.timeSeconds - frame.index / 25) > 0.002);
    check(`${what}, times`, late.length === 0, `${late.length} wrong`);
    if (options.length) {
      check(`${what}, every frame of hers`, hers[0].frames.length === 120, hers[0].frames.length);
    }
  }
}

// 04 Variable rate: frames 125 to 164 are the forged person's.
{
  const control = scan("control/04-forged-alone.mp4");
  const input = scan("04-vfr.mp4");
  const times = readFileSync(join(inputs, "04-vfr.times.txt"), "utf8").split("\n").filter(Boolean).map(Number);
  const frames = input.tracks.flatMap((track) => track.frames);
  const hers = input.tracks.find((track) => track.frames.every((frame) => frame.index >= 125));
  check("04-vfr.mp4, exit code", input.exit === 0, input.exit);
  check("04-vfr.mp4, duration", input.input.durationSeconds >= 21.6 && input.input.durationSeconds <= 22.1, input.input.durationSeconds);
  const wrong = frames.filter((frame) => Math.abs(frame.timeSeconds - times[frame.index]) > 0.002);
  check("04-vfr.mp4, times", wrong.length === 0, `${wrong.length} of ${frames.length} wrong`);
  check("04-vfr.mp4, the forged person gets at least half of 32", hers?.frames.length >= 16, hers?.frames.length);
  near("04-vfr.mp4, she beside the control", hers, control.tracks[0], 0.05);
  const same = scan(framesOf("04-vfr.mp4", "gte(n,125)", "04-alone.mkv"));
  near("04-vfr.mp4, she beside her frames alone", hers, same.tracks[0], 0.05);
  sameAnswer("04-vfr.mp4 beside her frames alone", input.verdict, same.verdict);
  console.log(`        04-vfr.mp4 is ${answer(input.verdict)}, the given control ${answer(control.verdict)} (threshold ${input.verdict.threshold})`);
  check("04-vfr.mp4, she decides", input.verdict.probability === hers.verdict.probability, rounded(input.verdict.probability));
  const boxes = new Map(control.tracks[0].frames.map((frame) => [frame.index, frame.box]));
  sameBoxes("04-vfr.mp4 beside the control", hers, control.tracks[0], 125);
  check("04-vfr.mp4, control seen in all frames", boxes.size === 32, boxes.size);
}

// 07 Animated WebP.
{
  const control = scan("control/07-animated.mp4");
  const input = scan("07-animated.webp");
  likeOne("07-animated.webp beside the control", input, control, 0.05);
  sameAnswer("07-animated.webp beside the control", input.verdict, control.verdict);
  check("07-animated.webp, duration", Math.abs(input.input.durationSeconds - 2) <= 0.1, input.input.durationSeconds);
}

// 08 Two videos in a file.
{
  const control = scan("control/08-camera-alone.mkv");
  for (const name of ["08-screen-and-camera.mkv", "08-two-programmes.ts"]) {
    const first = scan(name);
    check(`${name}, exit code`, first.exit === 0, first.exit);
    check(`${name}, the other video is named`, first.verdict.reason === "other_streams" && first.line.includes("--stream all"), answer(first.verdict));
    const camera = scan(name, "--stream", "all").reports.find((report) => report.tracks.length > 0);
    near(`${name} --stream all, the speaker`, camera.tracks[0], control.tracks[0], 0.01);
    sameAnswer(`${name} --stream all, the speaker`, camera.verdict, control.verdict);
    sameBoxes(`${name} --stream all, the speaker`, camera.tracks[0], control.tracks[0]);
  }
}

// 10 A transparent person.
{
  const control = scan("control/10-as-seen.png");
  const input = scan("10-hidden-person.png");
  likeOne("10-hidden-person.png beside the control", input, control, 0.02);
  sameAnswer("10-hidden-person.png beside the control", input.verdict, control.verdict);
  const hidden = input.tracks.flatMap((track) => track.frames).filter((frame) => frame.box[0] + frame.box[2] > 512);
  check("10-hidden-person.png, nobody where it is transparent", hidden.length === 0, `${hidden.length} faces`);
}

// 14 A dissolve in frames 50 to 79.
{
  const input = scan("14-dissolve.mp4");
  check("14-dissolve.mp4, exit code", input.exit === 0, input.exit);
  const frames = input.tracks.flatMap((track) => track.frames);
  check("14-dissolve.mp4, nobody on both sides", input.tracks.length === 2 &&
    input.tracks.every((track) => track.frames.every((frame) => frame.index < 65) || track.frames.every((frame) => frame.index >= 65)), `${input.tracks.length} people`);
  const mixed = frames.filter((frame) => frame.index >= 50 && frame.index < 80);
  check("14-dissolve.mp4, faces of the dissolve do not decide", mixed.length === 0, `${mixed.length} scored`);
  const people = [...input.tracks].sort((a, b) => a.frames[0].index - b.frames[0].index);
  // What each shows alone as a video of its own, without loss, looked at in the very same frames: of a video of 50 frames 32
  // are looked at, of the dissolve 12 in each shot, and other frames give other probabilities. And the given control, which
  // went through an encoder of its own, over the same pictures.
  for (const [k, name, part, first, range] of [[0, "first", "lt(n,50)", 0, ["--to", "1.98"]], [1, "second", "gte(n,80)", 80, ["--from", "1.2"]]]) {
    const like = scan(`control/14-${name}-alone.mp4`, ...range);
    near(`14-dissolve.mp4, the ${name} person beside the given control, which is only like it`, people[k], like.tracks[0], 0.1);
    const indexes = people[k].frames.map((frame) => frame.index - first);
    const step = indexes[1] - indexes[0];
    const same = scan(framesOf("14-dissolve.mp4", part, `14-${name}.mkv`), "--from", `${(indexes[0] - 0.5) / 25}`, "--every", `${step / 25}`);
    check(`14-dissolve.mp4, the ${name} person and the frames alone, same frames`,
      same.tracks[0].frames.map((frame) => frame.index).join() === indexes.join(), `${indexes.length} of them`);
    near(`14-dissolve.mp4, the ${name} person beside the same frames alone`, people[k], same.tracks[0], 0.05);
    sameBoxes(`14-dissolve.mp4, the ${name} person beside the same frames alone`, people[k], same.tracks[0], first);
    if (k) {
      sameAnswer("14-dissolve.mp4 beside the forged person's frames alone", input.verdict, same.verdict);
      console.log(`        14-dissolve.mp4 is ${answer(input.verdict)}, the given control ${answer(like.verdict)} (threshold ${input.verdict.threshold})`);
    }
  }
}

console.log(`${checks - failed} of ${checks} checks pass; ${border} verdicts differ by the threshold between two near probabilities`);
process.exit(failed ? 1 : 0);
