// AdaptiveAvgPool2d: https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html
// Output i of o averages inputs floor(i·n/o) up to, not including, ceil((i+1)·n/o).

import { int, ints } from '../onnx/attributes.ts';
import { tensorType } from '../tensor/types.ts';
import { pair } from './attributes.ts';
import { expectImage, formatPair, torchCall } from './common.ts';
import { defineOperator, problem } from './define.ts';

/** Largest averaging matrix put into a model: 16 MiB of float32. */
const MAX_MATRIX_ELEMENTS = 2 ** 22;

/** Row-major `[outputs, inputs]`; each row averages one window. */
function averagingMatrix(inputs: number, outputs: number): number[] {
  const matrix = new Array<number>(inputs * outputs).fill(0);
  for (let row = 0; row < outputs; row++) {
    const start = Math.floor((row * inputs) / outputs);
    const end = Math.ceil(((row + 1) * inputs) / outputs);
    for (let column = start; column < end; column++) matrix[row * inputs + column] = 1 / (end - start);
  }
  return matrix;
}

function transpose(matrix: readonly number[], rows: number, columns: number): number[] {
  return Array.from({ length: matrix.length }, (_, index) => {
    return matrix[(index % rows) * columns + Math.floor(index / rows)]!;
  });
}

/** Width of the widest window along an axis. */
function widestWindow(inputs: number, outputs: number): number {
  let widest = 1;
  for (let index = 0; index < outputs; index++) {
    const extent = Math.ceil(((index + 1) * inputs) / outputs) - Math.floor((index * inputs) / outputs);
    widest = Math.max(widest, extent);
  }
  return widest;
}

export const adaptiveAvgPool2d = defineOperator({
  type: 'AdaptiveAvgPool2d',
  palette: {
    category: 'pooling',
    title: 'Adaptive average pool',
    keywords: ['global average pooling', 'gap', 'avgpool', 'mean', 'pooling'],
    icon: 'focus',
    help: 'Averages an image of any size down to a fixed one; 1×1 leaves one mean per channel.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    outputSize: pair({
      label: 'Output size',
      help: 'Height and width that come out.',
      default: [1, 1],
      max: 1024,
    }),
  },
  infer([input], a) {
    const image = expectImage(input, 'AdaptiveAvgPool2d');
    if ('code' in image) return image;
    const { batch, channels, height, width } = image;
    for (const [extent, out] of [
      [height, a.outputSize[0]],
      [width, a.outputSize[1]],
    ] as const) {
      if (extent % out !== 0 && extent * out > MAX_MATRIX_ELEMENTS) {
        return problem(
          'adaptive-pool-too-large',
          `${extent} pixels cannot be averaged into ${out} windows of unequal width: the image is too large for that. Choose an output size that divides ${extent}, or make the image smaller before.`,
          { attribute: 'outputSize' },
        );
      }
    }
    return [tensorType([batch, channels, ...a.outputSize], input!.dtype)];
  },
  window([input], { outputSize: [rows, columns] }) {
    if (rows === 1 && columns === 1) return 'global';
    const [, , height, width] = input!.shape;
    return {
      kernel: [widestWindow(height!, rows), widestWindow(width!, columns)],
      stride: [height! / rows, width! / columns],
      dilation: [1, 1],
      padding: [0, 0],
    };
  },
  summary(a) {
    return a.outputSize[0] === 1 && a.outputSize[1] === 1 ? 'global' : `to ${formatPair(a.outputSize)}`;
  },
  lower({ attributes: { outputSize }, inputs: [x], inputTypes: [input], constant, node }) {
    const [rows, columns] = outputSize;
    const { dtype, shape } = input!;
    const [, , height = 1, width = 1] = shape;
    if (rows === height && columns === width) return [x!];
    if (rows === 1 && columns === 1) return [node('GlobalAveragePool', [x!])];
    if (height % rows === 0 && width % columns === 0) {
      const kernel = ints([height / rows, width / columns]);
      const pads = ints([0, 0, 0, 0]);
      return [
        node('AveragePool', [x!], { kernel_shape: kernel, strides: kernel, pads, count_include_pad: int(0) }),
      ];
    }
    // Windows of unequal width are no ONNX pooling; as products with averaging matrices they run anywhere.
    let result = x!;
    if (columns !== width) {
      const matrix = transpose(averagingMatrix(width, columns), columns, width);
      result = node('MatMul', [result, constant('columns', dtype, [width, columns], matrix)]);
    }
    if (rows !== height) {
      const matrix = averagingMatrix(height, rows);
      result = node('MatMul', [constant('rows', dtype, [rows, height], matrix), result]);
    }
    return [result];
  },
  torch(a) {
    return torchCall('nn.AdaptiveAvgPool2d', [], { output_size: a.outputSize });
  },
  examples: [
    {
      name: 'global',
      attributes: {},
      inputs: [tensorType([2, 3, 5, 4])],
      outputs: [[2, 3, 1, 1]],
      parameters: 0,
    },
    {
      name: 'evenly divided',
      attributes: { outputSize: [2, 3] },
      inputs: [tensorType([1, 2, 6, 9])],
      outputs: [[1, 2, 2, 3]],
      parameters: 0,
    },
    {
      name: 'unevenly divided',
      attributes: { outputSize: [3, 4] },
      inputs: [tensorType([2, 2, 7, 10])],
      outputs: [[2, 2, 3, 4]],
      parameters: 0,
    },
    {
      name: 'larger than the image',
      attributes: { outputSize: 7 },
      inputs: [tensorType([1, 2, 3, 7])],
      outputs: [[1, 2, 7, 7]],
      parameters: 0,
    },
    {
      name: 'as large as the image',
      attributes: { outputSize: [4, 5] },
      inputs: [tensorType([1, 2, 4, 5])],
      outputs: [[1, 2, 4, 5]],
      parameters: 0,
    },
    {
      name: 'one row of several columns',
      attributes: { outputSize: [1, 2] },
      inputs: [tensorType([1, 3, 4, 6])],
      outputs: [[1, 3, 1, 2]],
      parameters: 0,
    },
  ],
});
