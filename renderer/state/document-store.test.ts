import { beforeEach, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document } from '../../shared/document/types.ts';
import {
  currentDocument,
  dispatch,
  openDocument,
  provideWeights,
  undo,
  weightsOf,
  weightsToSave,
} from './document-store.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const own = bytes('the weights of the file');
const shipped = bytes('weights that ship');
const shippedReference = { id: 'shipped', sha256: 'b'.repeat(64) };
const trained: Document = {
  ...emptyDocument(),
  name: 'Trained',
  weights: { id: 'mine', sha256: 'a'.repeat(64) },
};

beforeEach(() => openDocument(trained, { weights: own }));

test('own weights come back with an undo, and are saved again', () => {
  dispatch({ type: 'replace', document: { ...emptyDocument(), weights: shippedReference } });
  provideWeights(shippedReference, shipped);
  expect(weightsOf(currentDocument())).toBe(shipped);
  expect(weightsToSave(currentDocument())).toBeUndefined();
  undo();
  expect(weightsOf(currentDocument())).toBe(own);
  expect(weightsToSave(currentDocument())).toBe(own);
});

test('shipped weights that arrive for a document closed meanwhile leave those of the open one alone', () => {
  openDocument({ ...emptyDocument(), weights: shippedReference });
  openDocument(trained, { weights: own });
  provideWeights(shippedReference, shipped);
  expect(weightsOf(currentDocument())).toBe(own);
  expect(weightsToSave(currentDocument())).toBe(own);
});

test('weights that the file brought stay its own where Netloom ships the same', () => {
  provideWeights(trained.weights!, own);
  expect(weightsToSave(currentDocument())).toBe(own);
});

test('another document does not get the weights of the one before', () => {
  openDocument(trained);
  expect(weightsOf(currentDocument())).toBeUndefined();
});
