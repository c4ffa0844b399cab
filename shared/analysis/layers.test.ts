import { expect, test } from 'vitest';
import { findPreset, LIBRARY } from '../../renderer/presets/index.ts';
import { expand } from '../network/expand.ts';
import { blocksAround, layersOf, listRows, rowTree, type Row } from './layers.ts';

const built = findPreset('resnet50')!.build({});
if ('code' in built) throw new Error(built.message);
const network = expand(built, LIBRARY);
const tree = rowTree(network);
const paths = (rows: readonly Row[]) => rows.map(({ element }) => element.path);
const shut = () => false;
const wide = () => true;

test('unfolded, the rows are every element, each block before what is inside', () => {
  const rows = listRows(tree, { isOpen: wide });
  expect(rows).toHaveLength(network.elements.size);
  for (const [at, { element, depth }] of rows.entries()) {
    expect(depth).toBe(blocksAround(element.path).length);
    for (const around of blocksAround(element.path)) {
      expect(rows.findIndex((row) => row.element.path === around)).toBeLessThan(at);
    }
  }
});

test('layers are the operators that run, in the order in which they run', () => {
  expect(paths(layersOf(tree))).toEqual(network.nodes.map(({ path }) => path));
});

test('folded, only the top; what is sought is listed with the blocks around it, whatever is folded', () => {
  expect(paths(listRows(tree, { isOpen: shut }))).toEqual(
    [...network.levels.get('')!.elements.values()].map(({ path }) => path),
  );
  expect(paths(listRows(tree, { isOpen: shut, sought: new Set(['layer1.2.conv3', 'fc']) }))).toEqual([
    'layer1',
    'layer1.2',
    'layer1.2.conv3',
    'fc',
  ]);
  expect(listRows(tree, { isOpen: wide, sought: new Set() })).toEqual([]);
});

test('sorting keeps rows in their blocks; what is skipped is left out with its inside', () => {
  const byName = (a: Row, b: Row) => b.element.record.name.localeCompare(a.element.record.name);
  const rows = listRows(tree, {
    isOpen: (path) => path === 'layer1',
    compare: byName,
    skip: ({ port, element }) => port || element.path === 'layer4',
  });
  const names = paths(rows);
  expect(names.slice(names.indexOf('layer1') + 1, names.indexOf('layer1') + 4)).toEqual([
    'layer1.2',
    'layer1.1',
    'layer1.0',
  ]);
  expect(names).not.toContain('layer4');
});
