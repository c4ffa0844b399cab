import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { ints } from '../onnx/attributes.ts';
import type { OnnxModel } from '../onnx/model.ts';
import { tensorType } from '../tensor/types.ts';
import { makeFills } from './fills.ts';
import { fillWeight } from './materialise.ts';
import type { WeightSpec } from './spec.ts';
import { chunksInOrder, type ChunkMaker } from './make-chunks.ts';
import { modelBytes, planModel } from './model-plan.ts';

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

/** A thread that answers later, and in memory that it was handed: `postMessage` would do the same. */
function slowMaker(): ChunkMaker {
  return {
    async make({ buffer, fills, seed }) {
      const own = structuredClone(buffer, { transfer: [buffer] });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      makeFills(new Uint8Array(own), fills, seed);
      return own;
    },
  };
}

describe('a planned model', () => {
  it('is a file of the promised length, the same in every cut, that ONNX Runtime computes right', async () => {
    const plan = planModel(model(), [weight, bias], 11, stored);
    const bytes = Buffer.from(modelBytes(plan).buffer);
    expect(bytes.length).toBe(plan.byteLength);
    expect(plan.madeBytes).toBe(4 * 300 * 700);
    for (const chunkBytes of [262_144, 300_001, 524_288, 2 * plan.byteLength]) {
      const cut = planModel(model(), [weight, bias], 11, stored, chunkBytes);
      expect(Math.max(...cut.chunks.map(({ byteLength }) => byteLength))).toBeLessThanOrEqual(chunkBytes);
      expect(Buffer.from(modelBytes(cut).buffer).equals(bytes)).toBe(true);
    }
    expect(() => planModel(model(), [weight, bias], 11, stored, 262_143)).toThrow(RangeError);

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
    expect(() => planModel(model(), [weight], 0, stored)).toThrow(
      'The model asks for a weight "fc.bias" that is not there.',
    );
    expect(() => planModel(model(), [weight, bias], 0)).toThrow(
      /fc\.bias are in the document's weights file/,
    );
  });
});

describe('chunksInOrder', () => {
  const plan = planModel(model(), [weight, bias], 11, stored, 262_144);
  const whole = Buffer.from(modelBytes(plan).buffer);

  it.each([
    ['no threads', 0, false],
    ['one thread', 1, false],
    ['one thread and the caller', 1, true],
    ['more threads than chunks', 9, true],
  ])(
    'gives the same bytes by %s, to a writer that lags one chunk behind',
    async (_name, threads, helping) => {
      const parts: Uint8Array[] = [];
      const spare: ArrayBuffer[] = [];
      const memories = new Set<ArrayBuffer>();
      let writing: Uint8Array<ArrayBuffer> | undefined;
      const end = () => {
        if (writing === undefined) return;
        parts.push(writing.slice());
        spare.push(writing.buffer);
      };
      const makers = Array.from({ length: threads }, slowMaker);
      for await (const chunk of chunksInOrder(plan, makers, { spare, helping })) {
        end();
        writing = chunk;
        memories.add(chunk.buffer);
      }
      end();
      expect(Buffer.concat(parts).equals(whole)).toBe(true);
      // The memory that threads send back is another object each time.
      if (threads === 0) expect(memories.size).toBeLessThan(plan.chunks.length);
    },
  );

  it('takes up threads that come later', async () => {
    const makers: ChunkMaker[] = [];
    const parts: Uint8Array[] = [];
    let asked = 0;
    for await (const chunk of chunksInOrder(plan, makers, { spare: [], helping: true })) {
      parts.push(chunk.slice());
      const maker = slowMaker();
      makers.push({
        make(order) {
          asked += 1;
          return maker.make(order);
        },
      });
    }
    expect(asked).toBeGreaterThan(0);
    expect(Buffer.concat(parts).equals(whole)).toBe(true);
  });

  it('ends with the failure of a thread, at that chunk', async () => {
    const dead: ChunkMaker = { make: () => Promise.reject(new Error('the thread has died')) };
    const chunks = chunksInOrder(plan, [dead], { spare: [], helping: true });
    const readAll = async () => {
      while ((await chunks.next()).done !== true);
    };
    await expect(readAll()).rejects.toThrow('the thread has died');
  });
});
