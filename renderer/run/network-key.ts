// When are two networks the same to run? Results carry this key, so that none is shown for another network.

import type { Network } from '../../shared/network/types.ts';
import type { Schema, ValuesOf } from '../../shared/operators/attributes.ts';

/** Attributes of an Input that shape the picture before it enters, not the network. */
const PREPROCESSING: readonly string[] = ['fit', 'resize', 'mean', 'std', 'invert'];

const keys = new WeakMap<Network, string>();

/**
 * Equal for networks that compute the same from the same seed. Moving a node changes nothing, unless Inputs or
 * Outputs change places.
 */
export function networkKey(network: Network): string {
  let key = keys.get(network);
  if (key === undefined) {
    // Which Input is the first, and which Output, follows from where they lie.
    key = JSON.stringify([
      network.inputs,
      network.outputs,
      network.nodes.map(({ path, operator, attributes, inputs, weights }) => [
        path,
        operator.type,
        operator.type === 'Input' ? withoutPreprocessing(attributes) : attributes,
        inputs.map((ref) => (ref === undefined ? null : [ref.node, ref.output])),
        weights.map(({ shape, source }) => [shape, source]),
      ]),
    ]);
    keys.set(network, key);
  }
  return key;
}

function withoutPreprocessing(attributes: ValuesOf<Schema>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !PREPROCESSING.includes(name)));
}
