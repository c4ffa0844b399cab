import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetloomError } from '../lib/errors.ts';
import { float, int, ints } from '../onnx/attributes.ts';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from '../onnx/model.ts';
import { byteSize, tensorType, type DType, type Shape } from '../tensor/types.ts';
import { encodeValues } from './constants.ts';
import { raise } from './raise.ts';

const IMAGE: OnnxValueInfo = { name: 'x', dtype: 'float32', shape: ['batch', 3, 8, 8] };

function tensor(name: string, shape: Shape, dtype: DType = 'float32'): OnnxTensor {
  const bytes = new Uint8Array(byteSize(tensorType(shape, dtype)));
  return { name, dtype, shape, data: { kind: 'inline', bytes } };
}

function list(name: string, values: readonly number[]): OnnxTensor {
  const data = { kind: 'inline', bytes: encodeValues('int64', values) } as const;
  return { name, dtype: 'int64', shape: [values.length], data };
}

type Node = readonly [
  opType: string,
  inputs: string,
  outputs: string,
  attributes?: OnnxNode['attributes'],
  domain?: string,
];

/** Nodes read and give the names that their texts list. */
function model(
  nodes: readonly Node[],
  initialisers: readonly OnnxTensor[] = [],
  inputs: readonly OnnxValueInfo[] = [IMAGE],
): OnnxModel {
  return {
    irVersion: 8,
    opset: 17,
    producerName: 'test',
    producerVersion: '',
    metadata: {},
    graph: {
      name: 'test',
      nodes: nodes.map(([opType, from, to, attributes = {}, domain], index) => ({
        opType,
        ...(domain === undefined ? {} : { domain }),
        name: `node${index}`,
        inputs: from.split(' '),
        outputs: to.split(' '),
        attributes,
      })),
      inputs,
      outputs: [{ name: 'y', dtype: 'float32', shape: ['batch', 4] }],
      initialisers,
      valueInfos: [],
    },
  };
}

