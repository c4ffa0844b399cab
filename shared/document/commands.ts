// Commands: the only way a document changes. Pure functions of a document and JSON arguments.

import type { StoredValues } from '../operators/attributes.ts';
import type { Problem } from '../operators/define.ts';
import type { Document, EdgeId, EdgeRecord, Graph, NodeId, NodeRecord, WeightsReference } from './types.ts';

export type Position = { readonly x: number; readonly y: number };

export type Command =
  /** Adds a node (and, for a wire dropped on empty space, its edges). The name is made unique. */
  | { readonly type: 'addNode'; readonly node: NodeRecord; readonly edges?: readonly EdgeRecord[] }
  /** Adds a graph whose ids are fresh (a paste); names are made unique; `parentId` replaces null parents. */
  | { readonly type: 'addGraph'; readonly graph: Graph; readonly parentId: NodeId | null }
  /** Removes nodes with everything inside them and every edge at them. */
  | { readonly type: 'remove'; readonly nodes: readonly NodeId[]; readonly edges: readonly EdgeId[] }
  /** Connects siblings; an edge already at the target port is replaced. */
  | { readonly type: 'connect'; readonly edge: EdgeRecord }
  | { readonly type: 'move'; readonly positions: Readonly<Record<NodeId, Position>> }
  | { readonly type: 'rename'; readonly node: NodeId; readonly name: string }
  /** Sets attributes of an operator or arguments of a template; undefined resets one to its default. */
  | { readonly type: 'setValues'; readonly node: NodeId; readonly values: StoredValues }
  | { readonly type: 'setName'; readonly name: string }
  | { readonly type: 'setSeed'; readonly seed: number }
  | { readonly type: 'setWeights'; readonly weights: WeightsReference | undefined }
  /** Replaces everything, as when a preset's arguments change. */
  | { readonly type: 'replace'; readonly document: Document };

export type CommandResult =
  { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly problem: Problem };

/** Applies a command; refuses with a problem in words rather than break an invariant. */
export function applyCommand(_document: Document, _command: Command): CommandResult {
  throw new Error('to be written');
}

/** Why this connection cannot be made, or undefined where `connect` would accept it. */
export function connectionProblem(_document: Document, _edge: Omit<EdgeRecord, 'id'>): Problem | undefined {
  throw new Error('to be written');
}
