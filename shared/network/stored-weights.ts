// The weights of a node: what its operator declares, and where trained values for it lie.

import type { NodeRecord } from '../document/types.ts';
import type { Schema, ValuesOf } from '../operators/attributes.ts';
import type { Operator } from '../operators/define.ts';
import { sameShape, type TensorType } from '../tensor/types.ts';
import { weightPathOf, type WeightSpec } from '../weights/spec.ts';
import { report, type Expansion, type Place } from './expansion.ts';
import type { StoredTensors } from './types.ts';

/**
 * The weights of a node, each with where its values come from: stored ones where they fit, fresh ones otherwise. Stored
 * ones that do not fit are reported.
 * @param origins paths under which the node's values may be stored; the first that holds any counts
 */
export function declareWeights(
  expansion: Expansion,
  operator: Operator,
  inputTypes: readonly TensorType[],
  values: ValuesOf<Schema>,
  path: string,
  origins: readonly string[],
): readonly WeightSpec[] {
  return (operator.weights?.(inputTypes, values) ?? []).map((declaration): WeightSpec => {
    const { shape, trainable, initialiser } = declaration;
    const weightPath = weightPathOf(path, declaration.name);
    const fresh = {
      path: weightPath,
      shape,
      trainable,
      source: { kind: 'initialiser', initialiser },
    } as const;
    const tensor = storedTensor(
      expansion,
      origins.map((origin) => weightPathOf(origin, declaration.name)),
    );
    if (tensor === undefined) return fresh;
    if (sameShape(tensor.shape, shape)) {
      return { path: weightPath, shape, trainable, source: { kind: 'stored', offset: tensor.offset } };
    }
    report(expansion, 'warning', path, {
      code: 'stored-weight-does-not-fit',
      message: `The stored ${declaration.name} is ${tensor.shape.join('×')}, but this layer needs ${shape.join('×')}. It starts afresh.`,
    });
    return { ...fresh, source: { ...fresh.source, unfit: tensor } };
  });
}

function storedTensor(expansion: Expansion, paths: readonly string[]): StoredTensors[string] | undefined {
  const tensors = expansion.stored;
  if (tensors === undefined) return undefined;
  const found = paths.find((path) => Object.hasOwn(tensors, path));
  return found === undefined ? undefined : tensors[found];
}

/**
 * Under which paths a node's stored tensors may lie. A preset's nodes have as their ids the paths that their
 * tensors were stored under, and keep the ids when they are renamed or moved into a block: weights follow. Other
 * nodes go by their path, unless a node with that id claims it; nodes that stand in several places do so first.
 * What a record says of it (`storedAs`) goes in place of its id, and alone where it stands in one place.
 */
export function originsOf(
  expansion: Expansion,
  place: Place,
  node: NodeRecord,
  path: string,
): readonly string[] {
  if (place.origins !== undefined) return place.origins.map((origin) => `${origin}.${node.id}`);
  if (node.storedAs !== undefined && !place.shared) return [node.storedAs];
  const own = node.storedAs ?? node.id;
  const stored = storedPathIn(place, node, path);
  if (stored === own || Object.hasOwn(expansion.document.nodes, stored)) return [own];
  return place.shared ? [stored, own] : [own, stored];
}

/** Where the weights inside a block are looked for by their path: under its own, or where the record says. */
export function storedPathOf(place: Place, node: NodeRecord, path: string): string {
  return node.storedAs ?? storedPathIn(place, node, path);
}

/** A path, by what stands in place of names on the way. In a row the name of a repetition is its number. */
function storedPathIn(place: Place, { storedName }: NodeRecord, path: string): string {
  const name = storedName ?? (place.path === '' ? path : path.slice(place.path.length + 1));
  return [place.storedPath, name].filter((part) => part !== '').join('.');
}
