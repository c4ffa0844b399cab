import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetloomError } from '../lib/errors.ts';
import { fillWeight } from './materialise.ts';
import { readSafetensors, storedTensors, writeSafetensors, type SafetensorsTensor } from './safetensors.ts';

const tensor: fc.Arbitrary<Omit<SafetensorsTensor, 'name'>> = fc
  .array(fc.nat(4), { maxLength: 4 })
  .chain((shape) => {
    const count = shape.reduce((product, extent) => product * extent, 1);
    return fc
      .float32Array({ minLength: count, maxLength: count })
      .map((data) => ({ shape, data: new Float32Array(data) }));
  });
const tensors = fc
  .dictionary(
    fc.oneof(fc.string(), fc.constantFrom('toString', '__proto__', 'layer1.0.conv1.weight')),
    tensor,
    {
      maxKeys: 6,
    },
  )
  .map((named) =>
    Object.entries(named)
      .filter(([name]) => name !== '__metadata__')
      .map(([name, rest]): SafetensorsTensor => ({ name, ...rest })),
  );

describe('safetensors', () => {
  it('gives back names, shapes and values, through fillWeight too', () => {
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string()), (written, metadata) => {
        const bytes = writeSafetensors(written, metadata);
        const file = readSafetensors(bytes);
        expect([...file.tensors.keys()].toSorted()).toEqual(written.map(({ name }) => name).toSorted());
        expect(Object.fromEntries(file.metadata)).toEqual(metadata);
        const stored = storedTensors(file);
        for (const { name, shape, data } of written) {
          const place = stored[name]!;
          expect(place.shape).toEqual(shape);
          const values = new Float32Array(data.length);
          const source = { kind: 'stored', offset: place.offset } as const;
          fillWeight({ path: name, shape, trainable: true, source }, 0, values, 0, bytes);
          expect(new Uint8Array(values.buffer)).toEqual(new Uint8Array(data.buffer));
        }
      }),
    );
  });

  it('begins its data at a multiple of 8', () => {
    const bytes = writeSafetensors([{ name: 'a', shape: [3], data: Float32Array.of(1, 2, 3) }]);
    expect(readSafetensors(bytes).tensors.get('a')!.offset % 8).toBe(0);
  });

  it('refuses every truncation, and any flipped bit of the header, with a NetloomError or the same tensors', () => {
    const good = writeSafetensors([
      { name: 'conv.weight', shape: [2, 3], data: new Float32Array(6) },
      { name: 'conv.bias', shape: [2], data: new Float32Array(2) },
    ]);
    for (let length = 0; length < good.length; length += 1) {
      expect(() => readSafetensors(good.subarray(0, length)), `${length} bytes`).toThrow(NetloomError);
    }
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const flipped = good.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      try {
        expect(readSafetensors(flipped).tensors.size).toBe(2);
      } catch (error) {
        expect(error).toBeInstanceOf(NetloomError);
      }
    }
  });

  it('refuses to write a name twice, or values that do not fill the shape', () => {
    const a = { name: 'a', shape: [2], data: Float32Array.of(1, 2) };
    expect(() => writeSafetensors([a, a])).toThrow('Two tensors cannot share the name "a".');
    expect(() => writeSafetensors([{ ...a, shape: [3] }])).toThrow('"a" of shape 3 comes with 2 values.');
  });
});
