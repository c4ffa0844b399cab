// What a comparison needs to know of a network, wherever it comes from: one row of figures, and its layers in order.

import { countStandings } from '../network/standing.ts';
import type { Network, NetworkNode, ValueRef } from '../network/types.ts';
import type { Shape, TensorType } from '../tensor/types.ts';
import type { Analysis } from './types.ts';

/** Figures of one network at batch 1. */
export interface NetworkSummary {
  readonly parameters: number;
  readonly macs: number;
  readonly activationBytes: number;
  readonly peakActivationBytes: number;
  readonly weightBytes: number;
  /** Whether the costs of some layer are not known: then parameters, MACs and bytes are the least that it costs. */
  readonly partial: boolean;
  /** Weighted layers (convolutions, linear layers, projections of attention) on the longest path, as papers count. */
  readonly depth: number;
  /** Operators but Inputs and Outputs. */
  readonly layers: number;
  /** Null where the shape is not known. */
  readonly inputs: readonly (Shape | null)[];
  readonly outputs: readonly (Shape | null)[];
  /** How many things are wrong in it. */
  readonly errors: number;
  /** How many nodes are merely not wired yet. */
  readonly unfinished: number;
}

/** An operator, Inputs and Outputs among them. */
export interface ComparableLayer {
  /** Its place among the layers, which `inputs` refer to. */
  readonly index: number;
  readonly path: string;
  /** Netloom's name of the operator where it has one, else ONNX's. */
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inputs: readonly (ValueRef | undefined)[];
  readonly inputTypes: readonly (TensorType | undefined)[];
  /** Undefined where types could not be inferred. */
  readonly outputTypes: readonly TensorType[] | undefined;
  readonly weightShapes: readonly Shape[];
  readonly parameters: number;
  readonly macs: number;
}

export interface Comparable {
  readonly summary: NetworkSummary;
  /** Topological order. */
  readonly layers: readonly ComparableLayer[];
  /** What the figures leave out, in sentences; empty where they are whole. */
  readonly notes: readonly string[];
}

/** An analysed network as what compares with others: those of files, too. */
export function comparableOf(analysis: Analysis): Comparable {
  const { network, costs } = analysis;
  const summary = summarise(analysis);
  return {
    summary,
    layers: network.nodes.map((node) => ({
      index: node.index,
      path: node.path,
      type: node.operator.type,
      attributes: node.attributes,
      inputs: node.inputs,
      inputTypes: node.inputTypes,
      outputTypes: node.outputTypes,
      weightShapes: node.weights.map(({ shape }) => shape),
      parameters: costs.get(node.path)?.parameters ?? 0,
      macs: costs.get(node.path)?.macs ?? 0,
    })),
    notes: notesOf(summary),
  };
}

/** In the words of the status bar. */
function notesOf({ errors, unfinished, partial }: NetworkSummary): readonly string[] {
  const parts = [
    ...(errors === 0 ? [] : [`${errors} ${errors === 1 ? 'error' : 'errors'}`]),
    ...(unfinished === 0 ? [] : [`${unfinished} unfinished`]),
  ];
  if (parts.length === 0) return [];
  const why = partial
    ? 'its figures are of what could be inferred'
    : errors > 0
      ? 'its figures are whole, but it does not run as it is'
      : 'its figures are whole, but something is not wired yet';
  return [`${parts.join(', ')}: ${why}.`];
}

/** The figures of a whole network that a comparison sets side by side: counts, MACs and bytes. */
export function summarise(analysis: Analysis): NetworkSummary {
  const { network, totals, diagnostics } = analysis;
  const standings = countStandings(diagnostics);
  const nodesAt = (indices: readonly number[]) => indices.map((index) => network.nodes[index]!);
  return {
    parameters: totals.parameters,
    macs: totals.macs,
    activationBytes: totals.activationBytes,
    peakActivationBytes: totals.peakActivationBytes,
    weightBytes: totals.weightBytes,
    partial: totals.partial,
    depth: depthOf(network.nodes.map((node) => ({ inputs: node.inputs, own: weightedLayers(node) }))),
    layers: layerCount(network),
    inputs: nodesAt(network.inputs).map(({ outputTypes }) => outputTypes?.[0]?.shape ?? null),
    outputs: nodesAt(network.outputs).map(({ inputTypes }) => inputTypes[0]?.shape ?? null),
    errors: standings.error,
    unfinished: standings.unfinished,
  };
}

/** Operators but Inputs and Outputs: what the app calls layers wherever it counts them. */
export function layerCount({ nodes }: Pick<Network, 'nodes'>): number {
  return nodes.filter(({ operator }) => !isBoundary(operator.type)).length;
}

/** Whether nodes of this type stand for an end of the network, and are no layers. */
export function isBoundary(type: string): boolean {
  return type === 'Input' || type === 'Output';
}

/**
 * Matrices that an operator multiplies by, one after the other: attention projects into its heads and out of them.
 * Normalisation only scales. A broken layer whose weights have no shape yet counts as one.
 */
function weightedLayers({ operator, weights }: NetworkNode): number {
  if (operator.macs === undefined || operator.weights === undefined) return 0;
  return Math.max(1, weights.filter(({ shape }) => shape.length > 1).length);
}

/** The longest path, each layer counting as many as its own. */
export function depthOf(
  layers: readonly { readonly inputs: readonly (ValueRef | undefined)[]; readonly own: number }[],
): number {
  const depths: number[] = [];
  let most = 0;
  for (const { inputs, own } of layers) {
    let before = 0;
    for (const input of inputs) if (input !== undefined) before = Math.max(before, depths[input.node] ?? 0);
    depths.push(before + own);
    most = Math.max(most, before + own);
  }
  return most;
}
