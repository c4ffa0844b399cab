import { expect, test } from 'vitest';
import { documentOf, operatorNode } from '../../shared/testing/graphs.ts';
import type { Document } from '../../shared/document/types.ts';
import { analysisOf } from './analysis.ts';

const seeded = (seed: number): Document => ({ ...documentOf([operatorNode('relu', 'ReLU')], []), seed });

test('what is asked for again is analysed once; what was asked for long ago is not held for good', () => {
  const documents = Array.from({ length: 300 }, (_, seed) => seeded(seed));
  const analyses = documents.map((document) => analysisOf(document));
  expect(analysisOf(documents.at(-1)!)).toBe(analyses.at(-1));
  expect(analysisOf(documents.at(-20)!)).toBe(analyses.at(-20));
  expect(analysisOf(documents[0]!)).not.toBe(analyses[0]);
  expect(analysisOf(documents[0]!)).toEqual(analyses[0]);
});
