import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryDocument } from '../testing/documents.ts';
import { applyCommand, type Command } from './commands.ts';
import { emptyDocument } from './empty.ts';
import { changeLine, checkpointLine, readJournal } from './journal.ts';
import { serialiseDocument } from './serialise.ts';
import type { Document, NodeRecord } from './types.ts';

const node = (id: string): NodeRecord => ({
  id,
  kind: 'operator',
  parentId: null,
  name: id,
  position: { x: 0, y: 0 },
  operator: 'Conv2d',
  attributes: {},
});

function after(document: Document, command: Command): Document {
  const result = applyCommand(document, command);
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

/** A journal of these states: its lines, and the states that have one. */
function journalOf(states: readonly Document[]): { lines: string[]; told: Document[] } {
  const [first, ...others] = states;
  let { line, end } = checkpointLine(first!, 1000, { name: 'net.netloom', form: 'text' });
  const [lines, told] = [[line], [first!]];
  for (const [index, state] of others.entries()) {
    const next = changeLine(end, state, 1001 + index);
    if (next === undefined) continue;
    ({ line, end } = next);
    lines.push(line);
    told.push(state);
  }
  return { lines, told };
}

/** A session of edits, with an undo of a deletion, which brings nodes back to their old places. */
function session(): Document[] {
  const states = [after(emptyDocument(), { type: 'addNode', node: node('a') })];
  const step = (command: Command) => states.push(after(states.at(-1)!, command));
  for (const id of ['b', 'c', 'constructor', '7']) step({ type: 'addNode', node: node(id) });
  step({
    type: 'connect',
    edge: { id: 'e', source: 'a', sourcePort: 'output', target: 'b', targetPort: 'input' },
  });
  const before = states.at(-1)!;
  step({ type: 'remove', nodes: ['a', 'c'], edges: [] });
  states.push(before);
  step({ type: 'setName', name: 'Größe 🦊 "\\' });
  step({ type: 'move', positions: { b: { x: -3.5, y: 1e9 } } });
  step({ type: 'setValues', node: 'c', values: { outChannels: 8 } });
  return states;
}

const { lines, told } = journalOf(session());
const text = lines.join('');

test('a journal brings back the last state, its time and the name of its file', () => {
  const work = readJournal(text);
  expect(serialiseDocument(work.document)).toBe(serialiseDocument(told.at(-1)!));
  expect(work).toMatchObject({ at: 1000 + lines.length - 1, file: { name: 'net.netloom', form: 'text' } });
});

test('a journal of any documents brings back the last, word for word', () => {
  fc.assert(
    fc.property(fc.array(arbitraryDocument, { minLength: 1, maxLength: 6 }), (states) => {
      const journal = journalOf(states);
      const { document } = readJournal(journal.lines.join(''));
      expect(serialiseDocument(document)).toBe(serialiseDocument(journal.told.at(-1)!));
    }),
    { numRuns: 100 },
  );
});

describe('a writer that was killed', () => {
  test('at the end of any record leaves every record before', () => {
    for (let count = 1; count <= lines.length; count += 1) {
      const { document } = readJournal(lines.slice(0, count).join(''));
      expect(serialiseDocument(document)).toBe(serialiseDocument(told[count - 1]!));
    }
  });

  test('in the middle of a record, at any character, leaves the records before it', () => {
    let from = 0;
    for (const [index, line] of lines.entries()) {
      for (let length = 0; length < line.length; length += 1) {
        const cut = text.slice(0, from + length);
        // Of the last line nothing is missing but its end.
        const whole = length === line.length - 1 ? index + 1 : index;
        if (whole === 0) expect(() => readJournal(cut)).toThrow('damaged from its beginning on');
        else expect(serialiseDocument(readJournal(cut).document)).toBe(serialiseDocument(told[whole - 1]!));
      }
      from += line.length;
    }
  });
});

describe('damage', () => {
  test('in any record ends the journal before it', () => {
    let from = 0;
    for (const [index, line] of lines.entries()) {
      for (let at = 0; at < line.length - 1; at += 7) {
        const flipped = String.fromCharCode(text.charCodeAt(from + at) ^ 1);
        const damaged = text.slice(0, from + at) + flipped + text.slice(from + at + 1);
        if (index === 0) expect(() => readJournal(damaged)).toThrow('damaged from its beginning on');
        else {
          expect(serialiseDocument(readJournal(damaged).document)).toBe(serialiseDocument(told[index - 1]!));
        }
      }
      from += line.length;
    }
  });

  test.each([
    ['a record that is missing', [...lines.slice(0, 3), ...lines.slice(4)], 2],
    ['a record that is there twice', [...lines.slice(0, 3), lines[2]!, ...lines.slice(3)], 2],
    ['records that changed places', [...lines.slice(0, 3), lines[4]!, lines[3]!], 2],
    ['a second checkpoint', [...lines.slice(0, 3), lines[0]!], 2],
    ['a blank line', [...lines.slice(0, 3), '\n', ...lines.slice(3)], 2],
  ])('%s ends it', (_what, parts, last) => {
    expect(serialiseDocument(readJournal(parts.join('')).document)).toBe(serialiseDocument(told[last]!));
  });

  test.each(['', '\n', 'nonsense', '00000000 {}', '{"number":1}\n', lines[1]!])(
    'a journal that is %j brings nothing back',
    (nothing) => {
      expect(() => readJournal(nothing)).toThrow('damaged from its beginning on');
    },
  );
});

test('a state that is no document is passed over for the one before it', () => {
  const good = checkpointLine(told[0]!, 1, undefined);
  const bad = { ...told[0]!, seed: 'seven' } as unknown as Document;
  const journal = good.line + changeLine(good.end, bad, 2)!.line;
  expect(readJournal(journal)).toMatchObject({ at: 1, document: { seed: 0 }, file: undefined });
  expect(() => readJournal(checkpointLine(bad, 1, undefined).line)).toThrow('seed is "seven"');
});

test('a journal of a newer Netloom says so', () => {
  const newer = { ...told[0]!, version: 99 } as unknown as Document;
  expect(() => readJournal(checkpointLine(newer, 1, undefined).line)).toThrow('made by a newer Netloom');
});
