import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadDigits, splitDigits } from './data.ts';
import type { Digit } from './data.ts';

const digits = loadDigits();
const split = splitDigits(digits);

function perClass(some: readonly Digit[]): number[] {
  const counts = Array.from({ length: 10 }, () => 0);
  for (const { label } of some) counts[label]! += 1;
  return counts;
}

function base64(digit: Digit): string {
  return Buffer.from(digit.pixels).toString('base64');
}

describe('the split', () => {
  it('uses each of the 10,000 digits once', () => {
    expect(digits).toHaveLength(10_000);
    const sizes = [split.training.length, split.validation.length, split.heldOut.length];
    expect(sizes).toEqual([8000, 500, 1500]);
    const all = [...split.training, ...split.validation, ...split.heldOut];
    expect(new Set(all.map((digit) => `${digit.label}/${digit.index}`)).size).toBe(10_000);
  });

  it('holds no image twice, under whatever label', () => {
    expect(new Set(digits.map(base64)).size).toBe(10_000);
  });

  it('judges every class alike', () => {
    expect(perClass(split.validation)).toEqual(Array.from({ length: 10 }, () => 50));
    expect(perClass(split.heldOut)).toEqual(Array.from({ length: 10 }, () => 150));
  });
});

describe('the fixture', () => {
  const file = new URL('../../shared/testing/fixtures/digits.json', import.meta.url);
  const fixture = JSON.parse(readFileSync(file, 'utf8')) as { digits: { label: number; pixels: string }[] };

  it('holds four held-out digits of each class', () => {
    const labels = new Map(split.heldOut.map((digit) => [base64(digit), digit.label]));
    expect(fixture.digits.map(({ pixels }) => labels.get(pixels))).toEqual(
      fixture.digits.map(({ label }) => label),
    );
    expect(new Set(fixture.digits.map(({ pixels }) => pixels)).size).toBe(40);
    expect(fixture.digits.map(({ label }) => label)).toEqual(
      Array.from({ length: 40 }, (_value, i) => Math.floor(i / 4)),
    );
  });
});
