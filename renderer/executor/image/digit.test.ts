import { describe, expect, test } from 'vitest';
import { centreOfMass, digitInput, drawDigit, type Stroke } from './digit.ts';

const mnist = { channels: 1, height: 32, width: 32, mean: [0.1307], std: [0.3081] };
const seven: readonly Stroke[] = [
  [
    { x: 0.1, y: 0.1 },
    { x: 0.3, y: 0.1 },
    { x: 0.2, y: 0.5 },
  ],
];

function inkBox(plane: Uint8Array, side: number) {
  const inked = [...plane.keys()].filter((index) => plane[index]! > 127);
  const xs = inked.map((index) => index % side);
  const ys = inked.map((index) => Math.floor(index / side));
  return {
    width: Math.max(...xs) - Math.min(...xs) + 1,
    height: Math.max(...ys) - Math.min(...ys) + 1,
  };
}

describe('a drawn digit follows MNIST', () => {
  test('it fits 20 × 20, wherever and however small it was drawn', () => {
    const { height, width } = inkBox(drawDigit(seven)!, 28);
    expect(height).toBeGreaterThanOrEqual(19);
    expect(height).toBeLessThanOrEqual(20);
    expect(width).toBeLessThanOrEqual(20);
    const larger = seven.map((stroke) => stroke.map(({ x, y }) => ({ x: 1.9 * x, y: 1.9 * y })));
    expect(drawDigit(larger)).toEqual(drawDigit(seven));
  });

  test('its centre of mass is the middle', () => {
    const centre = centreOfMass(drawDigit(seven)!, 28);
    expect(Math.abs(centre.x - 14)).toBeLessThan(0.25);
    expect(Math.abs(centre.y - 14)).toBeLessThan(0.25);
  });

  test('a dot stays small, and the shift to the middle cuts nothing off', () => {
    const dot = inkBox(drawDigit([[{ x: 0.9, y: 0.9 }]])!, 28);
    expect(dot.width).toBeLessThanOrEqual(4);
    const hook = [
      [
        { x: 0, y: 0 },
        { x: 0, y: 1 },
        { x: 0.02, y: 1 },
        { x: 0.02, y: 0.9 },
        { x: 1, y: 0.5 },
      ],
    ];
    const { width, height } = inkBox(drawDigit(hook)!, 28);
    expect([width, height]).toEqual([20, 20]);
  });

  test('it is padded to 32 × 32, not enlarged, and normalised', () => {
    const { tensor, preview } = digitInput(seven, mnist);
    const drawn = drawDigit(seven)!;
    expect(tensor[0]).toBeCloseTo(-0.1307 / 0.3081, 5);
    for (const [y, x] of [
      [14, 14],
      [5, 12],
      [20, 13],
    ] as const) {
      expect(preview.data[4 * ((y + 2) * 32 + x + 2)]).toBe(drawn[y * 28 + x]);
    }
  });

  test('larger inputs get whole multiples in every channel', () => {
    const { tensor } = digitInput(seven, { ...mnist, channels: 3, height: 70, width: 60 });
    const area = 70 * 60;
    expect(tensor.subarray(0, area)).toEqual(tensor.subarray(2 * area));
    const bright = (plane: Float32Array) => plane.filter((value) => value > 1).length;
    const single = bright(digitInput(seven, mnist).tensor);
    expect(bright(tensor.subarray(0, area)) / single).toBeGreaterThan(3.4);
    expect(bright(tensor.subarray(0, area)) / single).toBeLessThan(4.6);
  });

  test('an empty pad is background', () => {
    expect(drawDigit([])).toBeUndefined();
    expect(new Set(digitInput([], mnist).tensor).size).toBe(1);
  });
});
