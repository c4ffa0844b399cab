import { beforeEach, expect, test } from 'vitest';
import { after } from '../../shared/testing/graphs.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument, endGesture, undo } from './document-store.ts';
import { unfoldRows } from './nesting.ts';
import { repeatBlock } from './repeating.ts';
import { openTrained, sources, trained } from './testing/trained.ts';

beforeEach(() => {
  endGesture();
  openTrained();
});

/** Where the values come from of what is inside a block, by the path within it. */
function within(block: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...sources()]
      .filter(([path]) => path.startsWith(`${block}.`))
      .map(([path, source]) => [path.slice(block.length + 1), source]),
  );
}

const isStored = (source: string) => /^\d+$/.test(source);

test.each(['own', 'one'])('every repetition of %s begins with the weights of the one there was', (block) => {
  // As many channels out as in: what follows in the row has the same shapes.
  openTrained(
    after(
      trained(),
      { type: 'setValues', node: 'own.conv', values: { outChannels: 3 } },
      { type: 'setValues', node: 'one.conv', values: { outChannels: 12 } },
    ),
  );
  const before = within(block);
  expect(Object.values(before).every(isStored)).toBe(true);
  expect(repeatBlock(block, 3)).toBeUndefined();
  for (const repetition of ['0', '1', '2']) expect(within(`${block}.${repetition}`)).toEqual(before);
  expect(unfoldRows(levelAt(analysisOf(currentDocument()), ''), [block])).toBeUndefined();
  for (const repetition of ['0', '1', '2']) expect(within(`${block}.${repetition}`)).toEqual(before);
});

test('a template that comes to stand in a row, or no longer does, keeps its weights', () => {
  const before = within('stage');
  expect(repeatBlock('stage', 2)).toBeUndefined();
  // The second has other channels at its input: what does not fit starts afresh, and what does is the same.
  for (const [path, source] of Object.entries(within('stage.0'))) expect(source, path).toBe(before[path]);
  expect(repeatBlock('stage', 1)).toBeUndefined();
  expect(within('stage')).toEqual(before);
});

test('a row that is typed anew gets back what each of its blocks had', () => {
  const before = within('row');
  expect(Object.keys(before)).toHaveLength(3);
  const start = currentDocument();
  expect(repeatBlock('row', 1)).toBeUndefined();
  expect(within('row')).toEqual({ 'conv.weight': before['0.conv.weight'] });
  expect(repeatBlock('row', 3)).toBeUndefined();
  expect(within('row')).toEqual(before);
  expect(repeatBlock('row', 2)).toBeUndefined();
  expect(within('row')).toEqual(Object.fromEntries(Object.entries(before).slice(0, 2)));
  // Numbers typed into one field are one step.
  undo();
  expect(currentDocument()).toBe(start);
});

test('a repetition that a row gains is told from those that were trained', () => {
  const before = within('row');
  expect(repeatBlock('row', 4)).toBeUndefined();
  const { '3.conv.weight': gained, ...others } = within('row');
  expect(others).toEqual(before);
  expect(gained).toMatch(/^\{/);
});
