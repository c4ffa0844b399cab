// The columns of the table: what each shows of a network, in order and in words.

import { gigaMacs } from '../../shared/analysis/comparison-text.ts';
import { atLeast, bytes, grouped } from '../ui/format.ts';
import type { Entry, FigureId, Sorting, TitledEntry } from './entry.ts';

export interface Figure {
  readonly id: FigureId;
  readonly title: string;
  readonly help: string;
  readonly text: (value: number) => string;
  /** A sum over the layers: where some of them are not known, the least that it can be. */
  readonly adds?: boolean;
}

/** A network's figure in words, marked where it is the least that it can be. */
export function figureText(entry: Entry, { id, text, adds = false }: Figure): string | undefined {
  const value = valueOf(entry, id);
  return value === undefined
    ? undefined
    : atLeast(adds && entry.figures?.summary.partial === true, text(value));
}

export const FIGURES: readonly Figure[] = [
  { id: 'parameters', title: 'Parameters', help: 'Trainable numbers.', text: grouped, adds: true },
  {
    id: 'macs',
    title: 'GMACs',
    help: 'Billions of multiply-accumulates of one image, in convolutions and matrix products.',
    text: gigaMacs,
    adds: true,
  },
  {
    id: 'activationBytes',
    title: 'Activations',
    help: "Memory of all layers' outputs together.",
    text: bytes,
    adds: true,
  },
  {
    id: 'peakActivationBytes',
    title: 'Peak memory',
    help: 'The most activation memory that is alive at once.',
    text: bytes,
    adds: true,
  },
  { id: 'weightBytes', title: 'Weights', help: 'Memory of parameters and buffers.', text: bytes, adds: true },
  {
    id: 'depth',
    title: 'Depth',
    help: 'Convolutions, linear layers and projections of attention on the longest path.',
    text: String,
  },
  { id: 'layers', title: 'Layers', help: 'Operators.', text: grouped },
  {
    id: 'latency',
    title: 'Latency',
    help: 'Median time of one image, measured here.',
    text: milliseconds,
  },
];

export function figure(id: FigureId): Figure {
  return FIGURES.find((one) => one.id === id)!;
}

function milliseconds(value: number): string {
  return value < 1000 ? `${Number(value.toPrecision(3))} ms` : `${(value / 1000).toFixed(2)} s`;
}

/** Undefined while it is not known. */
export function valueOf(entry: Entry, id: FigureId): number | undefined {
  return id === 'latency' ? entry.latency?.median : entry.figures?.summary[id];
}

/** A copy in this order; what is not known comes last either way. */
export function sorted(
  entries: readonly TitledEntry[],
  sorting: Sorting | undefined,
): readonly TitledEntry[] {
  if (sorting === undefined) return entries;
  const { column, descending } = sorting;
  const sign = descending ? -1 : 1;
  return entries.toSorted((a, b) => {
    if (column === 'name') {
      return sign * a.title.localeCompare(b.title, 'en', { numeric: true });
    }
    const [left, right] = [valueOf(a, column), valueOf(b, column)];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    return sign * (left - right);
  });
}
