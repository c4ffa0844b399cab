// What a network is run on: an image file brought to the input's size, or seeded noise.

import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import type { Schema, ValuesOf } from '../shared/operators/attributes.ts';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { preprocess, readImageHeader, type ImageSpec } from '../shared/tensor/image.ts';
import { fillWeight } from '../shared/weights/materialise.ts';
import { readWhole } from './source.ts';

/** Standard normal values, the same for a seed on every machine. Shape `[elements]`. */
export function noiseTensor(name: string, elements: number, seed: number): Float32Array {
  const noise = new Float32Array(elements);
  const initialiser = { kind: 'normal', mean: 0, std: 1 } as const;
  fillWeight(
    {
      path: `input:${name}`,
      shape: [elements],
      trainable: false,
      source: { kind: 'initialiser', initialiser },
    },
    seed,
    noise,
    0,
  );
  return noise;
}

/** The image as the network gets it, `[1, C, H, W]` row-major, by the attributes of its Input node. */
export async function imageTensor(path: string, attributes: ValuesOf<Schema>): Promise<Float32Array> {
  const bytes = await readWhole(path);
  const { format } = readImageHeader(bytes);
  if (format !== 'png' && format !== 'jpeg') {
    throw new NetloomError('image-format', `"${path}" is a ${format} image; here PNG and JPEG can be read.`);
  }
  let image: { width: number; height: number; data: Uint8Array };
  try {
    image =
      format === 'png'
        ? PNG.sync.read(Buffer.from(bytes))
        : jpeg.decode(bytes, { useTArray: true, maxMemoryUsageInMB: 1024 });
  } catch (error) {
    throw new NetloomError('image-damaged', `"${path}" cannot be decoded: ${messageOf(error)}`, {
      cause: error,
    });
  }
  const { buffer, byteOffset, byteLength } = image.data;
  const data = new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, byteLength);
  const spec = attributes as unknown as ImageSpec;
  return preprocess({ width: image.width, height: image.height, data }, spec).tensor;
}
