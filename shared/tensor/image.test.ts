import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  noiseInput,
  normalise,
  placeImage,
  preprocess,
  requirePaintable,
  type PreprocessSpec,
  type RgbaImage,
} from './image.ts';

interface PillowFixture {
  readonly width: number;
  readonly height: number;
  readonly cases: readonly (Pick<PreprocessSpec, 'channels' | 'height' | 'width' | 'fit' | 'resize'> & {
    readonly name: string;
    readonly bytes: string;
  })[];
}

const fixture = JSON.parse(
  readFileSync(new URL('testing/pillow.json', import.meta.url), 'utf8'),
) as PillowFixture;

/** The image of build/oracles/resize.py. */
function syntheticImage(): RgbaImage {
  const { width, height } = fixture;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const green = (Math.floor(x / 5) + Math.floor(y / 3)) % 2 === 0 ? 255 : (x * 4) % 256;
      const red = (x * 37 + y * 11 + ((x * y) % 29) * 7) % 256;
      data.set([red, green, (x * x + 3 * y * y) % 256, 255], 4 * (y * width + x));
    }
  }
  return { width, height, data };
}

const plain = { mean: [0], std: [1], invert: false } as const;

function solid(width: number, height: number, rgba: readonly number[]): RgbaImage {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < data.length; at += 4) data.set(rgba, at);
  return { width, height, data };
}

/** The tensor's samples as 8-bit values, pixel by pixel as Pillow's tobytes gives them. */
function samples(tensor: Float32Array, channels: number): Uint8Array {
  const area = tensor.length / channels;
  return Uint8Array.from(tensor, (_, index) =>
    Math.round(255 * tensor[(index % channels) * area + Math.floor(index / channels)]!),
  );
}

describe('preprocess equals Pillow and torchvision', () => {
  test.each(fixture.cases)('$name', ({ bytes, ...spec }) => {
    const { tensor } = preprocess(syntheticImage(), { ...spec, ...plain });
    const expected = new Uint8Array(Buffer.from(bytes, 'base64'));
    expect(Buffer.compare(samples(tensor, spec.channels), expected)).toBe(0);
  });
});

describe('placement', () => {
  const place = (width: number, height: number, spec: Partial<PreprocessSpec>) =>
    placeImage({ width, height }, { height: 224, width: 224, fit: 'crop', resize: 0, ...spec });

  test.each([
    ['ImageNet evaluation of a landscape photograph', [640, 427, { resize: 256 }], [383, 256, -80, -16]],
    ['a crop without a size keeps the shorter side whole', [640, 427, {}], [335, 224, -56, 0]],
    ['what is smaller than the crop is padded, less before', [100, 100, { resize: 221 }], [221, 221, 1, 1]],
    ['contain keeps everything', [400, 100, { fit: 'contain' }], [224, 56, 0, 84]],
    ['stretch ignores the proportions', [400, 100, { fit: 'stretch' }], [224, 224, 0, 0]],
    ['a wide crop of a tall image', [100, 300, { height: 64, width: 256 }], [256, 768, 0, -352]],
  ] as const)('%s', (_, [width, height, spec], [w, h, left, top]) => {
    expect(place(width, height, spec)).toEqual({ width: w, height: h, left, top });
  });

  test('always covers or fits the field', () => {
    const extent = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(extent, extent, extent, extent, (imageWidth, imageHeight, width, height) => {
        const spec = { width, height, resize: 0 } as const;
        const image = { width: imageWidth, height: imageHeight };
        const cover = placeImage(image, { ...spec, fit: 'crop' });
        expect(cover.width).toBeGreaterThanOrEqual(width);
        expect(cover.height).toBeGreaterThanOrEqual(height);
        const inside = placeImage(image, { ...spec, fit: 'contain' });
        expect(inside.left).toBeGreaterThanOrEqual(0);
        expect(inside.left + inside.width).toBeLessThanOrEqual(width);
        expect(inside.top + inside.height).toBeLessThanOrEqual(height);
      }),
    );
  });
});

