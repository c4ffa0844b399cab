// Unflatten: https://pytorch.org/docs/stable/generated/torch.nn.Unflatten.html

import { elementCount, formatShape, tensorType, type Shape } from '../tensor/types.ts';
import { integer, numbers } from './attributes.ts';
import { describeAxes, resolveAxis } from './common.ts';
import { defineOperator, problem, type Problem } from './define.ts';

interface Unflattening {
  readonly dim: number;
  readonly sizes: readonly number[];
}

/** The axis that is taken apart, and into what. */
function target(shape: Shape, a: Unflattening): { readonly axis: number; readonly sizes: Shape } | Problem {
  const axis = resolveAxis(a.dim, shape.length);
  if (axis === undefined || axis === 0) {
    const reason = axis === 0 ? 'dimension 0 is the batch' : `it has ${describeAxes(shape.length)}`;
    return problem(
      'no-such-dimension',
      `${formatShape(shape)} cannot be unfolded along dimension ${a.dim}: ${reason}.`,
      { attribute: 'dim' },
    );
  }
  const open = a.sizes.filter((size) => size === -1).length;
  if (open > 1 || a.sizes.some((size) => !Number.isInteger(size) || (size < 1 && size !== -1))) {
    return problem(
      'unflatten-sizes',
      `The sizes are ${a.sizes.join(', ')}; expected whole numbers from 1, and at most one −1 for what is left.`,
      { attribute: 'sizes' },
    );
  }
  const extent = shape[axis]!;
  const known = elementCount(a.sizes.filter((size) => size !== -1));
  if (open === 1 ? extent % known !== 0 : known !== extent) {
    const gives = open === 1 ? `a multiple of ${known}` : `${known}`;
    return problem(
      'unflatten-does-not-fit',
      `Dimension ${axis} of ${formatShape(shape)} has ${extent} entries, but ${a.sizes.join(' × ')} holds ${gives}. Their product must be ${extent}.`,
      { attribute: 'sizes' },
    );
  }
  return { axis, sizes: a.sizes.map((size) => (size === -1 ? extent / known : size)) };
}

export const unflatten = defineOperator({
  type: 'Unflatten',
  palette: {
    category: 'shape',
    title: 'Unflatten',
    keywords: ['reshape', 'view', 'image', 'tokens'],
    icon: 'unfold-horizontal',
    help: 'Folds one dimension out into several, such as a list of features into an image of 1 × 1 pixels.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    dim: integer({
      label: 'Dimension',
      help: 'The one that is taken apart; 1 is features or channels.',
      default: 1,
      min: -7,
      max: 7,
    }),
    sizes: numbers({
      label: 'Sizes',
      help: 'What it becomes; −1 once, for whatever is left.',
      default: [-1, 1, 1],
    }),
  },
  infer([input], a) {
    const { shape, dtype } = input!;
    const found = target(shape, a);
    if ('code' in found) return found;
    const { axis, sizes } = found;
    return [tensorType([...shape.slice(0, axis), ...sizes, ...shape.slice(axis + 1)], dtype)];
  },
  summary: (a) => a.sizes.map((size) => (size === -1 ? '…' : `${size}`)).join(' × '),
  lower({ attributes: a, inputs: [x], inputTypes: [input], constant, node }) {
    const { shape } = input!;
    const found = target(shape, a);
    if ('code' in found) throw new Error(`Unflatten was lowered although ${found.message}`);
    const { axis, sizes } = found;
    // 0 keeps a dimension whatever its extent, so that the batch may stay symbolic.
    const kept = shape.slice(0, axis).map(() => 0);
    const wanted = [...kept, ...sizes, ...shape.slice(axis + 1)];
    return [node('Reshape', [x!, constant('shape', 'int64', [wanted.length], wanted)])];
  },
  torch: (a) => `nn.Unflatten(${a.dim}, (${a.sizes.join(', ')}${a.sizes.length === 1 ? ',' : ''}))`,
  examples: [
    {
      name: 'features to a 1 × 1 image',
      attributes: {},
      inputs: [tensorType([2, 6])],
      outputs: [[2, 6, 1, 1]],
      parameters: 0,
    },
    {
      name: 'places to rows and columns',
      attributes: { dim: 2, sizes: [3, 4] },
      inputs: [tensorType([1, 5, 12])],
      outputs: [[1, 5, 3, 4]],
      parameters: 0,
    },
    {
      name: 'counted from the end, in the middle',
      attributes: { dim: -2, sizes: [2, -1] },
      inputs: [tensorType([2, 8, 3])],
      outputs: [[2, 2, 4, 3]],
      parameters: 0,
    },
  ],
});
