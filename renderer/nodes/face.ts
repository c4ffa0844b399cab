// What a node's face says, as plain values: made from an element and its analysis, compared to spare renders.

import type { Analysis } from '../../shared/analysis/types.ts';
import type { Flow } from '../../shared/document/types.ts';
import { nodeRows, nodeSize, portOffset, type Rows, type Size } from '../../shared/layout/node-size.ts';
import { identify, recordType, settingsOf } from '../../shared/network/identify.ts';
import { standingOf, worstOf, type Standing } from '../../shared/network/standing.ts';
import type { Diagnostic, Element, Library, Port } from '../../shared/network/types.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { atLeast, compact, wireShape } from '../ui/format.ts';

export interface FacePort {
  readonly key: string;
  readonly label: string;
  readonly offset: number;
  readonly connected: boolean;
  readonly shape: string | undefined;
}

interface FaceProblem {
  readonly standing: Exclude<Standing, 'info'>;
  readonly message: string;
  readonly more: number;
}

/** What a node costs, for nodes that are coloured by it. */
export interface FaceHeat {
  /** From 0 to 1: its part of the greatest on the level. */
  readonly share: number;
  /** The figure, '' where there is none. */
  readonly text: string;
  /** The face does not say it otherwise. */
  readonly badge: boolean;
}

/** What only a frame shows. */
export interface BlockFrameFace {
  /** From the ports to the nodes inside that stand for them, in pixels of the frame. */
  readonly leads: readonly (readonly { readonly x: number; readonly y: number }[])[];
  /** What is inside cannot be edited: it is computed. */
  readonly locked: boolean;
}

export interface Face {
  readonly path: string;
  readonly name: string;
  readonly block: boolean;
  readonly title: string;
  /** Suffix of the colour variable: `convolution`, `block`. */
  readonly category: string;
  readonly icon: string;
  readonly help: string;
  readonly rows: Rows;
  /** Says on which of its sides the ports are. */
  readonly flow: Flow;
  readonly width: number;
  readonly height: number;
  readonly summary: string;
  /** `9.4 k params`, '' without weights. */
  readonly parameters: string;
  readonly macs: string;
  readonly inputs: readonly FacePort[];
  readonly outputs: readonly FacePort[];
  readonly problem: FaceProblem | undefined;
  /** Its name is being edited where it stands. */
  readonly editing?: boolean;
  /** Undefined while nodes are coloured by category. */
  readonly heat?: FaceHeat;
  /** Switched off, itself or with a block around it. */
  readonly off: boolean;
  readonly bypassed: boolean;
  /** The block is unfolded where it stands, and drawn as a frame around its inside. */
  readonly frame?: BlockFrameFace;
  /** It has an inside that can be unfolded. */
  readonly foldable: boolean;
  /** How often the block stands in a row; 1 for once. */
  readonly repeat: number;
  /** Keeps `Face` assignable to React Flow's node data. */
  readonly [key: string]: unknown;
}

export function faceOf(
  element: Element,
  analysis: Analysis,
  diagnostics: readonly Diagnostic[],
  library: Library,
  flow: Flow,
): Face {
  const { record } = element;
  const size = nodeSize(record, flow, element.inputs.length, element.outputs.length);
  const cost = analysis.costs.get(element.path);
  const parameters = cost?.parameters ?? 0;
  const macs = cost?.macs ?? 0;
  // Of a single layer what is told is exact; of a block, some layer may be missing from the sum.
  const partial = record.kind !== 'operator' && cost?.partial === true;
  const shown = (value: number): string => atLeast(partial, compact(value));
  return {
    path: element.path,
    name: record.name,
    block: record.kind !== 'operator',
    foldable: record.kind !== 'operator' && analysis.network.levels.has(element.path),
    ...identity(element, analysis, library),
    rows: nodeRows(record),
    flow,
    ...size,
    parameters: parameters > 0 ? `${shown(parameters)} params` : '',
    macs: macs > 0 ? `${shown(macs)} MACs` : '',
    off: element.off === true,
    bypassed: record.bypassed === true,
    repeat: record.kind === 'operator' ? 1 : (record.repeat ?? 1),
    inputs: facePorts(element.inputs, size, flow),
    outputs: facePorts(element.outputs, size, flow),
    problem: problemOf(element, diagnostics),
  };
}

