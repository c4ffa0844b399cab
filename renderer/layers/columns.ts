// The columns of the table of layers: what each says, sorts by, and writes to a file.

import type { Analysis } from '../../shared/analysis/types.ts';
import type { Row } from '../../shared/analysis/layers.ts';
import { recordType, settingsOf } from '../../shared/network/identify.ts';
import type { Port } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { atLeast, bytes, compact, grouped, wireShape } from '../ui/format.ts';

const COLUMN_IDS = [
  'path',
  'type',
  'settings',
  'input',
  'output',
  'parameters',
  'buffers',
  'macs',
  'activations',
  'field',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** What it is, in a sentence. */
  readonly help: string;
  /** As in a file's head: exact figures, so with the unit of one. */
  readonly heading: string;
  /** Of figures that Markdown shortens, one unit for the column; undefined for what is exact there as well. */
  readonly unit?: { readonly title: string; readonly of: string };
  readonly numeric: boolean;
  /** For people. '' where nothing is known. */
  text(row: Row, analysis: Analysis): string;
  /** Exact, for sorting and for files; shapes as `64x56x56`. Undefined where nothing is known. */
  value(row: Row, analysis: Analysis): number | string | undefined;
  /** A block's is the sum of what is inside it. */
  readonly adds: boolean;
  /** The part of the whole network's, from 0 to 1, where that means something. */
  share?(row: Row, analysis: Analysis): number;
}

type Figure = 'parameters' | 'buffers' | 'macs' | 'activationBytes';

function figure(
  name: Figure,
  show: (value: number) => string,
  column: Pick<Column, 'id' | 'title' | 'help' | 'heading' | 'unit'>,
): Column {
  const value = (row: Row, { costs }: Analysis) => costs.get(row.element.path)?.[name];
  return {
    ...column,
    numeric: true,
    adds: true,
    value,
    text(row, analysis) {
      const cost = value(row, analysis) ?? 0;
      if (missesPart(row, analysis)) return atLeast(true, show(cost));
      return cost === 0 ? '' : show(cost);
    },
    share(row, analysis) {
      const whole = analysis.totals[name];
      return whole === 0 ? 0 : (value(row, analysis) ?? 0) / whole;
    },
  };
}

/** Whether this is a block, and of some layer inside the costs are not known. */
export function missesPart({ block, element }: Row, { costs }: Analysis): boolean {
  return block && costs.get(element.path)?.partial === true;
}

function shapes(
  side: 'inputs' | 'outputs',
  column: Pick<Column, 'id' | 'title' | 'help' | 'heading'>,
): Column {
  const known = (row: Row): readonly Port[] => row.element[side].filter(({ type }) => type !== undefined);
  return {
    ...column,
    numeric: false,
    adds: false,
    text: (row) => [...new Set(known(row).map(({ type }) => wireShape(type!.shape)))].join(', '),
    value(row) {
      const list = known(row).map(({ type }) => type!.shape.join('x'));
      return list.length === 0 ? undefined : list.join(' ');
    },
  };
}

function typeOf({ element }: Row, { network }: Analysis): string {
  return recordType(element.record, network.definitions);
}

/** In order; the first is always shown. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'path',
    title: 'Layer',
    help: 'Its name, after the names of the blocks around it.',
    heading: 'path',
    numeric: false,
    adds: false,
    text: ({ element }) => element.path,
    value: ({ element }) => element.path,
  },
  {
    id: 'type',
    title: 'Type',
    help: 'The operator, or the template of a block.',
    heading: 'type',
    numeric: false,
    adds: false,
    text: typeOf,
    value: typeOf,
  },
  shapes('inputs', { id: 'input', title: 'Input', help: 'Shapes that arrive.', heading: 'input shapes' }),
  shapes('outputs', { id: 'output', title: 'Output', help: 'Shapes that leave.', heading: 'output shapes' }),
  figure('parameters', grouped, {
    id: 'parameters',
    title: 'Parameters',
    help: 'Numbers that training changes.',
    heading: 'parameters',
  }),
  figure('buffers', grouped, {
    id: 'buffers',
    title: 'Buffers',
    help: 'Numbers that are stored but not trained, such as running means.',
    heading: 'buffers',
  }),
  figure('macs', compact, {
    id: 'macs',
    title: 'MACs',
    help: 'Multiply-accumulates of convolutions and matrix products for one image.',
    heading: 'MACs',
    unit: { title: 'MACs', of: '' },
  }),
  figure('activationBytes', bytes, {
    id: 'activations',
    title: 'Activations',
    help: 'Memory of the outputs for one image; for a block, of all outputs inside.',
    heading: 'activations (bytes)',
    unit: { title: 'activations', of: 'B' },
  }),
  {
    id: 'field',
    title: 'Field',
    help: 'Receptive field: the part of the input image that one output element depends on, in pixels.',
    heading: 'receptive field (pixels)',
    numeric: true,
    adds: false,
    text(row, { costs }) {
      const size = costs.get(row.element.path)?.receptiveField?.size;
      if (size === undefined) return '';
      return size.every(Number.isFinite) ? size.join(' × ') : 'all';
    },
    value(row, { costs }) {
      const size = costs.get(row.element.path)?.receptiveField?.size;
      return size === undefined ? undefined : Math.max(...size);
    },
  },
  {
    id: 'settings',
    title: 'Settings',
    help: 'What matters of its attributes.',
    heading: 'settings',
    numeric: false,
    adds: false,
    text: ({ element }) => settingsOf(element, LIBRARY),
    value: ({ element }) => settingsOf(element, LIBRARY),
  },
];

export function isColumnId(id: string): id is ColumnId {
  return COLUMN_IDS.some((one) => one === id);
}

export const DEFAULT_COLUMNS: readonly ColumnId[] = COLUMN_IDS.filter((id) => id !== 'buffers');

export function columnsOf(ids: readonly ColumnId[]): readonly Column[] {
  return COLUMNS.filter(({ id }) => id === 'path' || ids.includes(id));
}
