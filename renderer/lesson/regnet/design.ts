// A RegNet while it is designed: the numbers that make it, the published ones to start from, and the preset's
// arguments that it stands for. Pure.

import { parseValues, type StoredValues } from '../../../shared/operators/attributes.ts';
import { findPreset, PRESETS } from '../../presets/index.ts';
import {
  lessonWidths,
  linearWidths,
  regnetRuns,
  type RegNetRule,
  type WidthRounding,
} from '../../presets/regnet-widths.ts';
import type { Preset } from '../../presets/types.ts';
import type { Preview } from '../../state/preview.ts';

export interface Design extends RegNetRule {
  readonly kind: 'x' | 'y';
  readonly rounding: WidthRounding;
}

/** A named design to start from. */
export interface Start {
  readonly id: string;
  readonly title: string;
  readonly design: Design;
}

const RULE_KEYS = ['depth', 'w0', 'wa', 'wm', 'groupWidth'] as const;

/** The lesson's exercise gives the rule alone; the numbers are RegNetX-200MF's. */
const LESSON: Start = {
  id: 'lesson',
  title: "The lesson's rule, RegNetX-200MF's numbers",
  design: { kind: 'x', rounding: 'blocks', depth: 13, w0: 24, wa: 36.44, wm: 2.49, groupWidth: 8 },
};

export const STARTS: readonly Start[] = [
  LESSON,
  ...PRESETS.filter(({ family }) => family === 'RegNet').map((preset): Start => ({
    id: preset.id,
    title: preset.title,
    design: {
      kind: preset.id.startsWith('regnet_y') ? 'y' : 'x',
      rounding: 'stages',
      ...ruleOf(preset),
    },
  })),
];

function ruleOf(preset: Preset): RegNetRule {
  const { values } = parseValues(preset.arguments, {});
  const number = (key: string): number => Number(values[key]);
  return {
    depth: number('depth'),
    w0: number('w0'),
    wa: number('wa'),
    wm: number('wm'),
    groupWidth: number('groupWidth'),
  };
}

/** The start that a design still is, number for number. */
export function startOf(design: Design): Start | undefined {
  return STARTS.find(
    ({ design: start }) =>
      start.kind === design.kind &&
      start.rounding === design.rounding &&
      RULE_KEYS.every((key) => start[key] === design[key]),
  );
}

/** The preset and the arguments that make this network; only what differs from its defaults is stored. */
export function presetOf(design: Design): { readonly preset: Preset; readonly stored: StoredValues } {
  const start = startOf(design);
  const published = start === undefined ? undefined : findPreset(start.id);
  if (published !== undefined) return { preset: published, stored: {} };
  const preset = findPreset(`regnet_${design.kind}_400mf`);
  if (preset === undefined) throw new Error("RegNet's presets begin at 400MF.");
  const own = ruleOf(preset);
  const stored: Record<string, unknown> = {};
  for (const key of RULE_KEYS) if (own[key] !== design[key]) stored[key] = design[key];
  if (design.rounding === 'blocks') stored['widthRounding'] = 'blocks';
  return { preset, stored };
}

/** What the document is called. */
export function nameOf(design: Design): string {
  const start = startOf(design);
  if (start !== undefined && start.id !== LESSON.id) return start.title;
  const kind = `RegNet${design.kind.toUpperCase()}`;
  return start === undefined ? kind : `${kind}, the lesson's rule`;
}

export interface Widths {
  readonly linear: readonly number[];
  /** By the paper's rule, as the network has them. */
  readonly stages: readonly number[];
  /** By the lesson's rule. */
  readonly blocks: readonly number[];
}

/** Channels of every block, by both rules and before any rounding. */
export function widthsOf(design: Design): Widths {
  return {
    linear: linearWidths(design),
    stages: regnetRuns(design, 'stages').flatMap(({ widths }) => widths),
    blocks: lessonWidths(design),
  };
}

/** Index of the first block of every stage. */
export function stageBeginnings(design: Design): readonly number[] {
  let first = 0;
  return regnetRuns(design, design.rounding).map(({ widths }) => (first += widths.length) - widths.length);
}

export interface StageRow {
  readonly stage: number;
  readonly blocks: number;
  /** One, or every block's. */
  readonly widths: readonly number[];
  readonly groupWidth: number;
  /** Height and width of what leaves it. */
  readonly size: number;
  /** Undefined while the network is worked out. */
  readonly parameters: number | undefined;
  readonly macs: number | undefined;
}

/** The stages with what they cost; `preview` is of the same design. */
export function stageRows(design: Design, preview: Preview | undefined): readonly StageRow[] {
  // The stem halves the image before the first stage does; every halving rounds up.
  let size = Math.ceil((preview?.input[2] ?? 224) / 2);
  return regnetRuns(design, design.rounding).map(({ widths, groupWidth }, index) => {
    size = Math.ceil(size / 2);
    const cost = preview?.costs.get(`trunk_output.block${index + 1}`);
    return {
      stage: index + 1,
      blocks: widths.length,
      widths: new Set(widths).size === 1 ? widths.slice(0, 1) : widths,
      groupWidth,
      size,
      parameters: cost?.parameters,
      macs: cost?.macs,
    };
  });
}
