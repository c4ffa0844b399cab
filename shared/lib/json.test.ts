import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetloomError } from './errors.ts';
import { parseJson } from './json.ts';

const limits = { maxLength: 1_000_000, maxDepth: 64, maxValues: 100_000 };

function refusal(text: string): string {
  try {
    parseJson(text, limits);
  } catch (error) {
    if (error instanceof NetloomError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('parseJson', () => {
  it('reads what JSON.parse reads, as it reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
        const pretty = JSON.stringify(JSON.parse(text), undefined, space);
        const { value } = parseJson(pretty, limits);
        expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(pretty)));
      }),
    );
  });

  it('accepts or refuses any text as JSON.parse does, but for what it is stricter in', () => {
    const mark = fc.constantFrom(...'{}[]:,"\\ \n01.eE+-u', 'true', 'null', '"a"', '\\u0041', 'é');
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 12 }), (marks) => {
        const text = marks.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(
          valid ? /^(accepted|json-(number|duplicate-key))/ : /^json-(syntax|truncated|number|duplicate-key)/,
        ).toSatisfy((pattern: RegExp) => pattern.test(refusal(text)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('keeps __proto__ as plain data', () => {
    const { value } = parseJson('{"__proto__": {"polluted": true}, "constructor": 1, "toString": 2}', limits);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('tells on which line an object begins', () => {
    const { value, lineOf } = parseJson('{\n  "a": [\n    {}\n  ]\n}', limits);
    const { a } = value as { a: [object] };
    expect([lineOf(value as object), lineOf(a), lineOf(a[0]), lineOf({})]).toEqual([1, 2, 3, undefined]);
  });

  it.each([
    ['{"a": 1,\n "a": 2}', 'json-duplicate-key: Line 2: the key "a" is there twice.'],
    ['{"__proto__": 1, "__proto__": 2}', 'json-duplicate-key: Line 1: the key "__proto__" is there twice.'],
    ['[NaN]', 'json-syntax: Line 1: a value was expected, but "NaN" was found.'],
    ['[1e400]', 'json-number: Line 1: the number 1e400 is too large.'],
    ['[9007199254740993]', 'json-number: Line 1: the number 9007199254740993 cannot be held exactly.'],
    ['['.repeat(1_000_000), 'json-too-deep: Line 1: the data are nested more than 64 deep.'],
    [`[${'0,'.repeat(200_000)}0]`, 'json-too-many-values: Line 1: there are more than 100000 values.'],
    [' '.repeat(1_000_001), 'json-too-large: The text has 1000001 characters; at most 1000000 are read.'],
    [
      '{"a":\n',
      'json-truncated: The text ends on line 2, in the middle of the data: the file was not saved or copied completely.',
    ],
    ['["a\nb"]', 'json-syntax: Line 1: a line break or control character stands inside a text.'],
    ['["\\x"]', 'json-syntax: Line 1: a text holds an unknown escape after a backslash.'],
    ['{a: 1}', 'json-syntax: Line 1: a key in double quotes was expected, but "a" was found.'],
    ['[1] 2', 'json-syntax: Line 1: "2" follows the end of the data.'],
  ])('refuses %.40s', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it('reads −0 as 0, and integers beyond 2⁵³ as doubles are written', () => {
    expect(Object.is((parseJson('[-0]', limits).value as number[])[0], 0)).toBe(true);
    expect(parseJson('[9007199254740994, 59238832180881210, 1e300]', limits).value).toEqual([
      9007199254740994, 59238832180881210, 1e300,
    ]);
  });
});
