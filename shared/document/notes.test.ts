import { describe, expect, it } from 'vitest';
import { applyCommand, type Command } from './commands.ts';
import { emptyDocument } from './empty.ts';
import { parseDocument } from './parse.ts';
import { serialiseDocument } from './serialise.ts';
import type { Document, NoteRecord } from './types.ts';

const FRAME: NoteRecord = {
  id: 'n',
  kind: 'frame',
  parentId: null,
  text: 'Stem',
  colour: 'blue',
  position: { x: 10, y: 20 },
  size: { width: 300, height: 200 },
};

function run(document: Document, ...commands: readonly Command[]): Document {
  return commands.reduce((current, command) => {
    const result = applyCommand(current, command);
    if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
    return result.document;
  }, document);
}

function refusal(document: Document, command: Command): string | undefined {
  const result = applyCommand(document, command);
  return result.ok ? undefined : result.problem.code;
}

const conv: Command = {
  type: 'addNode',
  node: {
    id: 'conv',
    kind: 'operator',
    operator: 'Conv2d',
    attributes: {},
    parentId: null,
    name: 'conv',
    position: { x: 50, y: 60 },
  },
};
const group: Command = {
  type: 'group',
  nodes: ['conv'],
  block: 'g',
  name: 'block',
  position: { x: 0, y: 0 },
  inputs: { x: 0, y: 0 },
  outputs: { x: 0, y: 0 },
  notes: ['n'],
};
const framed = run(emptyDocument(), { type: 'addNote', note: FRAME });

describe('notes', () => {
  it('are changed, moved and removed; the field goes with the last', () => {
    const changed = run(
      framed,
      { type: 'changeNote', note: 'n', changes: { text: 'Head', colour: 'red' } },
      { type: 'move', positions: {}, notes: { n: { x: 1, y: 2 } } },
    );
    expect(changed.notes?.['n']).toEqual({ ...FRAME, text: 'Head', colour: 'red', position: { x: 1, y: 2 } });
    expect(run(changed, { type: 'remove', nodes: [], edges: [], notes: ['n'] })).toEqual(emptyDocument());
    expect(run(framed, { type: 'changeNote', note: 'n', changes: { text: 'Stem' } })).toBe(framed);
    expect(run(framed, { type: 'move', positions: {}, notes: { n: { x: Infinity, y: 0 } } })).toBe(framed);
  });

  it.each([
    ['id-taken', { type: 'addNote', note: FRAME }],
    ['parent-missing', { type: 'addNote', note: { ...FRAME, id: 'm', parentId: 'nowhere' } }],
    ['note-missing', { type: 'changeNote', note: 'm', changes: { text: 'a' } }],
    ['note-size', { type: 'changeNote', note: 'n', changes: { size: { width: 10, height: 90 } } }],
    ['note-too-long', { type: 'changeNote', note: 'n', changes: { text: 'x'.repeat(10_001) } }],
    ['note-characters', { type: 'changeNote', note: 'n', changes: { text: 'a\u0000b' } }],
    ['note-place', { type: 'changeNote', note: 'n', changes: { position: { x: 1e10, y: 0 } } }],
  ] satisfies [string, Command][])('are refused with %s', (code, command) => {
    expect(refusal(framed, command)).toBe(code);
  });

  it('go into a block, out of it, and away with it', () => {
    const grouped = run(framed, conv, group);
    expect(grouped.notes?.['n']?.parentId).toBe('g');
    const shift = { x: 5, y: 7 };
    const freed = run(grouped, { type: 'ungroup', block: 'g', shift });
    expect(freed.notes?.['n']).toEqual({ ...FRAME, position: { x: 15, y: 27 } });
    expect(run(grouped, { type: 'remove', nodes: ['g'], edges: [] }).notes).toBeUndefined();
  });

  it('come with a pasted graph, onto the level that it goes to', () => {
    const graph = { nodes: {}, edges: {}, notes: { m: { ...FRAME, id: 'm' } } };
    const block = run(framed, conv, group);
    expect(run(block, { type: 'addGraph', graph, parentId: 'g' }).notes?.['m']?.parentId).toBe('g');
    expect(
      refusal(framed, { type: 'addGraph', graph: { ...graph, notes: { n: FRAME } }, parentId: null }),
    ).toBe('id-taken');
  });

  it('are written one a line and read back; a document without them says nothing of them', () => {
    const text = serialiseDocument(framed);
    expect(text).toContain('"notes": [\n  {"id":"n","kind":"frame","parentId":null,"text":"Stem"');
    expect(parseDocument(text)).toEqual(framed);
    expect(serialiseDocument(emptyDocument())).not.toContain('notes');
  });

  it('that do not fit are told with their line', () => {
    const text = serialiseDocument(framed).replace('"blue"', '"pink"');
    expect(() => parseDocument(text)).toThrow(
      'Line 9, note "n": colour is "pink"; expected "grey" or "blue" or "green" or "yellow" or "red" or "purple".',
    );
    expect(() => parseDocument(serialiseDocument(framed).replace('"Stem"', '"a\\u0000"'))).toThrow(
      'Note "n" contains control or broken characters.',
    );
  });
});
