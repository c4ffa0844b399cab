import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { ints } from '../onnx/attributes.ts';
import type { OnnxModel } from '../onnx/model.ts';
import { tensorType } from '../tensor/types.ts';
import { fillWeight } from './materialise.ts';
import type { WeightSpec } from './spec.ts';
import { modelChunks } from './write-model.ts';

const weight: WeightSpec = {
  path: 'fc.weight',
  shape: [300, 700],
  trainable: true,
  source: { kind: 'initialiser', initialiser: { kind: 'normal', mean: 0, std: 1 } },
};
const bias: WeightSpec = {
  path: 'fc.bias',
  shape: [300],
  trainable: true,
  source: { kind: 'stored', offset: 5 },
};

function model(): OnnxModel {
  const deferred = (spec: WeightSpec) => ({
    name: spec.path,
    ...tensorType(spec.shape),
    data: {
      kind: 'deferred' as const,
      key: spec.path,
      byteLength: 4 * spec.shape.reduce((product, extent) => product * extent, 1),
    },
  });
  return {
    irVersion: 8,
    opset: 17,
    producerName: 'netloom',
    producerVersion: '0.1.0',
    metadata: {},
    graph: {
      name: 'linear',
      nodes: [
        {
          opType: 'Transpose',
          name: 't',
          inputs: [weight.path],
          outputs: ['wt'],
          attributes: { perm: ints([1, 0]) },
        },
        { opType: 'MatMul', name: 'm', inputs: ['x', 'wt'], outputs: ['p'], attributes: {} },
        { opType: 'Add', name: 'a', inputs: ['p', bias.path], outputs: ['y'], attributes: {} },
      ],
      inputs: [{ name: 'x', ...tensorType([1, 700]) }],
      outputs: [{ name: 'y', ...tensorType([1, 300]) }],
      initialisers: [deferred(weight), deferred(bias)],
      valueInfos: [],
    },
  };
}

const stored = new Uint8Array(5 + 4 * 300);
stored.set(new Uint8Array(Float32Array.from({ length: 300 }, (_, index) => index).buffer), 5);

describe('modelChunks', () => {
  it('is a file of the promised length, the same in every cut, that ONNX Runtime computes right', async () => {
    const chunks = modelChunks(model(), [weight, bias], 11, stored);
    const bytes = Buffer.concat([...chunks]);
    expect(bytes.length).toBe(chunks.byteLength);
    for (const chunkBytes of [1, 1000, 65_536, chunks.byteLength]) {
      const cut = [...modelChunks(model(), [weight, bias], 11, stored, { chunkBytes })];
      expect(cut.slice(0, -1).every((chunk) => chunk.length === chunkBytes)).toBe(true);
      expect(Buffer.concat(cut).equals(bytes)).toBe(true);
    }
    const reused = modelChunks(model(), [weight, bias], 11, stored, { chunkBytes: 999, reuseBuffers: true });
    expect(Buffer.concat(Array.from(reused, (chunk) => Uint8Array.from(chunk))).equals(bytes)).toBe(true);

    const session = await InferenceSession.create(bytes);
    const x = Float32Array.from({ length: 700 }, (_, index) => Math.sin(index));
    const { y } = await session.run({ x: new Tensor('float32', x, [1, 700]) });
    const w = new Float32Array(300 * 700);
    fillWeight(weight, 11, w, 0);
    const expected = Array.from({ length: 300 }, (_, row) =>
      x.reduce((sum, value, column) => sum + value * w[row * 700 + column]!, row),
    );
    const got = y!.data as Float32Array;
    expect(Math.max(...expected.map((value, row) => Math.abs(value - got[row]!)))).toBeLessThan(1e-3);
  });

  it('names a weight that the model asks for and nobody has', () => {
    expect(() => [...modelChunks(model(), [weight], 0, stored)]).toThrow(
      'The model asks for a weight "fc.bias" that is not there.',
    );
  });
});
