// encode and decode against each other, against the Python package `onnx`, and against ONNX Runtime.

import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { NetloomError } from '../lib/errors.ts';
import { byteSize, DTYPES, tensorType } from '../tensor/types.ts';
import { float, floats, int, ints, string } from './attributes.ts';
import { decodeModel } from './decode.ts';
import { encodeModel, type EncodedModel } from './encode.ts';
import type { OnnxAttribute, OnnxModel, OnnxTensor } from './model.ts';

const FIXTURES = new URL('../testing/fixtures/onnx/', import.meta.url);

/** The file, with deferred tensors filled by `fill`. */
function assemble(
  encoded: EncodedModel,
  fill: (key: string) => Uint8Array = () => new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    Buffer.concat(encoded.parts.map((part) => (part instanceof Uint8Array ? part : fill(part.key)))),
  );
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const safe = fc.maxSafeInteger();
const float32 = fc.float({ noNaN: false });
const attribute = fc.oneof(
  safe.map(int),
  fc.array(safe, { maxLength: 5 }).map(ints),
  float32.map(float),
  fc.array(float32, { maxLength: 5 }).map(floats),
  text.map(string),
);
const shape = fc.array(fc.nat(4), { maxLength: 4 });
/** Short, so that failing models stay small: an attribute's tensor is data as any other's. */
const tensorAttribute = fc.record({ name: text, dtype: fc.constantFrom(...DTYPES) }).chain((info) =>
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes): OnnxAttribute => ({
    kind: 'tensor',
    value: { ...info, shape: [16 / byteSize({ ...info, shape: [] })], data: { kind: 'inline', bytes } },
  })),
);
const valueInfo = fc.record({
  name: text.filter((name) => name !== ''),
  dtype: fc.constantFrom(...DTYPES),
  shape: fc.array(fc.oneof(fc.nat(2 ** 31 - 1), fc.constantFrom('batch', 'é')), { maxLength: 8 }),
});
const tensor: fc.Arbitrary<OnnxTensor> = fc
  .record({ name: text.filter((name) => name !== ''), dtype: fc.constantFrom(...DTYPES), shape })
  .chain((info) => {
    const byteLength = byteSize(info);
    return fc.oneof(
      fc
        .uint8Array({ minLength: byteLength, maxLength: byteLength })
        .map((bytes) => ({ ...info, data: { kind: 'inline' as const, bytes } })),
      fc.dictionary(text, text).map((place) => ({
        ...info,
        data: { kind: 'external' as const, place: { ...place, location: 'w' } },
      })),
    );
  });
const unique = <T extends { name: string }>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(item, { selector: ({ name }) => name, maxLength: 4 });
const arbitraryModel: fc.Arbitrary<OnnxModel> = fc.record({
  irVersion: fc.integer({ min: 3, max: 13 }),
  opset: fc.integer({ min: 7, max: 26 }),
  producerName: text,
  producerVersion: text,
  metadata: fc.dictionary(text, text),
  otherOpsets: fc.dictionary(
    text.filter((domain) => domain !== ''),
    safe,
    { minKeys: 1 },
  ),
  graph: fc.record({
    name: text,
    nodes: fc
      .array(
        fc.record({
          opType: text.filter((name) => name !== ''),
          name: text,
          inputs: fc.array(text, { maxLength: 3 }),
          outputs: fc.constant([]),
          attributes: fc.dictionary(text, fc.oneof(attribute, tensorAttribute), { maxKeys: 4 }),
        }),
        { maxLength: 5 },
      )
      .map((nodes) =>
        nodes.map((node, index) => ({
          ...node,
          ...(index % 2 === 1 ? { domain: 'com.microsoft' } : {}),
          outputs: [`the output of node ${index}`, ''],
        })),
      ),
    inputs: unique(valueInfo),
    outputs: unique(valueInfo),
    valueInfos: unique(valueInfo),
    initialisers: unique(tensor),
  }),
});

