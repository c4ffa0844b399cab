import { beforeEach, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import { dispatch } from './document-store.ts';
import { closeDocument, moveDocument, openDocument, useDocuments } from './open-documents.ts';
import { frontTitle, titleOf } from './titles.ts';

const open = (name: string) => openDocument({ ...emptyDocument(), name }, { dirty: true });

beforeEach(() => {
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
});

test('documents of one name are numbered as they were opened, wherever their tabs stand', () => {
  const [first, second, third] = [open('LeNet-5'), open('LeNet-5'), open('AlexNet')];
  expect([first, second, third].map(titleOf)).toEqual(['LeNet-5', 'LeNet-5 2', 'AlexNet']);
  moveDocument(second, 0);
  expect([first, second].map(titleOf)).toEqual(['LeNet-5', 'LeNet-5 2']);
  closeDocument(first);
  expect(titleOf(second)).toBe('LeNet-5');
  expect(titleOf(first)).toBe('');
});

test('a number that is part of a name is left to it, before and after', () => {
  const all = [open('Net'), open('Net 2'), open('Net'), open('Net 2'), open('Net')];
  expect(all.map(titleOf)).toEqual(['Net', 'Net 2', 'Net 3', 'Net 2 2', 'Net 4']);
});

test('the network keeps its name, and a new one gives the number back', () => {
  open('Net');
  open('Net');
  expect(frontTitle()).toBe('Net 2');
  expect(useDocuments.getState().documents.map(({ history }) => history.present.name)).toEqual([
    'Net',
    'Net',
  ]);
  dispatch({ type: 'setName', name: 'Mine' });
  expect(frontTitle()).toBe('Mine');
});