describe('figures of an ONNX model', () => {
  it('count weights by who reads them, once, and nothing that only arranges', () => {
    const read = raise(
      model(
        [
          ['Conv', 'x stem.weight stem.bias', 'a', { pads: ints([1, 1, 1, 1]) }],
          ['BatchNormalization', 'a bn.weight bn.bias bn.running_mean bn.running_var', 'b'],
          ['Conv', 'b stem2.weight stem.bias', 'c', { kernel_shape: ints([1, 1]) }],
          ['GlobalAveragePool', 'c', 'd'],
          ['Shape', 'd', 'shape'],
          ['Gather', 'shape zero', 'n'],
          ['Concat', 'n rest', 'wanted', { axis: int(0) }],
          ['Reshape', 'd wanted', 'e'],
          ['Transpose', 'fc.weight', 'turned', { perm: ints([1, 0]) }],
          ['MatMul', 'e turned', 'product'],
          ['Add', 'product fc.bias', 'y'],
        ],
        [
          tensor('stem.weight', [4, 3, 3, 3]),
          tensor('stem.bias', [4]),
          ...['weight', 'bias', 'running_mean', 'running_var'].map((name) => tensor(`bn.${name}`, [4])),
          tensor('stem2.weight', [4, 4, 1, 1]),
          tensor('fc.weight', [4, 4]),
          tensor('fc.bias', [4]),
          tensor('nobody.reads.this', [100]),
          list('zero', [0]),
          list('rest', [-1]),
        ],
      ),
    );
    const convolutions = 4 * 3 * 9 + 4 + 16;
    expect(read.notes).toEqual([]);
    expect(read.summary).toEqual({
      parameters: convolutions + 8 + 20,
      macs: 64 * 4 * 27 + 64 * 16 + 16,
      activationBytes: 4 * (3 * 256 + 4 + 4 + 4),
      peakActivationBytes: 4 * 512,
      weightBytes: 4 * (convolutions + 16 + 20),
      depth: 3,
      layers: 6,
      inputs: [[1, 3, 8, 8]],
      outputs: [[1, 4]],
      partial: false,
      errors: 0,
      unfinished: 0,
    });
    expect(read.layers.map(({ path, type }) => `${path} ${type}`)).toEqual([
      'x Input',
      'stem Conv2d',
      'bn BatchNorm2d',
      'stem2 Conv2d',
      'node3 AdaptiveAvgPool2d',
      'node7 Reshape',
      'fc Linear',
      'y Output',
    ]);
  });

  it('know weights in Constant nodes, quantised ones, and those listed as inputs too', () => {
    const weight = tensor('', [4, 192]);
    const read = raise(
      model(
        [
          ['Flatten', 'x', 'flat'],
          ['Constant', '', 'w', { value: { kind: 'tensor', value: weight } }],
          ['Constant', '', 'half', { value_float: float(0.5) }],
          ['Gemm', 'flat w old', 'a', { transB: int(1) }],
          ['Mul', 'a half', 'b'],
          ['DequantizeLinear', 'q scale point', 'real'],
          ['MatMul', 'b real', 'y'],
        ],
        [tensor('old', [4]), tensor('q', [4, 4], 'int8'), tensor('scale', []), tensor('point', [], 'int8')],
        [IMAGE, { name: 'old', dtype: 'float32', shape: [4] }],
      ),
    );
    expect(read.summary).toMatchObject({
      parameters: 768 + 4 + 16,
      macs: 768 + 16,
      weightBytes: 4 * 772 + 16,
      depth: 2,
      layers: 4,
    });
  });

  it('name operators that are not known, and what is missing for it', () => {
    const read = raise(
      model(
        [
          ['FusedConv', 'x w', 'a', {}, 'com.microsoft'],
          ['Relu', 'a', 'b'],
          ['Einsum', 'b', 'c'],
          ['Einsum', 'c', 'y'],
        ],
        [tensor('w', [4, 3, 3, 3])],
      ),
    );
    // The last one's output is the model's, whose shape the file tells.
    expect(read.summary).toMatchObject({ parameters: 108, macs: 0, layers: 4, outputs: [[1, 4]] });
    expect(read.notes).toEqual([
      'MACs and depth leave out operators that Netloom does not know: Einsum (2), com.microsoft.FusedConv (1).',
      'MACs and activations leave out 3 of 6 operators, whose shapes the file does not tell; the first is "node0" (com.microsoft.FusedConv).',
    ]);
  });

  it('say what an open size hides, and that a fixed batch is larger', () => {
    const nodes: readonly Node[] = [
      ['Conv', 'x w', 'a'],
      ['Relu', 'a', 'y'],
    ];
    const weights = [tensor('w', [4, 3, 3, 3])];
    const open = raise(model(nodes, weights, [{ ...IMAGE, shape: ['batch', 3, 'height', 'width'] }]));
    expect(open.summary).toMatchObject({ parameters: 108, macs: 0, depth: 1, inputs: [null] });
    expect(open.notes).toEqual([
      'The input "x" is batch × 3 × height × width: without a number for height, width, only parameters and depth are known. Export the model with a fixed size.',
      'MACs and activations leave out 1 of 4 operators, whose shapes the file does not tell; the first is "node0" (Conv2d).',
    ]);
    const batch = raise(model(nodes, weights, [{ ...IMAGE, shape: [8, 3, 8, 8] }]));
    expect(batch.summary.macs).toBe(8 * 36 * 108);
    expect(batch.notes).toEqual(['The input "x" has a fixed batch: figures are for 8 images.']);
  });

  it.each<readonly [string, Node, Shape]>([
    ['Slice', ['Slice', 'x starts ends axes steps', 'y'], [1, 3, 3, 8]],
    ['Split', ['Split', 'x', 'y z', { axis: int(1) }], [1, 2, 8, 8]],
    ['Squeeze', ['Squeeze', 'x zero', 'y'], [3, 8, 8]],
    ['Unsqueeze', ['Unsqueeze', 'x axes', 'y'], [1, 3, 1, 8, 8]],
    ['ReduceMean', ['ReduceMean', 'x', 'y', { axes: ints([-1, -2]), keepdims: int(0) }], [1, 3]],
    ['Resize', ['Resize', 'x   sizes', 'y'], [1, 3, 16, 12]],
    ['Pad', ['Pad', 'x pads', 'y'], [1, 3, 10, 11]],
    ['Transpose', ['Transpose', 'x', 'y'], [8, 8, 3, 1]],
    ['DepthToSpace', ['SpaceToDepth', 'x', 'y', { blocksize: int(2) }], [1, 12, 4, 4]],
    ['MaxPool', ['MaxPool', 'x', 'y', { kernel_shape: ints([3, 3]), strides: ints([2, 2]) }], [1, 3, 3, 3]],
    [
      'MaxPool, rounding up',
      ['MaxPool', 'x', 'y', { kernel_shape: ints([3, 3]), strides: ints([2, 2]), ceil_mode: int(1) }],
      [1, 3, 4, 4],
    ],
    ['ConvTranspose', ['ConvTranspose', 'x up', 'y', { strides: ints([2, 2]) }], [1, 5, 16, 16]],
    ['Expand', ['Expand', 'x more', 'y'], [2, 3, 8, 8]],
  ])('follow the shape through %s', (_name, node, shape) => {
    const constants = [
      list('starts', [-1]),
      list('ends', [-9_000_000]),
      list('axes', [2]),
      list('steps', [-3]),
      list('zero', [0]),
      list('sizes', [1, 3, 16, 12]),
      list('pads', [0, 0, 1, 2, 0, 0, 1, 1]),
      list('more', [2, 1, 1, 1]),
      tensor('up', [3, 5, 2, 2]),
    ];
    expect(raise(model([node], constants)).layers[1]?.outputTypes?.[0]?.shape).toEqual(shape);
  });

  it('refuse a model whose values come from nowhere', () => {
    expect(() => raise(model([['Relu', 'late', 'y']]))).toThrow(
      'The ONNX file is not valid: node "node0" reads "late", which nothing before it gives.',
    );
    expect(() => raise(model([]))).toThrow('the output reads "y", which nothing before it gives.');
  });

  it('come of any nonsense, or a NetloomError does', () => {
    const names = ['x', 'w', 'l', 'a', 'b', ''];
    const operators =
      'Conv ConvTranspose MaxPool Gemm MatMul Reshape Transpose Concat Split Slice Gather Pad Resize Expand Tile ' +
      'Squeeze Unsqueeze ReduceMean Range ConstantOfShape Flatten Shape Constant Where If LayerNormalization';
    const attributes = fc.dictionary(
      fc.constantFrom('axis', 'axes', 'pads', 'strides', 'kernel_shape', 'group', 'perm', 'split', 'value'),
      fc.oneof(fc.integer().map(int), fc.array(fc.integer(), { maxLength: 5 }).map(ints)),
    );
    const node = fc.record({
      opType: fc.constantFrom(...operators.split(' ')),
      inputs: fc.array(fc.constantFrom(...names), { maxLength: 4 }),
      attributes,
    });
    const numbers = fc.array(fc.oneof(fc.integer({ min: -3, max: 9 }), fc.integer()), { maxLength: 9 });
    fc.assert(
      fc.property(fc.array(node, { maxLength: 6 }), numbers, (nodes, values) => {
        const outputs = ['a', 'b', 'c', 'd', 'e', 'y'];
        const given = nodes.map(
          ({ opType, inputs, attributes: own }, index) =>
            [opType, inputs.join(' '), outputs[index]!, own] as const,
        );
        try {
          raise(model(given, [tensor('w', [4, 3, 3, 3]), list('l', values)]));
        } catch (error) {
          expect(error).toBeInstanceOf(NetloomError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
