import { describe, expect, it } from 'vitest';
import { fieldWindow } from './field-window.ts';

/** Of a 7 × 7 convolution of stride 2 and padding 3, as ResNet begins. */
const STEM = { size: [7, 7], stride: [2, 2], start: [-3, -3] } as const;

describe('a receptive field on the image', () => {
  it('lies wholly inside in the middle', () => {
    expect(fieldWindow(STEM, [56, 3], [224, 224])).toEqual({
      whole: false,
      rows: { first: 109, last: 115, inside: [109, 115], before: 0, behind: 0 },
      columns: { first: 3, last: 9, inside: [3, 9], before: 0, behind: 0 },
    });
  });

  it('is cut off at the borders, where the rest is padding', () => {
    const { rows, columns } = fieldWindow(STEM, [0, 111], [224, 224]);
    expect(rows).toEqual({ first: -3, last: 3, inside: [0, 3], before: 3, behind: 0 });
    expect(columns).toEqual({ first: 219, last: 225, inside: [219, 223], before: 0, behind: 2 });
  });

  it('may be larger than the image', () => {
    const field = { size: [483, 483], stride: [32, 32], start: [-239, -239] } as const;
    expect(fieldWindow(field, [3, 3], [224, 224]).rows).toEqual({
      first: -143,
      last: 339,
      inside: [0, 223],
      before: 143,
      behind: 116,
    });
  });

  it('may see padding alone', () => {
    const field = { size: [1, 1], stride: [2, 2], start: [-3, -3] } as const;
    expect(fieldWindow(field, [1, 8], [8, 8])).toMatchObject({
      rows: { first: -1, last: -1, inside: undefined, before: 1, behind: 0 },
      columns: { first: 13, last: 13, inside: undefined, before: 0, behind: 1 },
    });
  });

  it('is the whole image behind a global layer, and rounds outwards where steps are part of a pixel', () => {
    const whole = { size: [Infinity, Infinity], stride: [0, 0], start: [0, 0] } as const;
    expect(fieldWindow(whole, [5, 5], [32, 16])).toMatchObject({
      whole: true,
      rows: { inside: [0, 31] },
      columns: { inside: [0, 15] },
    });
    const up = { size: [1, 1], stride: [0.5, 0.5], start: [0, 0] } as const;
    expect(fieldWindow(up, [3, 4], [8, 8])).toMatchObject({
      rows: { first: 1, last: 2 },
      columns: { first: 2, last: 2 },
    });
  });
});
