// A network: a document with every block unfolded, types on every port, and the way back to the document.

import type { BlockNode, Definition, DefinitionId, Flow, Graph, NodeRecord } from '../document/types.ts';
import type { Operator, Problem } from '../operators/define.ts';
import type { Schema, StoredValues, ValuesOf } from '../operators/attributes.ts';
import type { TensorType } from '../tensor/types.ts';
import type { WeightSpec } from '../weights/spec.ts';

/** Code that makes the inside of a block from its arguments and its inputs' types. */
export interface Template {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly arguments: Schema;
  /** What a node's face says under its name. */
  summary?(values: ValuesOf<Schema>): string;
  /**
   * The inside: parentId null at its top, one Input node per port. Input types are undefined while nothing is
   * connected; the template then builds what it would for an input that fits.
   */
  build(values: ValuesOf<Schema>, inputs: readonly (TensorType | undefined)[]): Graph | Problem;
  /** Ids of the Input and of the Output nodes that `build` makes, in port order. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface Library {
  findTemplate(type: string): Template | undefined;
}

export type Severity = 'error' | 'warning' | 'info';

/** Something to tell about an unfinished or wrong network, on the node and port it belongs to. */
export interface Diagnostic extends Problem {
  readonly severity: Severity;
  /** Path of the node or block; '' for the network as a whole. */
  readonly path: string;
}

/** An operator output: index into `Network.nodes` and output number. */
export interface ValueRef {
  readonly node: number;
  readonly output: number;
}

/** An operator of the flat network. The Input and Output nodes inside blocks are unfolded away. */
export interface NetworkNode {
  readonly index: number;
  /** Names from the top, joined by dots: `layer1.0.conv1`. */
  readonly path: string;
  readonly operator: Operator;
  readonly attributes: ValuesOf<Schema>;
  readonly inputs: readonly (ValueRef | undefined)[];
  readonly inputTypes: readonly (TensorType | undefined)[];
  /** Undefined where types could not be inferred. */
  readonly outputTypes: readonly TensorType[] | undefined;
  readonly weights: readonly WeightSpec[];
}

export interface Port {
  /** The key that edges use. */
  readonly key: string;
  readonly label: string;
  readonly type: TensorType | undefined;
  readonly connected: boolean;
  /** The operator output that arrives here or leaves from here, where there is one. */
  readonly value: ValueRef | undefined;
}

/** A node of the document or of a template's inside, with its ports: what one box on the canvas is. */
export interface Element {
  readonly path: string;
  /** Path of the level it stands on: '' at the top. */
  readonly level: string;
  readonly record: NodeRecord;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Index in `Network.nodes`; undefined for blocks, their ports' nodes, and what is switched off. */
  readonly node: number | undefined;
  /** It or a block around it is switched off: it is no part of the flat network. */
  readonly off?: true;
  /** Attributes that an argument of a definition around it sets here, in place of its own. */
  readonly overridden?: StoredValues;
}

/** One level of nesting: the top, or the inside of a block. */
export interface Level {
  /** '' for the top, else the block's path. */
  readonly path: string;
  /**
   * The document id that children carry as parentId; undefined inside templates and rows of repetitions, which
   * cannot be edited.
   */
  readonly parentId: string | null | undefined;
  /** The block of the document whose repetitions stand here, one after another. */
  readonly repeats?: BlockNode;
  /** Elements by their record's id, in topological order. */
  readonly elements: ReadonlyMap<string, Element>;
  readonly graph: Graph;
  /** Which way the level runs on the canvas: the document's choice. */
  readonly flow: Flow;
}

export interface Network {
  /** Topological order. */
  readonly nodes: readonly NetworkNode[];
  /** Indices of the top level's Input and Output operators. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly elements: ReadonlyMap<string, Element>;
  readonly levels: ReadonlyMap<string, Level>;
  readonly diagnostics: readonly Diagnostic[];
  /** What linked blocks are instances of. */
  readonly definitions: Readonly<Record<DefinitionId, Definition>>;
}

/** Where stored tensors lie in the document's weights file, by path. */
export interface StoredTensors {
  readonly [path: string]: { readonly shape: readonly number[]; readonly offset: number };
}
