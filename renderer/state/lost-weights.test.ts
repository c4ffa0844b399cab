import { beforeEach, expect, test } from 'vitest';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument, dispatch, redo, undo, useDocumentStore } from './document-store.ts';
import { groupSelection } from './nesting.ts';
import { valuesLost, weightsLost } from './lost-weights.ts';
import { removeSelection } from './removing.ts';
import { renameNode } from './renaming.ts';
import { replaceNode } from './replacing.ts';
import { openTrained } from './testing/trained.ts';

beforeEach(() => openTrained());

const top = () => levelAt(analysisOf(currentDocument()), '');

function lostBy(edit: () => void) {
  const before = currentDocument();
  edit();
  expect(currentDocument()).not.toBe(before);
  return weightsLost(before, currentDocument());
}

const set = (node: string, values: Readonly<Record<string, unknown>>) => () => {
  expect(dispatch({ type: 'setValues', node, values })).toBeUndefined();
};

test('a layer whose kernel changed has lost its weight, and says which shape no longer fits', () => {
  const lost = lostBy(set('conv2', { kernelSize: [5, 5], padding: 2 }));
  expect(lost).toEqual([
    { path: 'conv2', lost: [{ name: 'weight', shape: [3, 2, 5, 5], unfit: [3, 2, 3, 3] }], kept: [] },
  ]);
  expect(valuesLost(lost)).toBe(150);
  // Told once: what follows costs it nothing more.
  expect(lostBy(set('conv2', { kernelSize: [7, 7], padding: 3 }))).toEqual([]);
});

test('undo and redo lead between the same two states, and the way back costs nothing', () => {
  const trained = currentDocument();
  set('conv2', { kernelSize: [5, 5], padding: 2 })();
  const changed = currentDocument();
  undo();
  expect(currentDocument()).toBe(trained);
  expect(weightsLost(changed, trained)).toEqual([]);
  redo();
  expect(currentDocument()).toBe(changed);
});

test('more channels cost the layer and the one that reads it', () => {
  expect(lostBy(set('conv1', { outChannels: 6 })).map(({ path }) => path)).toEqual(['conv1', 'conv2']);
});

test('the edit of a definition costs every instance', () => {
  const paths = lostBy(set('one.conv', { kernelSize: [1, 1], padding: 0 })).map(({ path }) => path);
  expect(paths).toEqual(['one.conv', 'two.conv']);
});

test('what is removed is no loss, and what its removal makes unfit is', () => {
  const lost = lostBy(() => removeSelection(top(), ['conv1'], []));
  expect(lost).toEqual([
    { path: 'conv2', lost: [{ name: 'weight', shape: [3, 3, 3, 3], unfit: [3, 2, 3, 3] }], kept: [] },
  ]);
});

test('a layer without its input has lost nothing; wired to something else it has', () => {
  const [edge] = Object.values(currentDocument().edges).filter(({ target }) => target === 'conv2');
  expect(lostBy(() => dispatch({ type: 'remove', nodes: [], edges: [edge!.id] }))).toEqual([]);
  const wire = (source: string, id: string) => dispatch({ type: 'connect', edge: { ...edge!, id, source } });
  const cut = currentDocument();
  expect(lostBy(() => wire('image', 'e2')).map(({ path }) => path)).toEqual(['conv2']);
  undo();
  expect(currentDocument()).toBe(cut);
  expect(lostBy(() => wire('conv1', 'e3'))).toEqual([]);
});

test('a layer that was unfit before its wire was cut has lost nothing by the next wire', () => {
  const told = (edit: () => void) => {
    edit();
    const { past, present } = useDocumentStore.getState().history;
    return weightsLost(past.at(-1)!, present, past.slice(0, -1)).map(({ path }) => path);
  };
  const [edge] = Object.values(currentDocument().edges).filter(({ target }) => target === 'conv2');
  const cut = () => dispatch({ type: 'remove', nodes: [], edges: [edge!.id] });
  const wire = () => dispatch({ type: 'connect', edge: edge! });
  expect(told(set('conv2', { kernelSize: [5, 5], padding: 2 }))).toEqual(['conv2']);
  expect(told(cut)).toEqual([]);
  // Any number of other steps may lie between, under another name, too.
  expect(told(() => renameNode('conv2', 'second'))).toEqual([]);
  expect(told(wire)).toEqual([]);
  undo();
  undo();
  undo();
  undo();
  // Cut first, it was not told yet.
  expect(told(cut)).toEqual([]);
  expect(told(set('conv2', { kernelSize: [5, 5], padding: 2 }))).toEqual([]);
  expect(told(wire)).toEqual(['conv2']);
});

test('what replaces a layer by another kind starts afresh, and says so', () => {
  const lost = lostBy(() => replaceNode(top(), 'conv2', { kind: 'operator', type: 'ConvTranspose2d' }));
  expect(lost[0]?.path).toBe('deconv');
  expect(lost[0]?.lost[0]).toMatchObject({ name: 'weight', unfit: undefined });
});

test('names, blocks and what is switched off and on cost nothing', () => {
  expect(lostBy(() => renameNode('conv1', 'stem'))).toEqual([]);
  expect(lostBy(() => groupSelection(top(), ['conv1', 'conv2']))).toEqual([]);
  set('conv2', { kernelSize: [5, 5], padding: 2 })();
  expect(
    lostBy(() => dispatch({ type: 'bypass', nodes: ['own'], bypassed: true })).map((one) => one.path),
  ).toEqual(expect.not.arrayContaining(['own.conv']));
  expect(
    lostBy(() => dispatch({ type: 'bypass', nodes: ['own'], bypassed: false })).map((one) => one.path),
  ).not.toContain('own.conv');
});
