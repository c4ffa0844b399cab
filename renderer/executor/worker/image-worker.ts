// Decodes image files and brings them to the network's size, away from the page: both can take a second.

import { messageOf, NetloomError } from '../../../shared/lib/errors.ts';
import { preprocess, type RgbaImage } from '../../../shared/tensor/image.ts';
import { readImageHeader } from '../../../shared/tensor/image-header.ts';
import type { ImageAnswer, ImageRequest, ImageResult } from '../image/protocol.ts';

/** Pixels as they are stored, but for the rotation that the camera noted. */
async function decode(file: Blob): Promise<RgbaImage> {
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

async function answer({ file, spec }: ImageRequest): Promise<ImageResult> {
  const image = await decode(file);
  return { ...preprocess(image, spec), width: image.width, height: image.height };
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
