import { beforeEach, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { clipboardTrouble } from './clipboard.ts';
import { currentDocument, undo } from './document-store.ts';
import { duplicateBy } from './duplicating.ts';
import { addItem, appendItem } from './editing.ts';
import { openDocument } from './open-documents.ts';
import { useSession } from './session-store.ts';
import { unwireSelection, wireSelection } from './wiring.ts';

const top = () => levelAt(analysisOf(currentDocument()), '');
const record = (name: string) => Object.values(currentDocument().nodes).find((node) => node.name === name)!;
const ids = (...names: readonly string[]) => names.map((name) => record(name).id);
const wires = () =>
  Object.values(currentDocument().edges)
    .map(({ source, target, targetPort }) => {
      const { nodes } = currentDocument();
      return `${nodes[source]!.name} ${nodes[target]!.name}.${targetPort}`;
    })
    .sort();
const origin = { x: 0, y: 0 };
const operator = (type: string) => ({ kind: 'operator', type }) as const;

/** input → conv → relu. */
beforeEach(() => {
  openDocument(emptyDocument());
  addItem(top(), operator('Input'), origin);
  appendItem(top(), operator('Conv2d'), useSession.getState().nodes, origin);
  appendItem(top(), operator('ReLU'), useSession.getState().nodes, origin);
});

test('what is selected is wired along the flow, whatever the order it was selected in', () => {
  addItem(top(), operator('Tanh'), { x: 0, y: 900 });
  addItem(top(), operator('Add'), { x: 0, y: 1200 });
  expect(wireSelection(top(), ids('add', 'relu', 'tanh'))).toBeUndefined();
  expect(wires()).toContain('relu tanh.input');
  expect(wires().filter((wire) => wire.startsWith('tanh add.'))).toHaveLength(1);
  // A second wire into a merge takes the port that is free.
  expect(wireSelection(top(), ids('conv', 'add'))).toBeUndefined();
  expect(wires().filter((wire) => wire.includes(' add.'))).toHaveLength(2);
  undo();
  undo();
  expect(wires()).toEqual(['conv relu.input', 'input conv.input']);
});

test('nothing is wired twice, and what has no port is named', () => {
  expect(wireSelection(top(), ids('conv', 'relu'))?.message).toBe(
    'These nodes are wired to each other already.',
  );
  addItem(top(), operator('Input'), { x: 0, y: 900 });
  expect(wireSelection(top(), ids('relu', 'input2'))?.message).toBe(
    '"input2" has no input. Select nodes that a wire can join.',
  );
});

test('all wires of a selection go in one step', () => {
  expect(unwireSelection(top(), ids('conv'))).toBeUndefined();
  expect(wires()).toEqual([]);
  expect(unwireSelection(top(), ids('conv'))?.message).toBe('Nothing is wired to what is selected.');
  undo();
  expect(wires()).toHaveLength(2);
});

test('a copy by dragging stands where it was dropped, with the wires among what was copied', () => {
  const { x, y } = record('conv').position;
  expect(duplicateBy(top(), ids('conv', 'relu'), [], { x: 300, y: 40 })).toBeUndefined();
  expect(record('conv2').position).toEqual({ x: x + 300, y: y + 40 });
  expect(record('conv').position).toEqual({ x, y });
  expect(wires()).toEqual(['conv relu.input', 'conv2 relu2.input', 'input conv.input']);
  expect(useSession.getState().nodes.toSorted()).toEqual(ids('conv2', 'relu2').toSorted());
  undo();
  expect(Object.keys(currentDocument().nodes)).toHaveLength(3);
});

test.each([
  ['nn.ReLU()', 'The clipboard holds text (9 characters)'],
  ['[1, 2]', 'The clipboard holds JSON that Netloom did not write (6 characters)'],
  ['{"a": 1}', 'The clipboard holds JSON that Netloom did not write (8 characters)'],
  ['{"netloomClipboard":2}', 'cannot be read'],
  [`{"netloomClipboard":1,${' '.repeat(16_000_000)}`, 'up to 16,000,000 can be pasted'],
])('what is on the clipboard is told: %.40s', (text, words) => {
  expect(clipboardTrouble(text)).toContain(words);
});
