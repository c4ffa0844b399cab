// Strict JSON for files from outside: budgets before allocation, duplicate keys and unholdable numbers refused,
// every key plain data (`__proto__` too), and every fault with the line it is on.
// Grammar: RFC 8259.

import { NetloomError } from './errors.ts';

export interface JsonLimits {
  /** UTF-16 units of the text. */
  readonly maxLength: number;
  readonly maxDepth: number;
  /** Values of any kind. */
  readonly maxValues: number;
}

export interface ParsedJson {
  readonly value: unknown;
  /** Line, from 1, on which an object or array of the value begins. */
  lineOf(value: object): number | undefined;
}

interface Cursor {
  readonly text: string;
  readonly limits: JsonLimits;
  at: number;
  values: number;
  /** Offset of every object and array. */
  readonly offsets: Map<object, number>;
}

/** @throws NetloomError with a code that begins with `json-` */
export function parseJson(text: string, limits: JsonLimits): ParsedJson {
  if (text.length > limits.maxLength) {
    throw new NetloomError(
      'json-too-large',
      `The text has ${text.length} characters; at most ${limits.maxLength} are read.`,
    );
  }
  const cursor: Cursor = { text, limits, at: 0, values: 0, offsets: new Map() };
  skipSpace(cursor);
  const value = readValue(cursor, 0);
  skipSpace(cursor);
  if (cursor.at < text.length)
    throw fault(cursor, 'json-syntax', `${found(cursor)} follows the end of the data`);
  return {
    value,
    lineOf(of) {
      const offset = cursor.offsets.get(of);
      return offset === undefined ? undefined : lineAt(text, offset);
    },
  };
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function fault(cursor: Cursor, code: string, what: string): NetloomError {
  if (cursor.at >= cursor.text.length && code === 'json-syntax') {
    return new NetloomError(
      'json-truncated',
      `The text ends on line ${lineAt(cursor.text, cursor.text.length)}, in the middle of the data: the file was not saved or copied completely.`,
    );
  }
  return new NetloomError(code, `Line ${lineAt(cursor.text, cursor.at)}: ${what}.`);
}

/** What stands at the cursor, for a message. */
function found(cursor: Cursor): string {
  const word = /^[\w+.-]{1,20}/.exec(cursor.text.slice(cursor.at, cursor.at + 20))?.[0];
  return JSON.stringify(word ?? String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0));
}

const QUOTE = 34;
const BACKSLASH = 92;

function skipSpace(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    const code = text.charCodeAt(cursor.at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    cursor.at += 1;
  }
}

function readValue(cursor: Cursor, depth: number): unknown {
  cursor.values += 1;
  if (cursor.values > cursor.limits.maxValues) {
    throw fault(cursor, 'json-too-many-values', `there are more than ${cursor.limits.maxValues} values`);
  }
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor, depth + 1);
    case '[':
      return readArray(cursor, depth + 1);
    case '"':
      return readString(cursor);
    case 't':
      return readWord(cursor, 'true', true);
    case 'f':
      return readWord(cursor, 'false', false);
    case 'n':
      return readWord(cursor, 'null', null);
    default:
      return readNumber(cursor);
  }
}

function checkDepth(cursor: Cursor, depth: number): void {
  if (depth <= cursor.limits.maxDepth) return;
  throw fault(cursor, 'json-too-deep', `the data are nested more than ${cursor.limits.maxDepth} deep`);
}

function readObject(cursor: Cursor, depth: number): Record<string, unknown> {
  checkDepth(cursor, depth);
  const object: Record<string, unknown> = {};
  cursor.offsets.set(object, cursor.at);
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === '}') {
    cursor.at += 1;
    return object;
  }
  for (;;) {
    if (cursor.text[cursor.at] !== '"') {
      throw fault(
        cursor,
        'json-syntax',
        `a key in double quotes was expected, but ${found(cursor)} was found`,
      );
    }
    const start = cursor.at;
    const key = readString(cursor);
    if (Object.hasOwn(object, key)) {
      cursor.at = start;
      throw fault(cursor, 'json-duplicate-key', `the key ${JSON.stringify(key.slice(0, 60))} is there twice`);
    }
    skipSpace(cursor);
    expectMark(cursor, ':');
    const value = readValue(cursor, depth);
    if (key === '__proto__') {
      // Assignment would set the prototype.
      Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
    } else {
      object[key] = value;
    }
    skipSpace(cursor);
    if (cursor.text[cursor.at] === '}') break;
    expectMark(cursor, ',');
  }
  cursor.at += 1;
  return object;
}

function readArray(cursor: Cursor, depth: number): unknown[] {
  checkDepth(cursor, depth);
  const array: unknown[] = [];
  cursor.offsets.set(array, cursor.at);
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === ']') {
    cursor.at += 1;
    return array;
  }
  for (;;) {
    array.push(readValue(cursor, depth));
    skipSpace(cursor);
    if (cursor.text[cursor.at] === ']') break;
    expectMark(cursor, ',');
  }
  cursor.at += 1;
  return array;
}

function expectMark(cursor: Cursor, mark: ':' | ','): void {
  if (cursor.text[cursor.at] !== mark) {
    throw fault(cursor, 'json-syntax', `"${mark}" was expected, but ${found(cursor)} was found`);
  }
  cursor.at += 1;
  skipSpace(cursor);
}

function readWord<T>(cursor: Cursor, word: string, value: T): T {
  if (!cursor.text.startsWith(word, cursor.at)) throw unreadable(cursor);
  cursor.at += word.length;
  return value;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Numbers that doubles cannot hold are refused instead of changed; −0 becomes 0, as JSON text knows no other. */
function readNumber(cursor: Cursor): number {
  NUMBER.lastIndex = cursor.at;
  const token = NUMBER.exec(cursor.text)?.[0];
  if (token === undefined) throw unreadable(cursor);
  const value = Number(token);
  if (!Number.isFinite(value)) {
    throw fault(cursor, 'json-number', `the number ${token.slice(0, 40)} is too large`);
  }
  // Beyond 2⁵³ only what a double itself is written as comes back unchanged.
  if (!Number.isSafeInteger(value) && /^-?\d+$/.test(token) && String(value) !== token) {
    throw fault(cursor, 'json-number', `the number ${token.slice(0, 40)} cannot be held exactly`);
  }
  cursor.at += token.length;
  return value === 0 ? 0 : value;
}

function unreadable(cursor: Cursor): NetloomError {
  return fault(cursor, 'json-syntax', `a value was expected, but ${found(cursor)} was found`);
}

function readString(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) {
      at += 2;
      continue;
    }
    // NaN, past the end, is not ≥ 32 either.
    if (!(code >= 32)) {
      cursor.at = at;
      throw fault(cursor, 'json-syntax', 'a line break or control character stands inside a text');
    }
    at += 1;
  }
  const body = text.slice(start, at);
  if (!body.includes('\\')) {
    cursor.at = at + 1;
    return body;
  }
  try {
    // The engine knows the escapes; the body holds no bare quote, so this reads one string.
    const value = JSON.parse(`"${body}"`) as string;
    cursor.at = at + 1;
    return value;
  } catch {
    throw fault(cursor, 'json-syntax', 'a text holds an unknown escape after a backslash');
  }
}
