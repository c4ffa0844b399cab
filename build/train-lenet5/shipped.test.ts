// Holds the shipped weights to their report, with the trainer's own forward pass.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { redraw, UPRIGHT } from './augment.ts';
import { loadDigits, splitDigits } from './data.ts';
import { DRAWN, pointsOf } from './drawn.ts';
import { asScanned, evaluate, VARIANTS } from './evaluate.ts';
import { createWorkspace, forward, normalise, predicted, TENSORS } from './network.ts';
import { decodeWeights, encodeWeights } from './safetensors.ts';

interface Report {
  readonly heldOut: { correct: number; accuracy: number; confusion: number[][] };
  readonly heldOutVariants: Record<string, { correct: number; accuracy: number }>;
  readonly weights: { bytes: number; sha256: string };
}

const folder = new URL('../../renderer/presets/weights/', import.meta.url);
const file = readFileSync(new URL('lenet5.safetensors', folder));
const report = JSON.parse(readFileSync(new URL('lenet5.json', folder), 'utf8')) as Report;
const parameters = decodeWeights(file);
const { heldOut } = splitDigits(loadDigits());

describe('the weights file', () => {
  it('is the one of the report', () => {
    expect(file.length).toBe(report.weights.bytes);
    expect(createHash('sha256').update(file).digest('hex')).toBe(report.weights.sha256);
  });

  it('has an aligned header and tensors that follow each other without a gap', () => {
    const headerLength = Number(file.readBigUInt64LE(0));
    expect(headerLength % 8).toBe(0);
    const text = file.toString('utf8', 8, 8 + headerLength);
    const { __metadata__: metadata, ...tensors } = JSON.parse(text) as Record<
      string,
      Record<string, unknown>
    >;
    expect(metadata).toMatchObject({ format: 'pt' });
    let end = 0;
    const expected = TENSORS.map(([name, shape]) => {
      const begin = end;
      end += 4 * shape.reduce((product: number, extent) => product * extent, 1);
      return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }];
    });
    expect(tensors).toEqual(Object.fromEntries(expected));
    expect(end).toBe(4 * 61_706);
    expect(file.length).toBe(8 + headerLength + end);
  });

  it('survives decoding and encoding', () => {
    const headerLength = Number(file.readBigUInt64LE(0));
    const header = JSON.parse(file.toString('utf8', 8, 8 + headerLength)) as {
      __metadata__: Record<string, string>;
    };
    expect(Buffer.compare(encodeWeights(parameters, header.__metadata__), file)).toBe(0);
  });
});

describe('the trained network', () => {
  it('reads at least 98.5 % of the held-out digits, as reported', () => {
    const score = evaluate(parameters, heldOut, asScanned);
    expect(score).toEqual(report.heldOut);
    expect(score.correct).toBe(score.confusion.reduce((sum, row, label) => sum + row[label]!, 0));
    expect(score.accuracy).toBeGreaterThanOrEqual(0.985);
  });

  // One of the variants: all seven would take most of the suite's time.
  it('reads the held-out digits off-centre as reported', () => {
    const name = 'shifted by 3 pixels left and up';
    const { correct, accuracy } = evaluate(parameters, heldOut, VARIANTS[name]!);
    expect({ correct, accuracy }).toEqual(report.heldOutVariants[name]);
    expect(accuracy).toBeGreaterThanOrEqual(0.95);
  });

  // Six ways to hold the pen for each drawing; a drawn digit may fail in some, but not the drawings as a whole.
  it('reads digits drawn with a mouse', () => {
    const sizes = [0.75, 1, 1.3];
    const radii = [0.9, 1.6];
    const space = createWorkspace(1);
    const wrong: string[] = [];
    let total = 0;
    for (const [label, strokes] of DRAWN) {
      for (const size of sizes) {
        for (const radius of radii) {
          const shift = 2 * (1.5 - size);
          const placement = { ...UPRIGHT, xx: size, yy: size, shiftX: shift, shiftY: -shift };
          redraw(pointsOf(strokes), placement, radius, space.input, 0);
          space.input.forEach((ink, i) => (space.input[i] = normalise(ink)));
          forward(parameters, space, 1);
          total++;
          const read = predicted(space, 0);
          if (read !== label) wrong.push(`${label} at ${size}, pen ${radius}: ${read}`);
        }
      }
    }
    expect(wrong.length / total, wrong.join('; ')).toBeLessThan(0.05);
  });
});
