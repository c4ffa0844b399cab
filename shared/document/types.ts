// A document: only what the user typed. Flat maps of records; nesting is `parentId`.

import type { StoredValues } from '../operators/attributes.ts';

/**
 * Raised, with a migration, by any change of what a document's text may hold once a release has read the version as it
 * is, a new optional field included. Readers refuse fields that they do not know (schema.ts), so that an older one can
 * never drop what it has no place for; the version lets it say why.
 */
export const DOCUMENT_VERSION = 1;

export type NodeId = string;
export type EdgeId = string;
export type NoteId = string;
export type DefinitionId = string;

interface NodeBase {
  readonly id: NodeId;
  /** The custom block or the definition that holds it, or null at the top level. */
  readonly parentId: NodeId | null;
  /** Unique among siblings, without dots: names joined by dots make weight paths. */
  readonly name: string;
  readonly position: { readonly x: number; readonly y: number };
  /** Switched off: it passes on what arrives at its first input. */
  readonly bypassed?: true;
  /**
   * What the document's weights file has in place of its name, where that has changed since; '' where it says nothing
   * of this node. Edits of names and nesting leave the file as it is.
   */
  readonly storedName?: string;
  /** Under which path the weights file holds what is stored for it, where its id does not say so. */
  readonly storedAs?: string;
}

/** An operator placed in the document. Unknown operators are kept as they are. */
export interface OperatorNode extends NodeBase {
  readonly kind: 'operator';
  readonly operator: string;
  /** Only what the user set. */
  readonly attributes: StoredValues;
}

interface BlockBase extends NodeBase {
  /**
   * How often it stands in a row, each fed by the one before; at least 2, and absent for once. The repetitions are
   * called 0, 1, 2 …, as PyTorch calls the modules of a Sequential.
   */
  readonly repeat?: number;
}

/** A block whose inside a template computes from arguments and inferred inputs. Nothing of it is stored. */
export interface TemplateNode extends BlockBase {
  readonly kind: 'template';
  readonly template: string;
  readonly arguments: StoredValues;
}

/** A block that owns its children; its ports are the Input and Output nodes among them. */
export interface CustomNode extends BlockBase {
  readonly kind: 'custom';
}

/** A block whose inside is a definition's: what is edited in one is edited in all of them. */
export interface LinkedNode extends BlockBase {
  readonly kind: 'linked';
  readonly definition: DefinitionId;
  /** Only what the user set, by the names of the definition's arguments. */
  readonly arguments: StoredValues;
}

export type BlockNode = TemplateNode | CustomNode | LinkedNode;
export type NodeRecord = OperatorNode | BlockNode;

/**
 * A connection between siblings. Ports of operators are named by the operator (`output`, `input`, `in0`);
 * ports of blocks by the id of the Input or Output node inside.
 */
export interface EdgeRecord {
  readonly id: EdgeId;
  readonly source: NodeId;
  readonly sourcePort: string;
  readonly target: NodeId;
  readonly targetPort: string;
}

export const NOTE_COLOURS = ['grey', 'blue', 'green', 'yellow', 'red', 'purple'] as const;

export type NoteColour = (typeof NOTE_COLOURS)[number];

/** What people write beside a network: a frame around nodes, whose text is its title, or a text of its own. */
export interface NoteRecord {
  readonly id: NoteId;
  readonly kind: 'frame' | 'note';
  /** The custom block or the definition that it stands in, or null at the top level. */
  readonly parentId: NodeId | null;
  readonly text: string;
  readonly colour: NoteColour;
  readonly position: { readonly x: number; readonly y: number };
  /** Canvas pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

/** An attribute of a node inside a definition, or an argument of a block there. */
export interface ExposedTarget {
  readonly node: NodeId;
  readonly attribute: string;
}

/** An argument of a definition: every instance may set these attributes of its inside by this name. */
export interface ExposedArgument {
  readonly name: string;
  readonly targets: readonly ExposedTarget[];
}

/** What linked blocks are instances of. Its inside are the nodes whose `parentId` is its id. */
export interface Definition {
  readonly id: DefinitionId;
  /** Unique in the document. */
  readonly name: string;
  readonly arguments: readonly ExposedArgument[];
}

/** Nodes and edges that belong together: a document's, a template's inside, a clipboard's. */
export interface Graph {
  readonly nodes: Readonly<Record<NodeId, NodeRecord>>;
  readonly edges: Readonly<Record<EdgeId, EdgeRecord>>;
  /** Absent where there are none. */
  readonly notes?: Readonly<Record<NoteId, NoteRecord>>;
  /** Absent where there are none. */
  readonly definitions?: Readonly<Record<DefinitionId, Definition>>;
}

/** The stored weights a document refers to: shipped with Netloom under this id, or inside its own file. */
export interface WeightsReference {
  readonly id: string;
  /** Lower-case hex of the safetensors file, for checking. */
  readonly sha256: string;
}

/** Which way a network runs on the canvas: from top to bottom, or from left to right. */
export type Flow = 'down' | 'right';

export interface Document extends Graph {
  readonly version: typeof DOCUMENT_VERSION;
  readonly name: string;
  /** Seed of every fresh weight. */
  readonly seed: number;
  /** The preset and arguments it was made from, so that they can be changed later. */
  readonly origin?: { readonly preset: string; readonly arguments: StoredValues };
  readonly weights?: WeightsReference;
  /** Absent for down. */
  readonly flow?: 'right';
}
