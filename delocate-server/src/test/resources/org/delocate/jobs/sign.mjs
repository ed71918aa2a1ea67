// Signs a file as a camera or a generator would: node sign.mjs PACKAGE KEY CERTIFICATES SOURCE_TYPE FORMAT IN OUT
// KEY is PKCS#8 and CERTIFICATES are DER, in base 64, a line each.

import { createPrivateKey, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [packageFolder, keyFile, certificateFile, sourceType, format, input, output] = process.argv.slice(2);
const { default: init, WasmBuilder } = await import(pathToFileURL(`${packageFolder}/c2pa.js`).href);
await init({ module_or_path: readFileSync(`${packageFolder}/c2pa_bg.wasm`) });

class Bytes extends Blob {
  constructor(bytes) {
    super([]);
    this.bytes = bytes;
  }

  get size() {
    return this.bytes.length;
  }

  slice(from, to) {
    return new Bytes(this.bytes.subarray(from, to));
  }
}

globalThis.FileReaderSync = class {
  readAsArrayBuffer({ bytes }) {
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  }
};

// As much CBOR as a COSE_Sign1 of a signature with a chain of certificates needs.
function head(major, n) {
  if (n < 24) return Buffer.from([(major << 5) | n]);
  if (n < 256) return Buffer.from([(major << 5) | 24, n]);
  return Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
}
const bytesOf = (value) => Buffer.concat([head(2, value.length), value]);
const textOf = (value) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const listOf = (...values) => Buffer.concat([head(4, values.length), ...values]);

const key = createPrivateKey({ key: Buffer.from(readFileSync(keyFile, "utf8"), "base64"), format: "der", type: "pkcs8" });
const certificates = readFileSync(certificateFile, "utf8").trim().split("\n").map((line) => Buffer.from(line, "base64"));
const ES256 = head(1, 6);
const header = Buffer.concat([head(5, 2), head(0, 1), ES256, head(0, 33), listOf(...certificates.map(bytesOf))]);
const RESERVED = 4000;

async function signature(claim) {
  const toBeSigned = listOf(textOf("Signature1"), bytesOf(header), bytesOf(Buffer.alloc(0)), bytesOf(Buffer.from(claim)));
  const value = sign("sha256", toBeSigned, { key, dsaEncoding: "ieee-p1363" });
  const cose = (padding) => Buffer.concat([head(6, 18), listOf(bytesOf(header),
    Buffer.concat([head(5, 1), textOf("pad"), bytesOf(Buffer.alloc(padding))]), Buffer.from([0xf6]), bytesOf(value))]);
  let padding = RESERVED - cose(0).length - 2;
  while (cose(padding).length < RESERVED) padding++;
  return new Uint8Array(cose(padding));
}

const builder = WasmBuilder.fromJson(JSON.stringify({
  claim_generator_info: [{ name: "Test camera", version: "1.0" }],
  title: "test",
  assertions: [{ label: "c2pa.actions.v2", data: { actions: [{ action: "c2pa.created",
    digitalSourceType: `http://cv.iptc.org/newscodes/digitalsourcetype/${sourceType}` }] } }],
}));
writeFileSync(output, await builder.sign({ alg: "es256", reserveSize: RESERVED, sign: signature }, [], format,
  new Bytes(readFileSync(input))));
process.exit(0);
