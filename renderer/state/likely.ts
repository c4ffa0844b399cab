// What usually stands beside what in convolutional networks: the order in which a dropped wire offers its other ends.
// What fits at all is the catalogue's.

import type { NodeRecord } from '../../shared/document/types.ts';
import { findOperator } from '../../shared/operators/index.ts';
import type { ItemCategory } from './catalogue.ts';

/** What follows a layer of a category, the most usual first; what is not named comes after. */
const FOLLOWERS: Readonly<Record<ItemCategory, readonly ItemCategory[]>> = {
  'input and output': ['convolution', 'block', 'shape', 'linear'],
  convolution: ['normalisation', 'activation', 'pooling', 'convolution', 'merge', 'block'],
  pooling: ['convolution', 'block', 'shape', 'linear'],
  normalisation: ['activation', 'convolution', 'merge', 'pooling', 'linear', 'block'],
  activation: ['convolution', 'pooling', 'linear', 'normalisation', 'shape', 'block'],
  linear: ['activation', 'normalisation', 'input and output', 'linear'],
  shape: ['linear', 'shape', 'merge', 'block'],
  merge: ['activation', 'convolution', 'normalisation', 'block', 'pooling'],
  block: ['block', 'convolution', 'activation', 'pooling', 'merge', 'shape'],
};

/** The items with the likeliest first, for a wire from a layer's output or to its input; ties keep their order. */
export function likelyFirst<T extends { readonly category: ItemCategory }>(
  items: readonly T[],
  from: 'output' | 'input',
  beside: NodeRecord,
): readonly T[] {
  const category = categoryOf(beside);
  const rank = (item: T): number => {
    const [list, wanted] =
      from === 'output' ? [FOLLOWERS[category], item.category] : [FOLLOWERS[item.category], category];
    const at = list.indexOf(wanted);
    return at < 0 ? list.length + 1 : at;
  };
  return items.toSorted((a, b) => rank(a) - rank(b));
}

function categoryOf(record: NodeRecord): ItemCategory {
  const operator = record.kind === 'operator' ? findOperator(record.operator) : undefined;
  return operator?.palette.category ?? 'block';
}
