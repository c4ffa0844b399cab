import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NetloomError } from '../lib/errors.ts';
import { readImageHeader } from './image-header.ts';

/** Beginnings of a 321 × 123 image as Pillow 13 writes it. */
const FILES = {
  PNG: 'iVBORw0KGgoAAAANSUhEUgAAAUEAAAB7CAIAAABl',
  JPEG: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAB7AUEDASIA',
  'JPEG, progressive':
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wgARCAB7AUEDASIA',
  'WebP, lossy': 'UklGRrAAAABXRUJQVlA4IKQAAACQDACdASpBAXsAP3G42WW0ryunIEgCkC4J',
  'WebP, lossless': 'UklGRigAAABXRUJQVlA4TBsAAAAvQIEeAAdQjyKXp/8BBWkbMPVvvzsR/U/uv7IA',
  'WebP, extended': 'UklGRtQAAABXRUJQVlA4WAoAAAAIAAAAQAEAegAAVlA4IKQAAACQDACdASpBAXsA',
  GIF: 'R0lGODdhQQF7AIEAAMgePAAA',
  BMP: 'Qk1izwEAAAAAADYAAAAoAAAAQQEAAHsAAAABABgAAAAAACzPAQDEDgAAxA4AAAAA',
};

function decode(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function text(content: string): Uint8Array {
  return Uint8Array.from(content, (character) => character.charCodeAt(0));
}

function outcome(bytes: Uint8Array): string {
  try {
    const { format, width, height } = readImageHeader(bytes);
    return `${format} ${width}×${height}`;
  } catch (error) {
    if (!(error instanceof NetloomError)) throw error;
    return error.code;
  }
}

describe('readImageHeader', () => {
  test.each(Object.entries(FILES))('%s', (name, base64) => {
    expect(outcome(decode(base64))).toBe(`${name.split(',')[0]} 321×123`);
  });

  test.each([
    ['nothing', '', 'is empty'],
    ['HTML', '<!doctype html><p>Not found</p>', 'not an image'],
    ['SVG', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG drawing'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'HEIC photograph'],
    ['AVIF', '\0\0\0\x1cftypavif\0\0\0\0', 'AVIF image'],
    ['TIFF', 'II*\0\x08\0\0\0', 'TIFF image'],
    ['PDF', '%PDF-1.7', 'PDF document'],
    ['PNG without a header', '\x89PNG\r\n\x1a\nnothing of a picture', 'PNG file is damaged'],
  ])('%s is refused by name', (_, content, words) => {
    expect(() => readImageHeader(text(content))).toThrow(
      expect.objectContaining({ code: 'image-format', message: expect.stringContaining(words) as string }),
    );
  });

  test('a picture of 30,000 × 30,000 is refused before it is decoded', () => {
    const bytes = decode(FILES.PNG);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, 30_000);
    view.setUint32(20, 30_000);
    expect(() => readImageHeader(bytes)).toThrow(/30000 × 30000, 859 megapixels; at most 64/);
  });

  test('a size of zero is damage', () => {
    const bytes = decode(FILES.GIF);
    bytes.fill(0, 6, 8);
    expect(outcome(bytes)).toBe('image-format');
  });

  test('every truncation gives the size or an error for people', () => {
    for (const base64 of Object.values(FILES)) {
      const bytes = decode(base64);
      for (let length = 0; length <= bytes.length; length++) {
        expect(outcome(bytes.subarray(0, length))).toMatch(/^image-(format|truncated)$|321×123$/);
      }
    }
  });

  test('damaged and random bytes give a size or an error for people', () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(...Object.values(FILES)),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
      )
      .map(([base64, changes]) => {
        const bytes = decode(base64);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        expect(outcome(bytes)).toMatch(/^image-|×/);
      }),
      { numRuns: 2000 },
    );
  });
});