const weights = Float32Array.from({ length: 2048 }, (_, index) => index / 2048);
const linear: OnnxModel = {
  irVersion: 8,
  opset: 17,
  producerName: 'netloom',
  producerVersion: '0.1.0',
  metadata: { author: 'test' },
  graph: {
    name: 'linear',
    nodes: [
      {
        opType: 'Gemm',
        name: 'fc',
        inputs: ['x', 'fc.weight', 'fc.bias'],
        outputs: ['h'],
        attributes: { transB: int(1) },
      },
      { opType: 'Softmax', name: 'softmax', inputs: ['h'], outputs: ['y'], attributes: { axis: int(-1) } },
    ],
    inputs: [{ name: 'x', dtype: 'float32', shape: ['batch', 512] }],
    outputs: [{ name: 'y', dtype: 'float32', shape: ['batch', 4] }],
    initialisers: [
      { name: 'fc.weight', ...tensorType([4, 512]), data: { kind: 'deferred', key: 'w', byteLength: 8192 } },
      { name: 'fc.bias', ...tensorType([4]), data: { kind: 'deferred', key: 'b', byteLength: 16 } },
    ],
    valueInfos: [],
  },
};
const fill = (key: string): Uint8Array => new Uint8Array(weights.buffer, 0, key === 'w' ? 8192 : 16);

async function softmaxOf(session: InferenceSession): Promise<readonly number[]> {
  const { y } = await session.run({ x: new Tensor('float32', new Float32Array(512).fill(0.01), [1, 512]) });
  await session.release();
  return [...(y!.data as Float32Array)];
}

