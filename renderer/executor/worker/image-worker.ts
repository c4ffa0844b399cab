// Decodes image files and makes what the network gets of them, or of noise and drawings, away from the page: either can
// take seconds.

import { assertNever } from '../../../shared/lib/assert-never.ts';
import { messageOf, NetloomError } from '../../../shared/lib/errors.ts';
import { noiseInput, preprocess, type RgbaImage } from '../../../shared/tensor/image.ts';
import { readImageHeader } from '../../../shared/tensor/image-header.ts';
import { digitInput } from '../image/digit.ts';
import type { ImageAnswer, ImageRequest, ImageResult } from '../image/protocol.ts';

/** More than 64 megapixels take, however they are stored. */
const MAX_FILE_BYTES = 2 ** 29;

/** Pixels as they are stored, but for the rotation that the camera noted. */
async function decode(file: Blob): Promise<RgbaImage> {
  if (file.size > MAX_FILE_BYTES) {
    throw new NetloomError(
      'image-too-large',
      `The file has ${file.size.toLocaleString('en')} bytes; images of up to ${MAX_FILE_BYTES.toLocaleString('en')} are read. Make it smaller first.`,
    );
  }
  const { format } = readImageHeader(new Uint8Array(await file.arrayBuffer()));
  const bitmap = await createImageBitmap(file, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
    imageOrientation: 'from-image',
  }).catch(() => {
    throw new NetloomError(
      'image-damaged',
      `The ${format} image cannot be decoded: it is damaged or was not copied whole. Fetch it again.`,
    );
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) {
      throw new NetloomError(
        'image-memory',
        `There is no memory to decode an image of ${width} × ${height}.`,
      );
    }
    context.drawImage(bitmap, 0, 0);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
}

async function answer({ source, spec }: ImageRequest): Promise<ImageResult> {
  switch (source.kind) {
    case 'file': {
      const image = await decode(source.file);
      const { width, height } = image;
      return { ...preprocess(image, spec), original: { width, height } };
    }
    case 'noise':
      return { ...noiseInput(spec, source.seed), original: undefined };
    case 'digit':
      return { ...digitInput(source.strokes, spec), original: undefined };
    default:
      return assertNever(source);
  }
}

self.onmessage = ({ data }: MessageEvent<ImageRequest>) => {
  const { id } = data;
  answer(data).then(
    (result) => {
      const message: ImageAnswer = { id, result };
      self.postMessage(message, { transfer: [result.tensor.buffer, result.preview.data.buffer] });
    },
    (error: unknown) => {
      const code = error instanceof NetloomError ? error.code : 'image-memory';
      const reason =
        error instanceof RangeError ? 'There is not enough memory for this image.' : messageOf(error);
      const message: ImageAnswer = { id, code, message: reason };
      self.postMessage(message);
    },
  );
};
