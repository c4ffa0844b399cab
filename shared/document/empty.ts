// The document that New gives.

import { DOCUMENT_VERSION, type Document } from './types.ts';

export function emptyDocument(): Document {
  return { version: DOCUMENT_VERSION, name: 'Untitled', seed: 0, nodes: {}, edges: {} };
}
