import { expect, test } from 'vitest';
import { customNode, documentOf, operatorNode } from '../../shared/testing/graphs.ts';
import { analysisOf } from './analysis.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { openDocument } from './open-documents.ts';
import { blockOf, canvasId, holderIn, recordId, unfoldingKey } from './unfolding.ts';

const keyOf = (path: string): string => unfoldingKey(analysisOf(currentDocument()).network, path);

test('an unfolded block is known by ids: it stays the same when it, or what holds it, is renamed', () => {
  openDocument(
    documentOf(
      [customNode('outer'), customNode('inner', 'outer'), operatorNode('relu', 'ReLU', {}, 'inner')],
      [],
    ),
  );
  dispatch({ type: 'rename', node: 'outer', name: 'stage' });
  expect(keyOf('stage')).toBe('outer');
  const key = keyOf('stage.inner');
  dispatch({ type: 'rename', node: 'outer', name: 'layer1' });
  dispatch({ type: 'rename', node: 'inner', name: 'conv' });
  expect(keyOf('layer1.conv')).toBe(key);
  expect(key).not.toBe(keyOf('layer1'));
});

test('an id on the canvas tells its record, its block, and what holds it there', () => {
  const block = canvasId('outer', 'inner');
  const id = canvasId(block, 'relu');
  expect([recordId(id), blockOf(id)]).toEqual(['relu', block]);
  expect([recordId('relu'), blockOf('relu'), canvasId('', 'relu')]).toEqual(['relu', '', 'relu']);
  expect([holderIn('', id), holderIn('outer', id), holderIn(block, id)]).toEqual(['outer', 'inner', 'relu']);
  expect(holderIn('other', id)).toBeUndefined();
});
