// Receptive fields: which input pixels an output element depends on, propagated layer by layer.
// Araujo, Norris and Sim 2019, "Computing receptive fields of convolutional neural networks".

import type { NetworkNode } from '../network/types.ts';
import type { Window } from '../operators/define.ts';
import type { TensorType } from '../tensor/types.ts';
import type { ReceptiveField } from './types.ts';

const PIXEL: ReceptiveField = { size: [1, 1], stride: [1, 1], start: [0, 0] };

/** Everything: size Infinity, from pixel 0. */
const WHOLE: ReceptiveField = { size: [Infinity, Infinity], stride: [0, 0], start: [0, 0] };

/** Field of each node's outputs, by node index; undefined where types or inputs are missing. */
export function receptiveFields(nodes: readonly NetworkNode[]): readonly (ReceptiveField | undefined)[] {
  const fields: (ReceptiveField | undefined)[] = [];
  for (const node of nodes) fields.push(fieldOf(node, fields));
  return fields;
}

function fieldOf(
  node: NetworkNode,
  fields: readonly (ReceptiveField | undefined)[],
): ReceptiveField | undefined {
  if (node.outputTypes === undefined) return undefined;
  if (node.inputs.length === 0) return PIXEL;
  let merged: ReceptiveField | undefined;
  for (const input of node.inputs) {
    const field = input === undefined ? undefined : fields[input.node];
    if (field === undefined) return undefined;
    merged = merged === undefined ? field : union(merged, field);
  }
  const window = node.operator.window?.(node.inputTypes as readonly TensorType[], node.attributes);
  return window === undefined || merged === undefined ? merged : through(merged, window);
}

function through(field: ReceptiveField, window: Window): ReceptiveField {
  if (window === 'global' || field === WHOLE) return WHOLE;
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const kernel = window.dilation[axis] * (window.kernel[axis] - 1) + 1;
    const step = window.stride[axis];
    const jump = field.stride[axis];
    if (window.transposed === true) {
      // Output o reads inputs i with o = i·step + k − padding, so about kernel/step neighbours.
      const first = Math.ceil((window.padding[axis] - kernel + 1) / step);
      const neighbours = Math.max(1, Math.ceil(kernel / step));
      return {
        size: field.size[axis] + (neighbours - 1) * jump,
        stride: jump / step,
        start: field.start[axis] + first * jump,
      };
    }
    return {
      size: field.size[axis] + (kernel - 1) * jump,
      stride: jump * step,
      start: field.start[axis] - window.padding[axis] * jump,
    };
  });
  return {
    size: [rows!.size, columns!.size],
    stride: [rows!.stride, columns!.stride],
    start: [rows!.start, columns!.start],
  };
}

/** Smallest field that covers both, for operators that read several values. */
function union(a: ReceptiveField, b: ReceptiveField): ReceptiveField {
  if (a === b) return a;
  if (!Number.isFinite(a.size[0]) || !Number.isFinite(b.size[0])) return WHOLE;
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const start = Math.min(a.start[axis], b.start[axis]);
    const end = Math.max(a.start[axis] + a.size[axis], b.start[axis] + b.size[axis]);
    return { start, size: end - start, stride: Math.max(a.stride[axis], b.stride[axis]) };
  });
  return {
    size: [rows!.size, columns!.size],
    stride: [rows!.stride, columns!.stride],
    start: [rows!.start, columns!.start],
  };
}
