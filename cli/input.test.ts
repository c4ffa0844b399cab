import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseValues } from '../shared/operators/attributes.ts';
import { findOperator } from '../shared/operators/index.ts';
import { imageTensor } from './input.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'netloom-input-'))));
afterAll(() => rm(folder, { recursive: true }));

/** 32 wide, 16 high: white where it is stored on the left. */
function halves(): Uint8Array {
  const data = Uint8Array.from({ length: 32 * 16 * 4 }, (_, at) =>
    at % 4 === 3 || (at >> 2) % 32 < 16 ? 255 : 0,
  );
  return jpeg.encode({ width: 32, height: 16, data }, 95).data;
}

/** The same file with an EXIF block behind its first marker. */
function held(file: Uint8Array, orientation: number): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const segment = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const head = [0xff, 0xe1, 0, segment.length + 2, ...segment];
  return Uint8Array.from([...file.slice(0, 2), ...head, ...file.slice(2)]);
}

test('a photograph is turned as the camera was held', async () => {
  const { values } = parseValues(findOperator('Input')!.attributes, {
    channels: 1,
    height: 8,
    width: 8,
    fit: 'stretch',
  });
  /** Which side is the white one. */
  const whiteSide = async (bytes: Uint8Array): Promise<string> => {
    const path = join(folder, 'photo.jpg');
    await writeFile(path, bytes);
    const tensor = await imageTensor(path, values);
    const mean = (places: (row: number, column: number) => boolean): number =>
      tensor.reduce((sum, value, at) => sum + (places(at >> 3, at % 8) ? value : 0), 0) / 32;
    const sides = {
      left: mean((_, column) => column < 4),
      right: mean((_, column) => column >= 4),
      top: mean((row) => row < 4),
      bottom: mean((row) => row >= 4),
    };
    return Object.entries(sides).toSorted(([, a], [, b]) => b - a)[0]![0];
  };
  expect(await whiteSide(halves())).toBe('left');
  const seen: string[] = [];
  for (let orientation = 1; orientation <= 8; orientation += 1)
    seen.push(await whiteSide(held(halves(), orientation)));
  expect(seen).toEqual(['left', 'right', 'right', 'left', 'top', 'top', 'bottom', 'bottom']);
});
