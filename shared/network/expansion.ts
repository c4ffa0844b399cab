// What every part of the unfolding shares: signals, the place where a level stands, and how faults are reported.

import type { Flow, Graph, NodeId } from '../document/types.ts';
import type { AttributeProblem } from '../operators/attributes.ts';
import type { Problem } from '../operators/define.ts';
import type { TensorType } from '../tensor/types.ts';
import type { Overrides } from './overrides.ts';
import type {
  Diagnostic,
  Element,
  Level,
  Library,
  NetworkNode,
  Port,
  StoredTensors,
  ValueRef,
} from './types.ts';

/** What flows through a port while a level is expanded. */
export interface Signal {
  readonly type: TensorType | undefined;
  readonly value: ValueRef | undefined;
  readonly connected: boolean;
}

export const NOTHING: Signal = { type: undefined, value: undefined, connected: false };

export interface Expansion {
  readonly library: Library;
  readonly stored: StoredTensors | undefined;
  /** An id that is a path claims the tensors stored under it. */
  readonly document: Graph;
  readonly nodes: NetworkNode[];
  readonly elements: Map<string, Element>;
  readonly levels: Map<string, Level>;
  readonly diagnostics: Diagnostic[];
  /** How far the unfolding has come; the same for what is expanded aside. */
  readonly unfolded: { nodes: number; full: boolean };
}

/** Where a level stands: its path, the graph that custom children come from, and whether it can be edited. */
export interface Place {
  readonly path: string;
  /** In place of `path` where stored tensors are looked for. */
  readonly storedPath: string;
  /** Where stored tensors of the template around it may lie; undefined where nodes are the document's own. */
  readonly origins: readonly string[] | undefined;
  readonly depth: number;
  readonly children: ReadonlyMap<NodeId | null, Graph>;
  readonly parentId: NodeId | null;
  /** True where the same nodes stand in several places: in a definition, in a row of repetitions. */
  readonly shared: boolean;
  /** What arguments of the definition around it set, by the nodes that they set it of. */
  readonly overrides: Overrides | undefined;
  readonly editable: boolean;
  readonly flow: Flow;
  /** What arrives at the block's Input nodes, by their ids; undefined at the top. */
  readonly boundary: ReadonlyMap<NodeId, Signal> | undefined;
}

export interface Arrival {
  readonly port: string;
  readonly signal: Signal;
}

/** What arrives at a port; nothing where no wire ends. */
export function signalAt(arriving: readonly Arrival[], key: string): Signal {
  return arriving.find(({ port }) => port === key)?.signal ?? NOTHING;
}

/** A port that hands on what a signal brings. */
export function outPort(key: string, label: string, signal: Signal): Port {
  return { key, label, type: signal.type, value: signal.value, connected: signal.connected };
}

/** Adds a diagnostic about the node or block at this path. */
export function report(
  expansion: Expansion,
  severity: Diagnostic['severity'],
  path: string,
  reason: Problem,
): void {
  expansion.diagnostics.push({ ...reason, severity, path });
}

/** Adds a diagnostic for each attribute or argument that its schema refuses. */
export function reportValues(
  expansion: Expansion,
  path: string,
  problems: readonly AttributeProblem[],
): void {
  for (const { attribute, message } of problems) {
    report(expansion, 'error', path, { code: 'attribute-value', message, attribute });
  }
}
