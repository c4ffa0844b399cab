// Unfolds a document's blocks into a flat, typed network.

import type { Document } from '../document/types.ts';
import type { Library, Network, StoredTensors } from './types.ts';

/** @param stored where trained tensors lie, by path; fresh initialisers stand in for the others */
export function expand(_document: Document, _library: Library, _stored?: StoredTensors): Network {
  throw new Error('to be written');
}