describe('encodeModel', () => {
  it('is undone by decodeModel', () => {
    fc.assert(
      fc.property(arbitraryModel, (model) => {
        const encoded = encodeModel(model);
        const bytes = assemble(encoded);
        expect(bytes.length).toBe(encoded.byteLength);
        expect(decodeModel(bytes)).toEqual(model);
      }),
      { numRuns: 500 },
    );
  });

  it('hands on unread what Netloom does not look into', () => {
    const bytes = Uint8Array.from([0x0a, 1, 0x67, 0x32, 2, 0x12, 0, 0xa0, 1, 5]);
    const branch = { kind: 'opaque', what: 'a graph', bytes } as const;
    const node = { opType: 'If', name: '', inputs: ['c'], outputs: ['y'], attributes: { g: branch } };
    const model = { ...linear, graph: { ...linear.graph, nodes: [node], initialisers: [] } };
    expect(decodeModel(assemble(encodeModel(model)))).toEqual(model);
  });

  it('makes files that ONNX Runtime runs, weights inside or beside, with the same result', async () => {
    const inside = encodeModel(linear);
    expect(inside.parts.filter((part) => !(part instanceof Uint8Array))).toEqual([
      { key: 'w', byteLength: 8192 },
      { key: 'b', byteLength: 16 },
    ]);
    const expected = await softmaxOf(await InferenceSession.create(assemble(inside, fill)));
    expect(expected.reduce((sum, value) => sum + value)).toBeCloseTo(1, 6);

    const beside = encodeModel(linear, { externalData: 'weights' });
    expect(beside.parts.every((part) => part instanceof Uint8Array)).toBe(true);
    expect([...beside.external]).toEqual([
      ['w', { offset: 0, byteLength: 8192 }],
      ['b', { offset: 8192, byteLength: 16 }],
    ]);
    const data = Buffer.alloc(beside.externalByteLength);
    for (const [key, { offset }] of beside.external) data.set(fill(key), offset);
    const folder = mkdtempSync(join(tmpdir(), 'netloom-onnx-'));
    try {
      writeFileSync(join(folder, 'weights'), data);
      writeFileSync(join(folder, 'model.onnx'), assemble(beside));
      expect(await softmaxOf(await InferenceSession.create(join(folder, 'model.onnx')))).toEqual(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses what the format cannot hold, in words', () => {
    const huge = { kind: 'deferred', key: 'w', byteLength: 4 * 600_000_000 } as const;
    const withTensor = (initialiser: OnnxTensor): OnnxModel => ({
      ...linear,
      graph: { ...linear.graph, initialisers: [initialiser] },
    });
    expect(() => encodeModel(withTensor({ name: 'w', ...tensorType([600_000_000]), data: huge }))).toThrow(
      "The ONNX file would have 2400000000 bytes; it can have at most 2147483647 (2 GiB, protobuf's limit).",
    );
    // Two that fit each, but not together.
    const half = { name: 'w', ...tensorType([300_000_000]), data: { ...huge, byteLength: 1_200_000_000 } };
    expect(() =>
      encodeModel({ ...linear, graph: { ...linear.graph, initialisers: [half, { ...half, name: 'v' }] } }),
    ).toThrow(/2 GiB/);
    const external = encodeModel(withTensor({ name: 'w', ...tensorType([600_000_000]), data: huge }), {
      externalData: 'weights',
    });
    expect(external.externalByteLength).toBe(2_400_000_000);
    expect(() => encodeModel(withTensor({ name: 'w', ...tensorType([3]), data: huge }))).toThrow(
      'Tensor "w" of shape 3 comes with 2400000000 bytes; its shape and type need 12.',
    );
    expect(() => encodeModel({ ...linear, opset: 2 ** 53 })).toThrow(NetloomError);
    const node = { ...linear.graph.nodes[0]!, attributes: { alpha: float(1e39) } };
    expect(() => encodeModel({ ...linear, graph: { ...linear.graph, nodes: [node] } })).toThrow(NetloomError);
  });
});

describe('decodeModel', () => {
  const reference = new Uint8Array(readFileSync(new URL('reference.onnx', FIXTURES)));

  it('reads what the Python package wrote, as it meant it', () => {
    const { graph, ...model } = decodeModel(reference);
    expect(model).toEqual({
      irVersion: 8,
      opset: 17,
      producerName: 'oracle',
      producerVersion: '1',
      metadata: { author: 'oracle', é: '🦊' },
    });
    expect(graph.nodes.map(({ opType, name }) => `${opType} ${name}`)).toEqual([
      'Conv conv',
      'LeakyRelu act',
      'AveragePool pool',
      'Reshape reshape',
    ]);
    expect(graph.nodes[0]!.attributes['pads']).toEqual(ints([1, 1, 1, 1]));
    expect(graph.nodes[1]!.attributes).toEqual({ alpha: float(0.25) });
    expect(graph.nodes[2]!.attributes['auto_pad']).toEqual(string('SAME_UPPER'));
    expect(graph.inputs).toEqual([{ name: 'x', dtype: 'float32', shape: ['batch', 1, 4, 4] }]);
    expect(graph.valueInfos).toEqual([{ name: 'c', dtype: 'float32', shape: ['batch', 2, 4, 4] }]);
    const { tensors } = JSON.parse(readFileSync(new URL('reference.json', FIXTURES), 'utf8')) as {
      tensors: Record<string, number[]>;
    };
    expect(
      Object.fromEntries(graph.initialisers.map((initialiser) => [initialiser.name, numbers(initialiser)])),
    ).toEqual(tensors);
  });

  it('and ONNX Runtime computes the same from our rewriting of it', async () => {
    const rewritten = assemble(encodeModel(decodeModel(reference)));
    const x = new Tensor(
      'float32',
      Float32Array.from({ length: 16 }, (_, index) => Math.sin(index)),
      [1, 1, 4, 4],
    );
    const results = await Promise.all(
      [reference, rewritten].map(async (bytes) => {
        const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
        const { y } = await session.run({ x });
        await session.release();
        return [...(y!.data as Float32Array)];
      }),
    );
    expect(results[1]).toEqual(results[0]);
  });

  it('refuses every truncation of it, but for the two that lose whole metadata entries at its end', () => {
    const lengths = Array.from(reference, (_, length) => length);
    const accepted = lengths.filter((length) => outcome(reference.subarray(0, length)) === 'a model');
    expect(
      accepted.map((length) => Object.keys(decodeModel(reference.subarray(0, length)).metadata)),
    ).toEqual([[], ['author']]);
  });

  it('survives every flipped bit and any random bytes', () => {
    for (let bit = 0; bit < reference.length * 8; bit += 1) {
      const flipped = reference.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      outcome(flipped);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(reference.length), (noise, at) => {
        outcome(noise);
        outcome(new Uint8Array(Buffer.concat([reference.subarray(0, at), noise, reference.subarray(at)])));
      }),
      { numRuns: 2000 },
    );
  });

  /** Passes on anything but a NetloomError. */
  function outcome(bytes: Uint8Array): string {
    try {
      decodeModel(bytes);
      return 'a model';
    } catch (error) {
      if (error instanceof NetloomError) return error.code;
      throw error;
    }
  }
});

function numbers({ dtype, data }: OnnxTensor): number[] {
  if (data.kind !== 'inline') throw new Error('not inline');
  const { buffer } = data.bytes.slice();
  switch (dtype) {
    case 'float32':
      return [...new Float32Array(buffer)];
    case 'float64':
      return [...new Float64Array(buffer)];
    case 'int64':
      return [...new BigInt64Array(buffer)].map(Number);
    case 'int8':
      return [...new Int8Array(buffer)];
    case 'float16':
      return [...new Uint16Array(buffer)].map((bits) => ({ 0x3e00: 1.5, 0xc000: -2 })[bits] ?? NaN);
    default:
      throw new Error(`no ${dtype} here`);
  }
}
