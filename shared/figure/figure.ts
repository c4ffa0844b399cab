// A level of a network as a figure for a paper: which nodes it shows, folded where they repeat, and what they say.
// How that is laid out and drawn is draw.ts's.

import type { Analysis } from '../analysis/types.ts';
import type { NodeRecord } from '../document/types.ts';
import { assertNever } from '../lib/assert-never.ts';
import { identify, settingsOf } from '../network/identify.ts';
import type { Element, Level, Library } from '../network/types.ts';
import { drawFigure, type Card, type Wire } from './draw.ts';
import { findFolds, type Fold } from './fold.ts';
import { piecesOf } from './pieces.ts';
import type { Direction, Figure } from './types.ts';

export interface FigureOptions {
  readonly direction: Direction;
  /** Shapes of the tensors on the arrows. */
  readonly shapes: boolean;
  /** What matters of each layer's settings, under its name. */
  readonly settings: boolean;
  /** Parameters of each layer. */
  readonly parameters: boolean;
  readonly fold: boolean;
  /** How many levels of blocks are drawn open, their insides in their place. */
  readonly opened: number;
}

/** @returns the figure, at its natural size */
export function figureOf(
  title: string,
  level: Level,
  analysis: Analysis,
  library: Library,
  options: FigureOptions,
): Figure {
  const { elements, wires: all } = piecesOf(analysis.network, level, options.opened);
  const byPath = new Map(elements.map((element) => [element.path, element] as const));
  const folds = options.fold
    ? findFolds([...byPath.keys()], all, (path) => sameness(byPath.get(path)!, analysis))
    : [];
  const hidden = hiddenBy(folds, all);
  const shown = elements.filter(({ path }) => !hidden.has(path));
  const standsFor = new Map(folds.map(({ nodes, last }) => [last, nodes.at(-1)!]));
  const wires = all.flatMap((wire): readonly Wire[] => {
    if (hidden.has(wire.target)) return [];
    // The last repetition carries what leaves.
    const source = standsFor.get(wire.source) ?? wire.source;
    if (!byPath.has(source) || hidden.has(source)) return [];
    const label = !options.shapes || wire.type === undefined ? '' : shapeText(wire.type.shape);
    return [{ ...wire, source, label }];
  });
  const cards = shown.map((element) => cardOf(element, level, analysis, library, options));
  return drawFigure(title, cards, wires, folds, options.direction);
}

function cardOf(
  element: Element,
  level: Level,
  analysis: Analysis,
  library: Library,
  options: FigureOptions,
): Card {
  const { record, path } = element;
  const { type, category } = identify(element, analysis.network.definitions, library);
  const parameters = analysis.costs.get(path)?.parameters ?? 0;
  const repeat = record.kind === 'operator' ? 1 : (record.repeat ?? 1);
  const port = level.path !== '' && type === 'Input';
  const settings = port ? '' : settingsOf(element, library);
  const name = level.path === '' ? path : path.slice(level.path.length + 1);
  const details = [
    ...(options.settings && !port && type !== 'Output'
      ? [settings === '' ? type : `${type} · ${settings}`]
      : []),
    ...(options.parameters && parameters > 0 ? [`${compactCount(parameters)} parameters`] : []),
  ];
  return {
    id: path,
    name: repeat > 1 ? `${name} ×${repeat}` : name,
    details,
    category,
    stacked: record.kind !== 'operator',
    inputs: element.inputs.length,
    outputs: element.outputs.length,
  };
}

/** Nodes fold together where they are of the same make, cost the same, and give out the same shape. */
function sameness(element: Element, analysis: Analysis): string | undefined {
  const { record, outputs, overridden } = element;
  const cost = analysis.costs.get(element.path);
  return JSON.stringify([
    makeOf(record),
    overridden,
    record.bypassed === true,
    cost?.parameters,
    cost?.macs,
    outputs.map(({ type }) => type?.shape),
  ]);
}

function makeOf(record: NodeRecord): unknown {
  switch (record.kind) {
    case 'operator':
      return [record.operator, record.attributes];
    case 'template':
      return [record.template, record.arguments, record.repeat];
    case 'linked':
      return [record.definition, record.arguments, record.repeat];
    case 'custom':
      return ['', record.repeat];
    default:
      return assertNever(record);
  }
}

/** What stands behind the first repetitions: the nodes from each fold's last drawn one to its last one. */
function hiddenBy(
  folds: readonly Fold[],
  wires: readonly { readonly source: string; readonly target: string }[],
): ReadonlySet<string> {
  const next = new Map(wires.map(({ source, target }) => [source, target]));
  const hidden = new Set<string>();
  for (const { nodes, last } of folds) {
    for (let at = nodes.at(-1); at !== last && at !== undefined;) {
      at = next.get(at);
      if (at !== undefined) hidden.add(at);
    }
  }
  return hidden;
}

function shapeText(shape: readonly number[]): string {
  return (shape.length > 1 && shape[0] === 1 ? shape.slice(1) : shape).join('×');
}

function compactCount(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)} k` : String(value);
}
