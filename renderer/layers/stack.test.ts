import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemoryTimeline } from '../../shared/analysis/memory.ts';
import { columnAt, heldIn, stackOf, ticksUpTo } from './stack.ts';

/** Timelines of random lifetimes. */
const timelines = fc
  .array(fc.record({ bytes: fc.nat(1000), holds: fc.nat(12) }), { minLength: 1, maxLength: 60 })
  .map((list): MemoryTimeline => {
    const lifetimes = list.map(({ bytes, holds }, node) => ({
      node,
      bytes,
      until: Math.min(list.length - 1, node + holds),
    }));
    const steps = lifetimes.map(({ node: step }) =>
      lifetimes
        .filter(({ node, until }) => node <= step && step <= until)
        .reduce((sum, { bytes }) => sum + bytes, 0),
    );
    return { steps, lifetimes, peak: { bytes: Math.max(...steps), node: 0 } };
  });

test('bands fill every column from 0 to its bytes, without gaps or overlaps, however few columns', () => {
  fc.assert(
    fc.property(timelines, fc.integer({ min: 1, max: 80 }), (timeline, most) => {
      const { columns, bands } = stackOf(timeline, most);
      expect(columns).toHaveLength(Math.min(most, timeline.steps.length));
      for (const [column, step] of columns.entries()) {
        const here = bands
          .flatMap(({ lifetime, stretches }) =>
            stretches
              .filter(({ from, to }) => from <= column && column < to)
              .map(({ base }) => ({ base, top: base + lifetime.bytes })),
          )
          .sort((a, b) => a.base - b.base);
        let top = 0;
        for (const band of here) {
          expect(band.base).toBe(top);
          top = band.top;
        }
        expect(top).toBe(timeline.steps[step]);
      }
    }),
  );
});

test('the peak is seen however few columns there are', () => {
  fc.assert(
    fc.property(timelines, fc.integer({ min: 1, max: 20 }), (timeline, most) => {
      const { columns } = stackOf(timeline, most);
      expect(Math.max(...columns.map((step) => timeline.steps[step]!))).toBe(timeline.peak.bytes);
    }),
  );
});

test('each step has its column, in order, and the step that a column shows lies in it', () => {
  fc.assert(
    fc.property(timelines, fc.integer({ min: 1, max: 80 }), (timeline, most) => {
      const stack = stackOf(timeline, most);
      const found = timeline.steps.map((_, step) => columnAt(stack, step, timeline.steps.length));
      expect(new Set(found).size).toBe(stack.columns.length);
      expect(found.toSorted((a, b) => a - b)).toEqual(found);
      for (const [column, step] of stack.columns.entries()) expect(found[step]).toBe(column);
    }),
  );
});

test('what is held, largest first', () => {
  const lifetimes = [
    { node: 0, bytes: 5, until: 2 },
    { node: 1, bytes: 9, until: 1 },
    { node: 2, bytes: 7, until: 2 },
  ];
  const timeline = { steps: [5, 14, 12], lifetimes, peak: { bytes: 14, node: 1 } };
  expect(heldIn(timeline, 1).map(({ node }) => node)).toEqual([1, 0]);
  expect(heldIn(timeline, 2).map(({ node }) => node)).toEqual([2, 0]);
});

test('ticks are few and round', () => {
  expect(ticksUpTo(0)).toEqual([0]);
  expect(ticksUpTo(12.8e6)).toEqual([0, 5e6, 1e7]);
  expect(ticksUpTo(9.6e6)).toEqual([0, 2e6, 4e6, 6e6, 8e6]);
  expect(ticksUpTo(24_084)).toEqual([0, 5000, 10_000, 15_000, 20_000]);
});
