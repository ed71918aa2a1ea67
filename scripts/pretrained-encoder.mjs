// Turns the MobileNetV2 or the Inception v3 of the npm package nsfwjs into the weights that stage 2
// can begin with.
//
//   npm pack nsfwjs@4.3.0 && tar xzf nsfwjs-4.3.0.tgz
//   node scripts/pretrained-encoder.mjs package pretrained/mobilenet.safetensors
//   node scripts/pretrained-encoder.mjs package pretrained/inception.safetensors inception
//
// That package (MIT licence) holds Keras's MobileNetV2 of width 1, learnt on ImageNet, rounded to
// eight bits. Its authors kept the stem and blocks 0 to 10 as they were and tuned blocks 11 to 16
// and the head to pictures of their own; its file says so itself ("trainable"). The classes are
// left out here. Two classes of tensors are turned: convolutions from height, width, in, out to
// out, in, height, width; depthwise ones from height, width, channel, 1 to channel, 1, height,
// width.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const [folder, output, kind = 'mobilenet'] = process.argv.slice(2);
if (!output || !['mobilenet', 'inception'].includes(kind)) {
  console.error('usage: node pretrained-encoder.mjs FOLDER-OF-NSFWJS FILE.safetensors [mobilenet|inception]');
  process.exit(2);
}
const FILTERS = 70;
const EPSILON = 1e-3; // of its batch normalisation, which has no scale
const require = createRequire(import.meta.url);
const models = resolve(folder, `dist/models/${kind === 'inception' ? 'inception_v3' : 'mobilenet_v2'}`);

const original = readTensors(require(`${models}/model.min.js`).weightsManifest);
const converted = {};
if (kind === 'inception') {
  inception();
} else {
  mobilenet();
}
write(output);

function mobilenet() {
  convolution('stem.conv', 'Conv1/kernel');
  normalization('stem.bn', 'bn_Conv1');
  for (let index = 0; index < 17; index++) {
    const from = index === 0 ? 'expanded_conv' : `block_${index}`;
    const to = `block${index}`;
    if (index > 0) {
      convolution(`${to}.expand`, `${from}_expand/kernel`);
      normalization(`${to}.expand_bn`, `${from}_expand_BN`);
    }
    depthwise(`${to}.depthwise.conv`, `${from}_depthwise/depthwise_kernel`);
    normalization(`${to}.depthwise.bn`, `${from}_depthwise_BN`);
    convolution(`${to}.project`, `${from}_project/kernel`);
    normalization(`${to}.project_bn`, `${from}_project_BN`);
  }
  convolution('head', 'Conv_1/kernel');
  normalization('head_bn', 'Conv_1_bn');
}

/** Filters 1 to 70: those that the encoder has. Normalised values are scaled and shifted ones. */
function inception() {
  for (let filter = 1; filter <= FILTERS; filter++) {
    const name = `filter${filter}.conv`;
    convolution(name, `conv2d_${filter}/kernel`);
    const weights = converted[`${name}.weight`];
    const norm = `batch_normalization_${filter}`;
    const variances = original[`${norm}/moving_variance`].values;
    const scales = variances.map((variance) => 1 / Math.sqrt(variance + EPSILON));
    const each = weights.values.length / scales.length;
    weights.values = weights.values.map((value, index) => value * scales[Math.floor(index / each)]);
    const means = original[`${norm}/moving_mean`].values;
    const shifts = original[`${norm}/beta`].values;
    converted[`${name}.bias`] = {
      shape: [scales.length],
      values: shifts.map((shift, index) => shift - means[index] * scales[index]),
    };
  }
}

/** All tensors by name, {shape, values}, from bytes that stand for min + scale * byte. */
function readTensors(manifest) {
  const shards = readdirSync(models).filter((name) => name.startsWith('group1')).sort();
  const bytes = Buffer.concat(shards.map((name) => Buffer.from(require(`${models}/${name}`), 'base64')));
  const tensors = {};
  let position = 0;
  for (const { name, shape, quantization } of manifest.flatMap((group) => group.weights)) {
    if (quantization?.dtype !== 'uint8') {
      throw new Error(`${name} is not in eight bits: this is not nsfwjs 4.3.0`);
    }
    const count = shape.reduce((product, axis) => product * axis, 1);
    const values = Float32Array.from(
      bytes.subarray(position, position + count),
      (byte) => byte * quantization.scale + quantization.min,
    );
    tensors[name] = { shape, values };
    position += count;
  }
  if (position !== bytes.length) {
    throw new Error(`${bytes.length - position} bytes too many: this is not nsfwjs 4.3.0`);
  }
  return tensors;
}

function convolution(to, from) {
  const [height, width, ins, outs] = original[from].shape;
  converted[`${to}.weight`] = turned(from, [outs, ins, height, width], (out, channel, y, x) =>
    ((y * width + x) * ins + channel) * outs + out);
}

function depthwise(to, from) {
  const [height, width, channels] = original[from].shape;
  converted[`${to}.weight`] = turned(from, [channels, 1, height, width], (channel, one, y, x) =>
    (y * width + x) * channels + channel);
}

function turned(from, shape, place) {
  const values = new Float32Array(original[from].values.length);
  let index = 0;
  for (let a = 0; a < shape[0]; a++) {
    for (let b = 0; b < shape[1]; b++) {
      for (let c = 0; c < shape[2]; c++) {
        for (let d = 0; d < shape[3]; d++) {
          values[index++] = original[from].values[place(a, b, c, d)];
        }
      }
    }
  }
  return { shape, values };
}

function normalization(to, from) {
  converted[`${to}.weight`] = original[`${from}/gamma`];
  converted[`${to}.bias`] = original[`${from}/beta`];
  converted[`${to}.running_mean`] = original[`${from}/moving_mean`];
  converted[`${to}.running_var`] = original[`${from}/moving_variance`];
}

/** Safetensors: the length of the header, the header, the values. */
function write(file) {
  const header = {};
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(converted)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] };
  }
  let text = JSON.stringify(header);
  text += ' '.repeat((8 - (text.length % 8)) % 8);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const parts = Object.values(converted).map(({ values }) => Buffer.from(values.buffer));
  writeFileSync(file, Buffer.concat([length, Buffer.from(text), ...parts]));
}
