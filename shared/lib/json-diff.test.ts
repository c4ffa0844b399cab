import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyJsonDiff, diffJson, type JsonDiff } from './json-diff.ts';

const value = fc.letrec<{ object: Record<string, unknown> }>((tie) => ({
  object: fc.dictionary(
    fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', '1', ''), fc.string()),
    fc.oneof({ depthSize: 'small' }, fc.jsonValue({ maxDepth: 1 }), tie('object')),
    { maxKeys: 6 },
  ),
})).object;

const text = (members: object): string => JSON.stringify(members);

test('a difference that went through JSON makes the one of the other, with its order', () => {
  fc.assert(
    fc.property(value, value, (before, after) => {
      const diff = diffJson(before, after);
      const told = diff === undefined ? undefined : (JSON.parse(text(diff)) as JsonDiff);
      expect(text(told === undefined ? before : applyJsonDiff(before, told))).toBe(text(after));
    }),
    { numRuns: 500 },
  );
});

test('nothing is told of what is the same', () => {
  fc.assert(
    fc.property(value, (members) => {
      expect(diffJson(members, members)).toBeUndefined();
      expect(diffJson(members, structuredClone(members))).toBeUndefined();
    }),
  );
});

test('one record among many is all that is told', () => {
  const nodes = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`n${index}`, { x: index }]));
  const after = { nodes: { ...nodes, n7: { x: 70 } } };
  expect(diffJson({ nodes }, after)).toEqual({ change: { nodes: { change: { n7: { set: { x: 70 } } } } } });
});

test('what is not asked for is not made', () => {
  const diff = JSON.parse('{"set":{"__proto__":{"polluted":true}},"remove":["b"]}') as JsonDiff;
  const made = applyJsonDiff({ a: 1, b: 2 }, diff);
  expect(Object.keys(made)).toEqual(['a', '__proto__']);
  expect('polluted' in {}).toBe(false);
  expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
});
