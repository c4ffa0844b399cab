// What a network is run on: an image file brought to the input's size.

import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import type { Schema, ValuesOf } from '../shared/operators/attributes.ts';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { preprocess, type PreprocessSpec } from '../shared/tensor/image.ts';
import { readImageHeader } from '../shared/tensor/image-header.ts';
import { namingFile, readWhole } from './source.ts';

/** An Input node's attributes are what preprocessing needs: they were parsed by that operator's schema. */
export function inputSpec(attributes: ValuesOf<Schema>): PreprocessSpec {
  return attributes as unknown as PreprocessSpec;
}

/** The image as the network gets it, `[1, C, H, W]` row-major, by the attributes of its Input node. */
export async function imageTensor(path: string, attributes: ValuesOf<Schema>): Promise<Float32Array> {
  const bytes = await readWhole(path);
  const { format } = namingFile(path, () => readImageHeader(bytes, ['PNG', 'JPEG']));
  let image: { width: number; height: number; data: Uint8Array };
  try {
    image =
      format === 'PNG'
        ? PNG.sync.read(Buffer.from(bytes))
        : jpeg.decode(bytes, { useTArray: true, maxMemoryUsageInMB: 1024 });
  } catch (error) {
    throw new NetloomError('image-damaged', `"${path}" cannot be decoded: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return namingFile(path, () => preprocess(image, inputSpec(attributes)).tensor);
}
