import { describe, expect, it } from 'vitest';
import { previewOf } from '../../state/preview.ts';
import {
  nameOf,
  presetOf,
  stageBeginnings,
  stageRows,
  startOf,
  STARTS,
  widthsOf,
  type Design,
} from './design.ts';

const LESSON = STARTS[0]!.design;
const PAPER: Design = { ...LESSON, rounding: 'stages' };

function previewed(design: Design) {
  const { preset, stored } = presetOf(design);
  const preview = previewOf(preset, stored);
  if (preview.problem !== undefined) throw new Error(preview.problem.message);
  return preview;
}

describe('the starting points', () => {
  it("are the lesson's rule and every published RegNet", () => {
    expect(STARTS.map(({ id }) => id)).toEqual([
      'lesson',
      ...['x', 'y'].flatMap((kind) =>
        ['400mf', '800mf', '1_6gf', '3_2gf', '8gf'].map((size) => `regnet_${kind}_${size}`),
      ),
    ]);
  });

  it.each(STARTS.map((start) => [start.id, start] as const))(
    '%s is recognised and can be opened',
    (id, start) => {
      expect(startOf({ ...start.design })?.id).toBe(id);
      const { preset, stored } = presetOf(start.design);
      if (id !== 'lesson') expect([preset.id, stored]).toEqual([id, {}]);
      const { totals } = previewed(start.design);
      if (id !== 'lesson') expect(totals.parameters).toBe(preset.reference.parameters);
    },
  );
});

it("rounds the lesson's line by both rules", () => {
  const { linear, stages, blocks } = widthsOf(LESSON);
  expect(linear.at(-1)).toBeCloseTo(461.28, 10);
  expect(blocks).toEqual([24, 64, 96, 136, 168, 208, 240, 280, 312, 352, 392, 424, 464]);
  // RegNetX-200MF of the paper's model zoo: 1, 1, 4, 7 blocks of 24, 56, 152, 368 channels.
  expect(stages).toEqual([24, 56, ...Array(4).fill(152), ...Array(7).fill(368)]);
  expect(stageBeginnings(LESSON)).toEqual([0, 1, 2, 6]);
});

it("tells the stages with their costs, which are the body's", () => {
  const rows = stageRows(PAPER, previewed(PAPER));
  expect(rows.map(({ blocks, widths, size }) => [blocks, widths, size])).toEqual([
    [1, [24], 56],
    [1, [56], 28],
    [4, [152], 14],
    [7, [368], 7],
  ]);
  const preview = previewed(PAPER);
  const body = preview.costs.get('trunk_output')!;
  expect(rows.reduce((sum, { parameters }) => sum + parameters!, 0)).toBe(body.parameters);
  expect(rows.reduce((sum, { macs }) => sum + macs!, 0)).toBe(body.macs);
  // The published RegNetX-200MF has 2.7 million parameters and 0.2 GMACs.
  expect(preview.totals.parameters).toBe(2_684_792);
  expect(stageRows(LESSON, undefined)[2]?.widths).toEqual([96, 136, 168, 208]);
});

it('names what is opened', () => {
  expect(nameOf(LESSON)).toBe("RegNetX, the lesson's rule");
  expect(nameOf({ ...LESSON, kind: 'y' })).toBe('RegNetY');
  expect(nameOf(STARTS[1]!.design)).toBe('RegNetX-400MF');
  expect(presetOf({ ...LESSON, kind: 'y' })).toMatchObject({
    preset: { id: 'regnet_y_400mf' },
    stored: { depth: 13, w0: 24, wa: 36.44, wm: 2.49, widthRounding: 'blocks' },
  });
});
