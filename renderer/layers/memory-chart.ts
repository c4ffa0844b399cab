// The geometry of the memory timeline: where steps and bytes lie in pixels, and the outlines to draw.

import type { MemoryTimeline } from '../../shared/analysis/memory.ts';
import { isWithin } from '../../shared/network/paths.ts';
import type { Network } from '../../shared/network/types.ts';
import { columnAt, stackOf, ticksUpTo, type Band } from './stack.ts';

export const MARGIN = { left: 64, right: 16, top: 18, bottom: 22 } as const;
/** Narrower columns cannot be told apart. */
const LEAST_COLUMN = 1;

export interface Chart {
  readonly width: number;
  readonly height: number;
  /** Of each category, the outline of all bands that its layers' outputs make. */
  readonly areas: readonly { readonly category: string; readonly path: string }[];
  readonly ticks: readonly { readonly bytes: number; readonly y: number }[];
  /** What stands at the top level, from its first step to its last; what is large, by what is inside it. */
  readonly groups: readonly { readonly name: string; readonly x: number; readonly width: number }[];
  readonly baseline: number;
  /** Columns are too narrow for lines between them. */
  readonly fine: boolean;
  stepAt(x: number): number;
  /** From the left edge of a step's column to its right one. */
  columnOf(step: number): { readonly x: number; readonly width: number };
  middleOf(step: number): number;
  heightOf(bytes: number): number;
  /** The outline of one operator's outputs while they are held. */
  outlineOf(node: number): string;
}

export function chartOf(network: Network, timeline: MemoryTimeline, width: number, height: number): Chart {
  const { steps, peak } = timeline;
  const room = Math.max(1, width - MARGIN.left - MARGIN.right);
  const rise = Math.max(1, height - MARGIN.top - MARGIN.bottom);
  const stack = stackOf(timeline, room / LEAST_COLUMN);
  const count = stack.columns.length;
  const x = (column: number): number => MARGIN.left + (column * room) / count;
  const y = (bytes: number): number => MARGIN.top + rise * (1 - bytes / Math.max(1, peak.bytes));

  const outline = ({ lifetime, stretches }: Band): string =>
    stretches
      .map(({ from, to, base }) => {
        const [top, bottom] = [y(base + lifetime.bytes), y(base)];
        return `M${round(x(from))} ${round(bottom)}V${round(top)}H${round(x(to))}V${round(bottom)}z`;
      })
      .join('');
  const columnOf = (step: number) => {
    const column = columnAt(stack, step, steps.length);
    return { x: x(column), width: room / count };
  };
  const bands = new Map(stack.bands.map((band) => [band.lifetime.node, band] as const));

  return {
    width,
    height,
    baseline: y(0),
    fine: room / count < 3,
    areas: byCategory(network, stack.bands, outline),
    ticks: ticksUpTo(peak.bytes).map((bytes) => ({ bytes, y: y(bytes) })),
    groups: groupsOf(network).map(({ name, from, to }) => {
      const start = columnOf(from).x;
      const last = columnOf(to);
      return { name, x: start, width: last.x + last.width - start };
    }),
    stepAt(at) {
      const column = Math.floor(((at - MARGIN.left) * count) / room);
      return stack.columns[Math.max(0, Math.min(count - 1, column))]!;
    },
    columnOf,
    middleOf(step) {
      const column = columnOf(step);
      return column.x + column.width / 2;
    },
    heightOf: y,
    outlineOf(node) {
      const band = bands.get(node);
      return band === undefined ? '' : outline(band);
    },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function byCategory(
  { nodes }: Network,
  bands: readonly Band[],
  outline: (band: Band) => string,
): Chart['areas'] {
  const paths = new Map<string, string[]>();
  for (const band of bands) {
    const category = nodes[band.lifetime.node]!.operator.palette.category.replaceAll(' ', '-');
    const list = paths.get(category);
    if (list === undefined) paths.set(category, [outline(band)]);
    else list.push(outline(band));
  }
  return [...paths].map(([category, list]) => ({ category, path: list.join('') }));
}

interface Group {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A block that takes a greater part of all steps is shown by what is inside it. */
const LARGE = 0.5;

function groupsOf({ nodes }: Network): readonly Group[] {
  const groups: Group[] = [];
  const add = (from: number, to: number, depth: number): void => {
    for (let start = from; start <= to;) {
      const name = nodes[start]!.path.split('.')[depth]!;
      const prefix = nodes[start]!.path.split('.')
        .slice(0, depth + 1)
        .join('.');
      let end = start;
      while (end < to && isWithin(nodes[end + 1]!.path, prefix)) end += 1;
      const block = nodes[start]!.path !== prefix;
      if (block && end - start + 1 > LARGE * nodes.length) add(start, end, depth + 1);
      else groups.push({ name, from: start, to: end });
      start = end + 1;
    }
  };
  add(0, nodes.length - 1, 0);
  return groups;
}
