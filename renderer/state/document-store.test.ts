import { beforeEach, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document } from '../../shared/document/types.ts';
import {
  currentDocument,
  dispatch,
  markSaved,
  provideWeights,
  takeBackGesture,
  undo,
  weightsOf,
  weightsToSave,
} from './document-store.ts';
import { closeDocument, findOpen, frontOf, isDirty, openDocument, useDocuments } from './open-documents.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const own = bytes('the weights of the file');
const shipped = bytes('weights that ship');
const shippedReference = { id: 'shipped', sha256: 'b'.repeat(64) };
const trained: Document = {
  ...emptyDocument(),
  name: 'Trained',
  weights: { id: 'mine', sha256: 'a'.repeat(64) },
};

const toSave = () => weightsToSave(frontOf(useDocuments.getState()));

beforeEach(() => {
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
  openDocument(trained, { weights: own });
});

test('own weights come back with an undo, and are saved again', () => {
  dispatch({ type: 'replace', document: { ...emptyDocument(), weights: shippedReference } });
  provideWeights(shippedReference, shipped);
  expect(weightsOf(currentDocument())).toBe(shipped);
  expect(toSave()).toBeUndefined();
  undo();
  expect(weightsOf(currentDocument())).toBe(own);
  expect(toSave()).toBe(own);
});

test('shipped weights go to every open document that means them, and to no other', () => {
  openDocument({ ...emptyDocument(), weights: shippedReference });
  const behind = useDocuments.getState().front;
  openDocument(trained, { weights: own });
  provideWeights(shippedReference, shipped);
  expect(findOpen(behind)?.weightsFiles.get(shippedReference.sha256)?.bytes).toBe(shipped);
  expect(frontOf(useDocuments.getState()).weightsFiles.size).toBe(1);
  expect(weightsOf(currentDocument())).toBe(own);
  expect(toSave()).toBe(own);
});

test('weights that the file brought stay its own where Netloom ships the same', () => {
  provideWeights(trained.weights!, own);
  expect(toSave()).toBe(own);
});

test('a document without its weights finds them where they are open, and does not save them as its own', () => {
  openDocument(trained);
  expect(weightsOf(currentDocument())).toBe(own);
  expect(toSave()).toBeUndefined();
  closeDocument(useDocuments.getState().documents[0]!.id);
  expect(weightsOf(currentDocument())).toBeUndefined();
});

test('a document that another is saved over has no file any more, and is unsaved', () => {
  const file = { name: 'a.netloom', token: 'a', form: 'container' } as const;
  const first = openDocument(trained, { file });
  const second = openDocument({ ...trained, name: 'Other' });
  markSaved(second, currentDocument(), file);
  expect(findOpen(first)?.file?.token).toBeUndefined();
  expect(isDirty(findOpen(first))).toBe(true);
  expect(isDirty(findOpen(second))).toBe(false);
});

test('a gesture that is taken back leaves no step, no change to save, and what was undone before it', () => {
  const history = () => frontOf(useDocuments.getState()).history;
  dispatch({ type: 'setSeed', seed: 5 });
  undo();
  const before = history();
  dispatch({ type: 'setSeed', seed: 7 }, { gesture: 'seed' });
  dispatch({ type: 'setSeed', seed: 77 }, { gesture: 'seed' });
  expect(isDirty()).toBe(true);
  takeBackGesture('another');
  expect(currentDocument().seed).toBe(77);
  takeBackGesture('seed');
  expect(history()).toBe(before);
  expect(isDirty()).toBe(false);
  // It is over: nothing more is taken back.
  dispatch({ type: 'setSeed', seed: 8 });
  takeBackGesture('seed');
  expect(currentDocument().seed).toBe(8);
});
