// The insides that templates build, remembered while their arguments and inputs stay the same.

import type { Graph } from '../document/types.ts';
import type { Schema, StoredValues, ValuesOf } from '../operators/attributes.ts';
import type { Problem } from '../operators/define.ts';
import type { TensorType } from '../tensor/types.ts';
import { childrenByParent, type Children } from './children.ts';
import type { Template } from './types.ts';

type Built = { readonly graph: Graph; readonly children: Children } | Problem;
const builtInsides = new WeakMap<StoredValues, Map<string, Built>>();

/** How many input types a template's insides are remembered for. */
const MAX_BUILT = 8;

/** What a template builds of these arguments for these inputs, or why it cannot. `stored` stands for `values` as a key. */
export function buildCached(
  template: Template,
  stored: StoredValues,
  values: ValuesOf<Schema>,
  types: readonly (TensorType | undefined)[],
): Built {
  let byInput = builtInsides.get(stored);
  if (byInput === undefined) builtInsides.set(stored, (byInput = new Map()));
  const key = `${template.type} ${types.map((type) => (type === undefined ? '?' : `${type.dtype}[${type.shape.join()}]`)).join(' ')}`;
  let built = byInput.get(key);
  if (built === undefined) {
    const result = template.build(values, types);
    built = 'code' in result ? result : { graph: result, children: childrenByParent(result) };
    if (byInput.size >= MAX_BUILT) byInput.clear();
    byInput.set(key, built);
  }
  return built;
}
