// What a network is run on: an image file brought to the input's size.

import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import type { Schema, ValuesOf } from '../shared/operators/attributes.ts';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import { preprocess, type PreprocessSpec, type RgbaImage } from '../shared/tensor/image.ts';
import { readImageHeader } from '../shared/tensor/image-header.ts';
import { exifOrientation, upright } from '../shared/tensor/orientation.ts';
import { namingFile, readWhole } from './source.ts';

/** An Input node's attributes are what preprocessing needs: they were parsed by that operator's schema. */
export function inputSpec(attributes: ValuesOf<Schema>): PreprocessSpec {
  return attributes as unknown as PreprocessSpec;
}

/** The image as the network gets it, `[1, C, H, W]` row-major, by the attributes of its Input node. */
export async function imageTensor(path: string, attributes: ValuesOf<Schema>): Promise<Float32Array> {
  const bytes = await readWhole(path);
  const { format } = namingFile(path, () => readImageHeader(bytes, ['PNG', 'JPEG']));
  let image: RgbaImage;
  try {
    image = format === 'PNG' ? PNG.sync.read(Buffer.from(bytes)) : decodeJpeg(bytes);
  } catch (error) {
    throw new NetloomError('image-damaged', `"${path}" cannot be decoded: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return namingFile(path, () => preprocess(image, inputSpec(attributes)).tensor);
}

/** Turned as the camera was held, as in the app. */
function decodeJpeg(bytes: Uint8Array): RgbaImage {
  // Its types leave out what followed `Exif\0`: one byte more, then the TIFF structure.
  const image: RgbaImage & { readonly exifBuffer?: Uint8Array } = jpeg.decode(bytes, {
    useTArray: true,
    maxMemoryUsageInMB: 1024,
  });
  const { exifBuffer } = image;
  return exifBuffer === undefined ? image : upright(image, exifOrientation(exifBuffer.subarray(1)));
}
