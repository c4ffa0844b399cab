import { describe, expect, test } from 'vitest';
import { placeLabels } from './labels.ts';
import { snap } from './snapping.ts';

const box = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height });

describe('snapping', () => {
  test('goes to the nearest edge or middle of another box, for each axis on its own', () => {
    const { by, guides } = snap([box(105, 203)], [box(100, 0), box(500, 200)], 12);
    expect(by).toEqual({ x: -5, y: -3 });
    expect(guides).toHaveLength(2);
    expect(guides[0]).toEqual({ from: { x: 100, y: -8 }, to: { x: 100, y: 248 } });
  });

  test('middles line up where widths differ', () => {
    expect(snap([box(148, 300, 60)], [box(100, 0, 160)], 12).by.x).toBe(2);
  });

  test('several move as one, and nothing near is no snap', () => {
    expect(snap([box(30, 0), box(230, 0)], [box(37, 400)], 12).by.x).toBe(7);
    expect(snap([box(40, 0)], [box(400, 400)], 12)).toEqual({ by: { x: 0, y: 0 }, guides: [] });
  });
});

describe('labels', () => {
  const down = (x: number, from: number, to: number) => [
    { x, y: from },
    { x, y: to },
  ];

  test('stand in the middle of the longest vertical stretch', () => {
    const [place] = placeLabels([{ points: down(100, 0, 60), text: '6 × 28', origin: 'a' }], []);
    expect(place).toEqual({ at: { x: 100, y: 30 }, shown: true });
  });

  test('two wires of one output do not write over each other', () => {
    const [first, second] = placeLabels(
      [
        { points: down(100, 0, 60), text: '6 × 28', origin: 'a' },
        {
          points: [...down(100, 0, 30), { x: 260, y: 30 }, { x: 260, y: 200 }],
          text: '6 × 28',
          origin: 'a',
        },
      ],
      [],
    );
    expect(first?.at).toEqual({ x: 100, y: 30 });
    expect(second).toEqual({ at: { x: 260, y: 115 }, shown: true });
    const same = { points: down(100, 0, 60), text: '6 × 28', origin: 'a' };
    // The last is drawn over the others.
    expect(placeLabels([same, same], []).map(({ shown }) => shown)).toEqual([false, true]);
  });

  test('keep clear of other wires, and leave a trunk to the last wire along it', () => {
    const across = {
      points: [
        { x: 0, y: 100 },
        { x: 300, y: 100 },
      ],
      text: '',
      origin: 'b',
    };
    const long = { points: down(100, 0, 200), text: '64', origin: 'a' };
    expect(placeLabels([long, across], [])[0]).toEqual({ at: { x: 100, y: 60 }, shown: true });
    expect(placeLabels([across, long], [])[1]).toEqual({ at: { x: 100, y: 60 }, shown: true });
    const branch = (to: number) => ({
      points: [
        { x: 0, y: 0 },
        { x: 90, y: 0 },
        { x: 90, y: to },
        { x: 100, y: to },
      ],
      text: '192 × 28 × 28',
      origin: 'a',
    });
    const shown = placeLabels([branch(20), branch(-20)], [box(100, 10), box(100, -30)]);
    expect(shown.map((place) => place.shown)).toEqual([false, true]);
  });

  test('keep clear of nodes, and give way to a title where there is no other place', () => {
    const long = { points: down(100, 0, 200), text: '64', origin: 'a' };
    expect(placeLabels([long], [box(60, 80)])[0]?.at.y).not.toBe(100);
    const short = { points: down(100, 0, 60), text: '64', origin: 'a' };
    expect(placeLabels([short], [], [box(60, 10)])[0]?.shown).toBe(false);
  });
});
