import { describe, expect, test } from 'vitest';
import { exifOrientation, upright, type Orientation } from './orientation.ts';

/** A TIFF structure with one entry before the orientation's. */
function tiff(value: number, little: boolean, type = 3): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 + 2 + 2 * 12 + 4));
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 2, little);
  view.setUint16(10, 0x010f, little);
  view.setUint16(22, 0x0112, little);
  view.setUint16(24, type, little);
  view.setUint32(26, 1, little);
  view.setUint16(30, value, little);
  return new Uint8Array(view.buffer);
}

describe('orientation', () => {
  test.each([true, false])('is read in either order of bytes (little: %s)', (little) => {
    for (let value = 1; value <= 8; value += 1) expect(exifOrientation(tiff(value, little))).toBe(value);
  });

  test('is upright where the file says nothing, nonsense, or ends early', () => {
    for (const value of [0, 9, 65_535]) expect(exifOrientation(tiff(value, true))).toBe(1);
    expect(exifOrientation(tiff(6, true, 4))).toBe(1);
    const whole = tiff(6, false);
    for (let length = 0; length < 34; length += 1) expect(exifOrientation(whole.subarray(0, length))).toBe(1);
    expect(exifOrientation(Uint8Array.of(0x49, 0x49, 42, 0, 255, 255, 255, 255, 1, 0))).toBe(1);
  });

  // The letter F, as each orientation stores it (CIPA DC-008, figure of tag 0x0112).
  const SEEN = ['###', '#..', '##.', '#..'];
  const STORED: Readonly<Record<Orientation, readonly string[]>> = {
    1: ['###', '#..', '##.', '#..'],
    2: ['###', '..#', '.##', '..#'],
    3: ['..#', '.##', '..#', '###'],
    4: ['#..', '##.', '#..', '###'],
    5: ['####', '#.#.', '#...'],
    6: ['#...', '#.#.', '####'],
    7: ['...#', '.#.#', '####'],
    8: ['####', '.#.#', '...#'],
  };
  test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('%s is turned upright', (orientation) => {
    const rows = STORED[orientation];
    const data = Uint8ClampedArray.from(
      rows
        .join('')
        .split('')
        .flatMap((cell, index) => (cell === '#' ? [index, 1, 2, 255] : [0, 0, 0, 255])),
    );
    const turned = upright({ width: rows[0]!.length, height: rows.length, data }, orientation);
    const seen = Array.from({ length: turned.height }, (_, y) =>
      Array.from({ length: turned.width }, (__, x) =>
        turned.data[4 * (y * turned.width + x) + 1] === 1 ? '#' : '.',
      ).join(''),
    );
    expect(seen).toEqual(SEEN);
  });
});
