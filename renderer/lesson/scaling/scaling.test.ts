import { expect, it } from 'vitest';
import { previewOf } from '../../state/preview.ts';
import {
  argumentsOf,
  baseNetwork,
  growth,
  keepsConstraint,
  multipliersOf,
  nearestPhi,
  PAPER,
  PUBLISHED,
  stageRows,
} from './scaling.ts';

it("keeps the paper's constraint with the paper's coefficients", () => {
  expect(growth(PAPER)).toBeCloseTo(1.2 * 1.21 * 1.3225, 12);
  expect(keepsConstraint(PAPER)).toBe(true);
  expect(keepsConstraint({ ...PAPER, gamma: 1.3 })).toBe(false);
});

it('is B0 at φ = 0, whatever the coefficients', () => {
  expect(argumentsOf(multipliersOf({ alpha: 1.5, beta: 1.3, gamma: 1.01 }, 0))).toEqual({});
  expect(previewOf(baseNetwork(), {}).problem).toBeUndefined();
});

it('scales B0 by the factors of φ, and the network is as its stages say', () => {
  const factors = multipliersOf(PAPER, 2);
  expect(factors).toEqual({ depth: 1.44, width: 1.21, size: 296 });
  const preview = previewOf(baseNetwork(), argumentsOf(factors));
  if (preview.problem !== undefined) throw new Error(preview.problem.message);
  expect(preview.input).toEqual([1, 3, 296, 296]);
  const rows = stageRows(factors);
  expect(rows.map(({ channels, layers, size }) => [channels, layers, size])).toEqual([
    [24, 2, 148],
    [32, 3, 74],
    [48, 3, 37],
    [96, 5, 19],
    [136, 5, 19],
    [232, 6, 10],
    [384, 2, 10],
  ]);
  for (const [index, { layers }] of rows.entries()) {
    const last = `features.${index + 1}.${layers - 1}`;
    expect(preview.costs.has(last), last).toBe(true);
    expect(preview.costs.has(`features.${index + 1}.${layers}`)).toBe(false);
  }
});

it('finds B0 to B7 along the curve, one after the other', () => {
  expect(PUBLISHED.map(({ label }) => label)).toEqual(['B0', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7']);
  const phis = PUBLISHED.map((published) => nearestPhi(published, PAPER));
  expect(phis[0]).toBe(0);
  expect(phis).toEqual(phis.toSorted((a, b) => a - b));
  expect(phis[7]).toBeGreaterThan(6);
  expect(phis[7]).toBeLessThan(7);
  // A point of the curve is its own nearest; a rule that scales nothing has no length.
  expect(nearestPhi(multipliersOf(PAPER, 3), PAPER)).toBeCloseTo(3, 2);
  expect(nearestPhi(PUBLISHED[3]!, { alpha: 1, beta: 1, gamma: 1 })).toBe(0);
});