function problemOf(element: Element, diagnostics: readonly Diagnostic[]): FaceProblem | undefined {
  const worst = worstOf(diagnostics);
  const standing = worst === undefined ? 'info' : standingOf(worst);
  if (worst === undefined || standing === 'info') return undefined;
  const others = diagnostics.filter((other) => other !== worst && standingOf(other) === standing);
  const message = standing === 'unfinished' ? unfinished(element, worst) : worst.message;
  return { standing, message, more: others.length };
}

/** A node just begun is not told off: in a few words, what is not there yet. */
function unfinished({ path, inputs }: Element, worst: Diagnostic): string {
  if (worst.path !== path) return worst.message;
  if (worst.code === 'unused-output') return 'Nothing reads it yet';
  const free = inputs.filter(({ connected }) => !connected).length;
  if (free === inputs.length) return 'Nothing is connected yet';
  return free === 1 ? 'One input is free' : `${free} inputs are free`;
}

function identity(
  element: Element,
  analysis: Analysis,
  library: Library,
): Pick<Face, 'title' | 'category' | 'icon' | 'help' | 'summary'> {
  const { type, category, icon, help } = identify(element, analysis.network.definitions, library);
  return { title: type, category, icon, help, summary: summaryOf(element, analysis, library) };
}

function summaryOf(element: Element, analysis: Analysis, library: Library): string {
  const { record, level, outputs, path } = element;
  if (record.kind === 'custom' || record.kind === 'linked') return contents(path, analysis);
  if (record.kind === 'operator' && findOperator(record.operator) === undefined) return 'Unknown operator';
  // An Input inside a block is a port: its shape is what arrives there, not its attributes.
  if (record.kind === 'operator' && record.operator === 'Input' && level !== '') {
    const type = outputs[0]?.type;
    return type === undefined ? '' : wireShape(type.shape);
  }
  return settingsOf(element, library) || usualOf(element, analysis);
}

/** Where there is no setting to name, what the operator works on: its line is kept in any case. */
function usualOf({ node }: Element, { network }: Analysis): string {
  const { operator, inputTypes, outputTypes } = (node === undefined ? undefined : network.nodes[node]) ?? {};
  if (operator?.usual === undefined || outputTypes === undefined) return '';
  return operator.usual(inputTypes?.flatMap((type) => type ?? []) ?? [], outputTypes);
}

/** What a block of the user's own holds: `3 × Bottleneck`, `ConvBNAct and 2 more`. */
function contents(path: string, analysis: Analysis): string {
  const counts = new Map<string, number>();
  const { levels, definitions } = analysis.network;
  const level = levels.get(path);
  const inside = level?.repeats === undefined ? level : levels.get(`${path}.0`);
  for (const { record } of inside?.elements.values() ?? []) {
    const kind = recordType(record, definitions);
    if (kind !== 'Input' && kind !== 'Output') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const shown = [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`));
  return shown.length <= 2 ? shown.join(', ') : `${shown.slice(0, 2).join(', ')} …`;
}

function facePorts(ports: readonly Port[], size: Size, flow: Flow): readonly FacePort[] {
  return ports.map((port, index) => ({
    key: port.key,
    label: port.label,
    offset: portOffset(index, ports.length, size, flow),
    connected: port.connected,
    shape: port.type === undefined ? undefined : wireShape(port.type.shape),
  }));
}

/** Deep equality of two faces; they are small and flat but for ports and the problem. */
export function sameFace(a: Face, b: Face): boolean {
  return sameValue(a, b);
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  const right: Record<string, unknown> = { ...b };
  return (
    left.length === Object.keys(right).length && left.every(([key, value]) => sameValue(value, right[key]))
  );
}