describe('values', () => {
  const base: PreprocessSpec = { channels: 3, height: 2, width: 2, fit: 'crop', resize: 0, ...plain };

  test('normalisation per channel, and a preview that undoes it', () => {
    const spec = { ...base, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
    const { tensor, preview } = preprocess(solid(5, 5, [255, 0, 51, 255]), spec);
    expect(tensor[0]).toBeCloseTo((1 - 0.485) / 0.229, 6);
    expect(tensor[4]).toBeCloseTo(-0.456 / 0.224, 6);
    expect(tensor[8]).toBeCloseTo((0.2 - 0.406) / 0.225, 6);
    expect(Array.from(preview.data.subarray(0, 4))).toEqual([255, 0, 51, 255]);
  });

  test('transparent pixels show white paper', () => {
    expect(preprocess(solid(2, 2, [0, 0, 0, 0]), { ...base, channels: 1 }).tensor[0]).toBe(1);
    expect(preprocess(solid(2, 2, [0, 0, 0, 51]), { ...base, channels: 1 }).tensor[0]).toBeCloseTo(0.8, 6);
  });

  test('padding is black after inversion', () => {
    const spec: PreprocessSpec = { ...base, channels: 1, height: 1, width: 3, fit: 'contain', invert: true };
    const { tensor } = preprocess(solid(1, 1, [55, 55, 55, 255]), spec);
    expect([...tensor].map((value) => Math.round(value * 255))).toEqual([0, 200, 0]);
  });

  test('noise is seeded, and differs between channels', () => {
    const spec = { ...base, channels: 5, height: 20, width: 20 };
    const { tensor } = noiseInput(spec, 7);
    expect(noiseInput(spec, 7).tensor).toEqual(tensor);
    expect(noiseInput(spec, 8).tensor).not.toEqual(tensor);
    const means = [0, 1, 2, 3, 4].map(
      (channel) =>
        tensor.subarray(400 * channel, 400 * (channel + 1)).reduce((sum, value) => sum + value) / 400,
    );
    expect(new Set(means).size).toBe(5);
    for (const mean of means) expect(mean).toBeCloseTo(0.5, 1);
  });

  test('one channel previews as grey', () => {
    const { preview } = normalise(
      { width: 1, height: 1, planes: [Uint8Array.of(90)] },
      { channels: 1, mean: [0.5], std: [0.5] },
    );
    expect([...preview.data]).toEqual([90, 90, 90, 255]);
  });

  test.each([
    ['image-channels', { channels: 4 }, solid(2, 2, [0, 0, 0, 255])],
    ['normalisation-values', { mean: [0, 0] }, solid(2, 2, [0, 0, 0, 255])],
    ['normalisation-values', { std: [0] }, solid(2, 2, [0, 0, 0, 255])],
    ['normalisation-values', { std: [-0.5] }, solid(2, 2, [0, 0, 0, 255])],
    ['image-elongated', { height: 512, width: 512 }, solid(1, 1000, [0, 0, 0, 255])],
  ] as const)('%s is refused', (code, change, image) => {
    expect(() => preprocess(image, { ...base, ...change })).toThrow(expect.objectContaining({ code }));
  });
});

test.each([
  [{ channels: 3, height: 8192, width: 8192 }, undefined],
  [{ channels: 1, height: 8192, width: 8193 }, /^An input of 1 × 8192 × 8193 takes 0\.25 GiB\./],
  [
    { channels: 5, height: 8192, width: 8192 },
    /takes 1\.25 GiB\. Inputs of up to 64 megapixels and 1 GiB are run/,
  ],
])('an input is made of as many values as can be run, %o', (spec, refusal) => {
  if (refusal === undefined) requirePaintable(spec);
  else expect(() => requirePaintable(spec)).toThrow(refusal);
});
