// The format and size of an image file, read from its first bytes: a picture of 48 KB can decode to gigabytes, so its
// size is known before anything decodes it. Decoding is the hosts'.

import { NetloomError } from '../lib/errors.ts';
import { MAX_PIXELS } from './image.ts';

const FORMATS = ['PNG', 'JPEG', 'WebP', 'GIF', 'BMP'] as const;

export type ImageFormat = (typeof FORMATS)[number];

export interface ImageHeader {
  readonly format: ImageFormat;
  /** As stored, before any EXIF rotation. */
  readonly width: number;
  readonly height: number;
}

/** Formats that people try and that are refused by name: their first bytes, at an offset. */
const REFUSED: readonly {
  readonly name: string;
  readonly offset: number;
  readonly signatures: readonly string[];
}[] = [
  { name: 'a HEIC photograph', offset: 4, signatures: ['ftyphei', 'ftyphev', 'ftypmif1', 'ftypmsf1'] },
  { name: 'an AVIF image', offset: 4, signatures: ['ftypavif', 'ftypavis'] },
  { name: 'a TIFF image', offset: 0, signatures: ['II*\0', 'MM\0*'] },
  { name: 'a PDF document', offset: 0, signatures: ['%PDF'] },
  { name: 'a JPEG XL image', offset: 0, signatures: ['\xff\x0a', '\0\0\0\x0cJXL '] },
  { name: 'a JPEG 2000 image', offset: 0, signatures: ['\0\0\0\x0cjP  '] },
];

/**
 * Reads format and size from the file's bytes.
 * @param readable the formats that whoever asks can decode
 * @throws NetloomError `image-format` for what is no supported image, `image-truncated` where the file ends before
 *   its size, `image-too-large` above 64 megapixels
 */
export function readImageHeader(bytes: Uint8Array, readable: readonly ImageFormat[] = FORMATS): ImageHeader {
  const expected = `Open a ${readable.slice(0, -1).join(', ')} or ${readable.at(-1)} file.`;
  if (bytes.length === 0) throw new NetloomError('image-format', `The file is empty. ${expected}`);
  const header = readHeader(bytes, expected);
  const { format, width, height } = header;
  if (!readable.includes(format)) {
    throw new NetloomError(
      'image-format',
      `The file is a ${format} image, which cannot be read here. ${expected}`,
    );
  }
  if (width < 1 || height < 1) {
    throw new NetloomError(
      'image-format',
      `The ${format} file says that it is ${width} × ${height} pixels. It is damaged; save it again from an image editor.`,
    );
  }
  if (width * height > MAX_PIXELS) {
    const megapixels = Math.ceil((width * height) / 2 ** 20);
    throw new NetloomError(
      'image-too-large',
      `The image is ${width} × ${height}, ${megapixels} megapixels; at most 64 are read. Make it smaller first.`,
    );
  }
  return header;
}

function readHeader(bytes: Uint8Array, expected: string): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) {
    need(bytes, 24, 'PNG');
    // The first chunk is the header: https://www.w3.org/TR/png-3/#5ChunkOrdering
    if (!startsWith(bytes, 'IHDR', 12)) {
      throw new NetloomError(
        'image-format',
        'The PNG file is damaged: its header, with the size, is not where it begins. Fetch it again.',
      );
    }
    return { format: 'PNG', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (startsWith(bytes, '\xff\xd8\xff')) return readJpeg(bytes, view);
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return readWebp(bytes, view);
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) {
    need(bytes, 10, 'GIF');
    return { format: 'GIF', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (startsWith(bytes, 'BM')) return readBmp(bytes, view);
  for (const { name, offset, signatures } of REFUSED) {
    if (!signatures.some((signature) => startsWith(bytes, signature, offset))) continue;
    throw new NetloomError('image-format', `The file is ${name}, which cannot be read here. ${expected}`);
  }
  const text = String.fromCharCode(...bytes.subarray(0, 1024)).toLowerCase();
  if (text.includes('<svg')) {
    throw new NetloomError(
      'image-format',
      `The file is an SVG drawing, which has no pixels of its own. Export it as PNG first.`,
    );
  }
  throw new NetloomError('image-format', `The file is not an image that can be read here. ${expected}`);
}

/**
 * Walks the segments to the frame header, which holds the size (ITU-T T.81, B.2.2): markers C0 to CF but for
 * C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning).
 */
function readJpeg(bytes: Uint8Array, view: DataView): ImageHeader {
  let at = 2;
  for (;;) {
    need(bytes, at + 4, 'JPEG');
    if (bytes[at] !== 0xff) {
      throw new NetloomError(
        'image-format',
        `The JPEG file is damaged at byte ${at}, before its size. Save it again from an image editor.`,
      );
    }
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      need(bytes, at + 9, 'JPEG');
      return { format: 'JPEG', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    const standalone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += standalone ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** https://developers.google.com/speed/webp/docs/riff_container: lossy, lossless, or extended. */
function readWebp(bytes: Uint8Array, view: DataView): ImageHeader {
  need(bytes, 30, 'WebP');
  const format = 'WebP';
  if (startsWith(bytes, 'VP8 ', 12)) {
    return { format, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (startsWith(bytes, 'VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { format, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (startsWith(bytes, 'VP8X', 12)) {
    const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    return { format, width: uint24(24) + 1, height: uint24(27) + 1 };
  }
  throw new NetloomError(
    'image-format',
    'The WebP file is damaged: it begins with no known kind of frame. Save it again from an image editor.',
  );
}

/** The old header of 12 bytes has 16-bit sizes; in later ones a negative height stores rows from the top. */
function readBmp(bytes: Uint8Array, view: DataView): ImageHeader {
  need(bytes, 26, 'BMP');
  if (view.getUint32(14, true) === 12) {
    return { format: 'BMP', width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return { format: 'BMP', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

function startsWith(bytes: Uint8Array, signature: string, offset = 0): boolean {
  if (bytes.length < offset + signature.length) return false;
  for (let index = 0; index < signature.length; index++) {
    if (bytes[offset + index] !== signature.charCodeAt(index)) return false;
  }
  return true;
}

function need(bytes: Uint8Array, length: number, format: ImageFormat): void {
  if (bytes.length >= length) return;
  throw new NetloomError(
    'image-truncated',
    `The ${format} file ends after ${bytes.length} bytes, before its size. It was not copied whole; fetch it again.`,
  );
}
