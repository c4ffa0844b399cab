// The contract of operators: every example of every operator infers what PyTorch gives, and its ONNX form,
// run by ONNX Runtime, computes what PyTorch computes (shared/testing/fixtures/operators.json, made by
// build/oracles/operators.py).

import { readFileSync } from 'node:fs';
import { iconNames } from 'lucide-react/dynamic';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { elementCount, tensorType } from '../tensor/types.ts';
import { CASES, caseInput, caseWeight, type Case } from '../testing/operator-examples.ts';
import { operatorNetwork } from '../testing/operator-network.ts';
import { modelBytes, runModel } from '../testing/run-onnx.ts';
import { parseValues, type Field } from './attributes.ts';
import { isProblem } from './define.ts';
import { findOperator, OPERATORS } from './index.ts';

interface Fixture {
  readonly shape: readonly number[];
  readonly parameters: number;
  /** The first outputs, the sum of all and the sum of their squares. */
  readonly head: readonly number[];
  readonly sum: number;
  readonly squares: number;
}

const fixtures = JSON.parse(
  readFileSync(new URL('../testing/fixtures/operators.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Fixture>>;

function fixtureOf(key: string): Fixture {
  const fixture = fixtures[key];
  if (fixture === undefined)
    throw new Error(`No PyTorch fixture for "${key}": run build/oracles/operators.py.`);
  return fixture;
}

/** Float32 sums in another order differ by some roundings of the numbers summed. */
const RELATIVE = 1e-6;

describe.each(CASES)('$key', ({ key, operator, example }: Case) => {
  const { values, problems } = parseValues(operator.attributes, example.attributes);
  const fixture = fixtureOf(key);

  it('infers the shapes and parameters that PyTorch gives', () => {
    expect(problems).toEqual([]);
    const inferred = operator.infer(example.inputs, values);
    if (isProblem(inferred)) throw new Error(inferred.message);
    expect(inferred.map((type) => type.shape)).toEqual(example.outputs);
    expect(example.outputs).toEqual([fixture.shape]);
    const trainable = (operator.weights?.(example.inputs, values) ?? []).filter((weight) => weight.trainable);
    const parameters = trainable.reduce((sum, weight) => sum + elementCount(weight.shape), 0);
    expect(parameters).toBe(example.parameters);
    expect(parameters).toBe(fixture.parameters);
  });

  it.each([13, 17, 20, 21])('computes at opset %i what PyTorch computes', async (opset) => {
    const compiled = compile(operatorNetwork(operator, example.attributes, example.inputs), { opset });
    const feeds = Object.fromEntries(
      example.inputs.map((type, index) => [`x${index}`, caseInput(type.shape, index)]),
    );
    const { y } = await runModel(modelBytes(compiled, caseWeight), feeds);
    expect(y!.shape).toEqual(fixture.shape);
    const outputs = Array.from(y!.data);
    expect(outputs.every(Number.isFinite)).toBe(true);
    const magnitude = Math.sqrt(fixture.squares / outputs.length);
    for (const [index, expected] of fixture.head.entries()) {
      expect(Math.abs(outputs[index]! - expected)).toBeLessThanOrEqual(
        RELATIVE * (Math.abs(expected) + magnitude),
      );
    }
    const sum = outputs.reduce((total, value) => total + value, 0);
    const squares = outputs.reduce((total, value) => total + value * value, 0);
    expect(Math.abs(sum - fixture.sum)).toBeLessThanOrEqual(RELATIVE * magnitude * outputs.length);
    expect(Math.abs(squares - fixture.squares)).toBeLessThanOrEqual(2 * RELATIVE * fixture.squares);
  });
});

describe('the registry', () => {
  it('finds every operator by a type of its own', () => {
    expect(new Set(OPERATORS.map((operator) => operator.type)).size).toBe(OPERATORS.length);
    for (const operator of OPERATORS) expect(findOperator(operator.type)).toBe(operator);
  });

  const operators = OPERATORS.map((operator) => ({ type: operator.type, operator }));

  it.each(operators)('$type has an icon that exists, and help in one sentence', ({ operator }) => {
    expect(iconNames).toContain(operator.palette.icon);
    expect(operator.palette.help).toMatch(/^[^.]+\.$/);
  });

  it.each(operators)('$type leaves no line of its face empty', ({ operator }) => {
    for (const { attributes, inputs } of operator.examples) {
      const { values } = parseValues(operator.attributes, attributes);
      const outputs = operator.infer(inputs, values);
      if (isProblem(outputs)) throw new Error(outputs.message);
      const said = operator.summary?.(values) || operator.usual?.(inputs, outputs);
      const kept = operator.summary !== undefined || operator.weights !== undefined;
      expect((said ?? '') !== '', JSON.stringify(attributes)).toBe(kept);
    }
  });

  it.each(operators.filter(({ operator }) => !['Input', 'Output'].includes(operator.type)))(
    '$type has examples that try every attribute',
    ({ operator }) => {
      expect(operator.examples.length).toBeGreaterThanOrEqual(3);
      for (const name of Object.keys(operator.attributes)) {
        const tried = operator.examples.some((example) => Object.hasOwn(example.attributes, name));
        expect(tried, `an example that sets ${name}`).toBe(true);
      }
    },
  );
});

describe('any attributes and any shapes', () => {
  const extent = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70_000 }));
  const shapes = fc.array(fc.array(extent, { maxLength: 6 }), { minLength: 1, maxLength: 4 });

  it.each(OPERATORS.map((operator) => ({ type: operator.type, operator })))(
    '$type answers without an exception, and sensibly',
    ({ operator }) => {
      const attributes = fc.record(
        Object.fromEntries(
          Object.entries(operator.attributes).map(([name, field]) => [name, arbitrary(field)]),
        ),
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(attributes, shapes, (stored, given) => {
          const { values, problems } = parseValues(operator.attributes, stored);
          expect(problems).toEqual([]);
          const count =
            operator.inputs.kind === 'fixed' ? operator.inputs.names.length : Math.max(2, given.length);
          const inputs = Array.from({ length: count }, (_, index) =>
            tensorType(given[index % given.length]!),
          );
          expect(operator.summary?.(values) ?? '').not.toContain('undefined');
          expect(operator.torch(values, [])).not.toMatch(/undefined|NaN/);
          expect(operator.torch(values, inputs)).not.toMatch(/undefined|NaN/);
          const inferred = operator.infer(inputs, values);
          if (isProblem(inferred)) {
            expect(inferred.message).toMatch(/\.$/);
            expect(inferred.message).not.toMatch(/undefined|NaN/);
            if (inferred.attribute !== undefined)
              expect(operator.attributes).toHaveProperty(inferred.attribute);
            return;
          }
          const said = operator.summary?.(values) || operator.usual?.(inputs, inferred);
          expect(said ?? '').not.toMatch(/undefined|NaN/);
          expect(inferred).toHaveLength(operator.outputs.length);
          for (const { shape } of inferred) {
            expect(shape.every((size) => Number.isInteger(size) && size >= 1)).toBe(true);
          }
          for (const weight of operator.weights?.(inputs, values) ?? []) {
            expect(weight.shape.every((size) => Number.isInteger(size) && size >= 1)).toBe(true);
          }
          expect(operator.macs?.(inputs, inferred, values) ?? 0).toBeGreaterThanOrEqual(0);
          const window = operator.window?.(inputs, values);
          if (window === undefined || window === 'global') return;
          for (const axis of [0, 1] as const) {
            expect(window.kernel[axis]).toBeGreaterThanOrEqual(1);
            expect(window.stride[axis]).toBeGreaterThan(0);
          }
        }),
      );
    },
  );
});

/** Values that the field's parser accepts; mostly small ones, where operators have their edges. */
function arbitrary(field: Field): fc.Arbitrary<unknown> {
  const between = (min: number, max: number): fc.Arbitrary<number> =>
    fc.oneof(fc.integer({ min, max: Math.min(max, min + 8) }), fc.integer({ min, max }));
  switch (field.control) {
    case 'integer':
      return between(field.min, field.max);
    case 'number':
      return fc.double({ min: field.min, max: field.max, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...field.options.map((option) => option.value));
    case 'pair': {
      const side = between(field.min, field.max);
      return fc.oneof(side, fc.tuple(side, side));
    }
    case 'padding': {
      const side = between(0, field.max);
      return fc.oneof(fc.constant('same'), side, fc.tuple(side, side));
    }
    case 'numbers':
      return fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 4 });
  }
}
