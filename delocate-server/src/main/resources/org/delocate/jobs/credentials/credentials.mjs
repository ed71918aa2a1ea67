// Reads content credentials (C2PA) with the reference implementation, compiled to WebAssembly. A line
// of JSON with a path comes in, a line with what was found goes out; the process that asks ends this
// one when a file takes too long.

import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { createInterface } from "node:readline";
import init, { WasmReader } from "./c2pa.js";

/** A part of a file that looks like a Blob; only what is asked for is read. */
class FilePart extends Blob {
  constructor(file, from, to) {
    super([]);
    this.file = file;
    this.from = from;
    this.to = to;
  }

  get size() {
    return this.to - this.from;
  }

  slice(from = 0, to = this.size) {
    return new FilePart(this.file, this.from + Math.min(from, this.size), this.from + Math.min(to, this.size));
  }

  read() {
    const bytes = new Uint8Array(this.size);
    let done = 0;
    while (done < bytes.length) {
      const read = readSync(this.file, bytes, done, bytes.length - done, this.from + done);
      if (read === 0) {
        throw new Error("the file became shorter");
      }
      done += read;
    }
    return bytes.buffer;
  }
}

// What browsers' workers have and Node has not.
globalThis.FileReaderSync = class {
  readAsArrayBuffer(part) {
    return part.read();
  }
};

/** The kind of a file by its first bytes; null if it is none that carries credentials. */
function formatOf(start) {
  const text = Buffer.from(start).toString("latin1");
  if (text.startsWith("\xFF\xD8\xFF")) return "image/jpeg";
  if (text.startsWith("\x89PNG\r\n")) return "image/png";
  if (text.startsWith("GIF8")) return "image/gif";
  if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return "image/tiff";
  if (text.startsWith("RIFF")) return text.slice(8, 12) === "WEBP" ? "image/webp" : text.slice(8, 12) === "AVI " ? "video/avi" : null;
  if (text.slice(4, 8) === "ftyp") {
    const brand = text.slice(8, 12);
    if (brand === "avif" || brand === "avis") return "image/avif";
    if (/^(hei|hev|mif1|msf1)/.test(brand)) return "image/heic";
    return brand === "qt  " ? "video/quicktime" : "video/mp4";
  }
  return null;
}

const GENERATED = /trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia|algorithmicMedia/i;

/** Whoever signed is not looked up in a list of trusted ones; that alone makes no record invalid. */
const NO_FAULT = new Set(["signingCredential.untrusted"]);

function found(store) {
  const manifest = store.manifests?.[store.active_manifest];
  if (!manifest) {
    return { state: "absent" };
  }
  const failures = (store.validation_results?.activeManifest?.failure ?? store.validation_status ?? [])
    .map((failure) => failure.code).filter((code) => !NO_FAULT.has(code));
  const actions = (manifest.assertions ?? []).filter((assertion) => assertion.label.startsWith("c2pa.actions"))
    .flatMap((assertion) => assertion.data?.actions ?? []);
  const sources = actions.map((action) => action.digitalSourceType ?? "")
    .concat((manifest.assertions ?? []).map((assertion) => assertion.data?.digitalSourceType ?? ""));
  const tool = (manifest.claim_generator_info ?? [])
    .map((info) => [info.name, info.version].filter(Boolean).join(" ")).join(", ");
  const signer = [manifest.signature_info?.common_name, manifest.signature_info?.issuer].filter(Boolean).join(", ");
  const result = {
    state: failures.length ? "invalid" : "valid",
    generated: sources.some((source) => GENERATED.test(source)),
    actions: [...new Set(actions.map((action) => action.action))].slice(0, 20),
    sources: [...new Set(sources.filter(Boolean).map((source) => source.split("/").at(-1)))].slice(0, 10),
  };
  if (failures.length) result.failures = [...new Set(failures)].slice(0, 10);
  if (tool) result.tool = tool.slice(0, 300);
  if (signer) result.signer = signer.slice(0, 300);
  if (manifest.signature_info?.time) result.signedAt = manifest.signature_info.time;
  return result;
}

async function examine(path) {
  const file = openSync(path, "r");
  try {
    const size = fstatSync(file).size;
    const start = new Uint8Array(Math.min(16, size));
    readSync(file, start, 0, start.length, 0);
    const format = formatOf(start);
    if (format === null) {
      return { state: "not_checked", reason: "unsupported_format" };
    }
    let reader;
    try {
      reader = await WasmReader.fromBlob(format, new FilePart(file, 0, size));
    } catch (problem) {
      const text = String(problem?.message ?? problem);
      return /JumbfNotFound|no JUMBF|not found/i.test(text)
        ? { state: "absent" }
        : { state: "not_checked", reason: "unreadable", message: text.slice(0, 300) };
    }
    try {
      return found(JSON.parse(reader.json()));
    } finally {
      reader.free();
    }
  } finally {
    closeSync(file);
  }
}

await init({ module_or_path: readFileSync(new URL("./c2pa_bg.wasm", import.meta.url)) });
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await examine(JSON.parse(line).path);
  } catch (problem) {
    answer = { state: "not_checked", reason: "unreadable", message: String(problem).slice(0, 300) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
