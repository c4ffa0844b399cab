// A weight as it stands in a network: its path, shape and where its values come from. Never the values.

import type { Initialiser } from '../tensor/initialisers.ts';
import { elementCount, type Shape } from '../tensor/types.ts';

/**
 * Values from a seeded initialiser, or a slice of the document's stored weights. `unfit` is what is stored for a
 * weight that has another shape now.
 */
export type WeightSource =
  | { readonly kind: 'initialiser'; readonly initialiser: Initialiser; readonly unfit?: Unfit }
  | { readonly kind: 'stored'; readonly offset: number };

interface Unfit {
  readonly shape: Shape;
  readonly offset: number;
}

/** A float32 tensor of the network; `path` is PyTorch's `state_dict` name, as `layer1.0.conv1.weight`. */
export interface WeightSpec {
  readonly path: string;
  readonly shape: Shape;
  readonly trainable: boolean;
  readonly source: WeightSource;
}

/** A weight's path: the node's and its own name, or the node's alone where the node is the parameter itself. */
export function weightPathOf(nodePath: string, name: string): string {
  return name === '' ? nodePath : `${nodePath}.${name}`;
}

/** Part of the trainable values that are fresh from an initialiser, from 0, where there are none, to 1. */
export function freshShare(weights: readonly WeightSpec[]): number {
  const trainable = weights.filter((weight) => weight.trainable);
  const fresh = trainable.filter(({ source }) => source.kind === 'initialiser');
  return fresh.length === 0 ? 0 : valuesOf(fresh) / valuesOf(trainable);
}

function valuesOf(weights: readonly WeightSpec[]): number {
  return weights.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
