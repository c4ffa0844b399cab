// Slice: a run of entries along one dimension, https://pytorch.org/docs/stable/generated/torch.narrow.html

import { formatShape, tensorType } from '../tensor/types.ts';
import { integer } from './attributes.ts';
import { describeAxes, resolveAxis } from './common.ts';
import { defineOperator, problem } from './define.ts';

export const slice = defineOperator({
  type: 'Slice',
  palette: {
    category: 'shape',
    title: 'Slice',
    keywords: ['narrow', 'split', 'chunk', 'select', 'crop', 'part'],
    icon: 'scissors',
    help: 'Passes on only some of the channels (or of another dimension): so many from a start.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    dim: integer({
      label: 'Dimension',
      help: 'Which one is cut; 1 is channels, or the places of a sequence.',
      default: 1,
      min: -7,
      max: 7,
    }),
    start: integer({
      label: 'Start',
      help: 'The first entry that is kept; 0 is the very first.',
      default: 0,
      min: 0,
    }),
    length: integer({ label: 'Length', help: 'How many entries are kept.', default: 1 }),
  },
  infer([input], a) {
    const { shape, dtype } = input!;
    const axis = resolveAxis(a.dim, shape.length);
    if (axis === undefined || axis === 0) {
      const reason = axis === 0 ? 'dimension 0 is the batch' : `it has ${describeAxes(shape.length)}`;
      return problem(
        'no-such-dimension',
        `${formatShape(shape)} cannot be cut along dimension ${a.dim}: ${reason}. Use 1 for channels.`,
        { attribute: 'dim' },
      );
    }
    const extent = shape[axis]!;
    if (a.start + a.length > extent) {
      return problem(
        'slice-beyond-end',
        `Entries ${a.start} to ${a.start + a.length - 1} are asked for, but dimension ${axis} has only ${extent}, 0 to ${extent - 1}. Choose a smaller start or length.`,
        { attribute: a.start >= extent ? 'start' : 'length' },
      );
    }
    return [tensorType([...shape.slice(0, axis), a.length, ...shape.slice(axis + 1)], dtype)];
  },
  summary: (a) => `dim ${a.dim} · ${a.start} to ${a.start + a.length - 1}`,
  lower({ attributes: a, inputs: [x], inputTypes: [input], constant, node }) {
    const axis = resolveAxis(a.dim, input!.shape.length)!;
    const one = (hint: string, value: number): string => constant(hint, 'int64', [1], [value]);
    return [node('Slice', [x!, one('starts', a.start), one('ends', a.start + a.length), one('axes', axis)])];
  },
  torch: (a) => `x0.narrow(${a.dim}, ${a.start}, ${a.length})`,
  examples: [
    {
      name: 'second half of the channels',
      attributes: { start: 3, length: 3 },
      inputs: [tensorType([2, 6, 3, 4])],
      outputs: [[2, 3, 3, 4]],
      parameters: 0,
    },
    {
      name: 'first place of a sequence',
      attributes: {},
      inputs: [tensorType([1, 5, 7])],
      outputs: [[1, 1, 7]],
      parameters: 0,
    },
    {
      name: 'columns, counted from the end',
      attributes: { dim: -1, start: 1, length: 2 },
      inputs: [tensorType([1, 2, 3, 4])],
      outputs: [[1, 2, 3, 2]],
      parameters: 0,
    },
  ],
});
