// Where squeeze-and-excitation can go: the ends of residual branches, or chosen blocks and convolutions; and why some
// places are left out. Pure.

import type { EdgeRecord, NodeId } from '../../shared/document/types.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { LIBRARY } from '../presets/index.ts';
import { levelAt } from './analysis.ts';
import { residualBranches } from './residual-branches.ts';

/** Every residual branch of the network, or nodes of a level, by name: ids change where a template is detached. */
export type Target =
  | { readonly kind: 'residual' }
  | { readonly kind: 'nodes'; readonly level: string; readonly names: ReadonlySet<string> };

export type LeftOutReason = 'has-one' | 'no-image' | 'few-channels' | 'neither-block-nor-convolution';

/** The argument by which templates add it themselves, before their addition. */
export const ARGUMENT = 'seReduction';
export const TEMPLATE = 'SqueezeExcite';

/** One place where it can go: a template's argument, or a value that it is to scale. */
export interface Place {
  /** Path of the addition or of the chosen node: stays while templates around it are detached. */
  readonly key: string;
  readonly level: Level;
  /** Path of the template that adds it itself. */
  readonly template: string | undefined;
  readonly from: { readonly node: NodeId; readonly port: string };
  readonly readers: readonly EdgeRecord[];
}

export type Candidate = Place | { readonly leftOut: LeftOutReason };

export function candidates(analysis: Analysis, target: Target, reduction: number): readonly Candidate[] {
  return target.kind === 'residual'
    ? afterBranches(analysis, reduction)
    : afterNodes(analysis, target, reduction);
}

function afterBranches(analysis: Analysis, reduction: number): readonly Candidate[] {
  return residualBranches(analysis.network).map(({ level, path, end, gate }): Candidate => {
    const from = { node: end.source, port: end.sourcePort };
    const unfit = gate === undefined ? unfitness(level, from, reduction) : 'has-one';
    if (unfit !== undefined) return { leftOut: unfit };
    const template = hasArgument(analysis, level.path) ? level.path : undefined;
    return { key: path, level, template, from, readers: [end] };
  });
}

function afterNodes(
  analysis: Analysis,
  { level: path, names }: Extract<Target, { readonly kind: 'nodes' }>,
  reduction: number,
): readonly Candidate[] {
  const level = levelAt(analysis, path);
  return [...level.elements.values()].flatMap((element): readonly Candidate[] => {
    if (!names.has(element.record.name)) return [];
    const { record } = element;
    if (record.kind === 'template' && record.template === TEMPLATE) return [{ leftOut: 'has-one' }];
    if (record.kind === 'operator' && findOperator(record.operator)?.palette.category !== 'convolution') {
      return [{ leftOut: 'neither-block-nor-convolution' }];
    }
    const tail = record.kind === 'operator' ? tailOf(level, element) : element;
    const from = { node: tail.record.id, port: tail.outputs[0]?.key ?? '' };
    const readers = readersOf(level, from);
    const followed = readers.some(({ target }) => {
      const reader = level.elements.get(target)?.record;
      return reader?.kind === 'template' && reader.template === TEMPLATE;
    });
    const own = hasArgument(analysis, element.path);
    const has = followed || (own && Number(argumentsOf(element)[ARGUMENT] ?? 0) > 0);
    const unfit = has ? 'has-one' : unfitness(level, from, reduction);
    if (unfit !== undefined) return [{ leftOut: unfit }];
    return [{ key: element.path, level, template: own ? element.path : undefined, from, readers }];
  });
}

/** A convolution takes its normalisation and its activation along: the last of them that nothing else reads past. */
function tailOf(level: Level, convolution: Element): Element {
  let tail = convolution;
  for (const category of ['normalisation', 'activation']) {
    const [reader, ...others] = readersOf(level, {
      node: tail.record.id,
      port: tail.outputs[0]?.key ?? '',
    });
    const next = reader === undefined || others.length > 0 ? undefined : level.elements.get(reader.target);
    if (next?.record.kind !== 'operator') continue;
    if (findOperator(next.record.operator)?.palette.category === category) tail = next;
  }
  return tail;
}

function readersOf(level: Level, from: Place['from']): readonly EdgeRecord[] {
  return Object.values(level.graph.edges).filter(
    ({ source, sourcePort }) => source === from.node && sourcePort === from.port,
  );
}

function unfitness(level: Level, from: Place['from'], reduction: number): LeftOutReason | undefined {
  const type = level.elements.get(from.node)?.outputs.find(({ key }) => key === from.port)?.type;
  const channels = type?.shape.length === 4 ? type.shape[1] : undefined;
  if (channels === undefined) return 'no-image';
  return channels < reduction ? 'few-channels' : undefined;
}

function argumentsOf({ record }: Element): Readonly<Record<string, unknown>> {
  return record.kind === 'template' || record.kind === 'linked' ? record.arguments : {};
}

/** Whether the template at this path can add squeeze-and-excitation itself. */
function hasArgument({ network }: Analysis, path: string): boolean {
  const record = network.elements.get(path)?.record;
  return (
    record?.kind === 'template' &&
    Object.hasOwn(LIBRARY.findTemplate(record.template)?.arguments ?? {}, ARGUMENT)
  );
}
