// The bytes of a document's stored weights: from its own file, or from those that ship with Netloom.

import type { Document } from '../../shared/document/types.ts';
import type { StoredTensors } from '../../shared/network/types.ts';
import { readSafetensors, storedTensors } from '../../shared/weights/safetensors.ts';
import { readShipped, type ShippedFile } from '../presets/weights/index.ts';
import lenet5Url from '../presets/weights/lenet5.safetensors?url';
import { currentDocument, provideWeights, weightsOf } from './document-store.ts';
import { useDocuments } from './open-documents.ts';

const ADDRESSES: Readonly<Record<ShippedFile, string>> = { 'lenet5.safetensors': lenet5Url };

/**
 * The shipped weights that the document refers to; undefined where it refers to none.
 * @throws NetloomError `weights-missing`, `weights-unreadable` or `weights-changed`
 */
export async function shippedWeights(document: Document): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (document.weights === undefined) return undefined;
  return readShipped(document.weights, { read: fetchShipped, sha256 });
}

async function fetchShipped(file: ShippedFile): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(ADDRESSES[file]);
  if (!response.ok) throw new Error(`status ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const parsed = new WeakMap<Uint8Array, StoredTensors>();

/**
 * Where the tensors of a weights file lie; read once per file.
 * @throws NetloomError with a code that begins with `safetensors-`
 */
export function tensorsOf(weights: Uint8Array<ArrayBuffer>): StoredTensors {
  let tensors = parsed.get(weights);
  if (tensors === undefined) {
    tensors = storedTensors(readSafetensors(weights));
    parsed.set(weights, tensors);
  }
  return tensors;
}

/**
 * Fetches shipped weights whenever the document comes to refer to others than are here. Where they cannot be had the
 * network goes on with fresh ones; `onError` hears of it once.
 */
export function followWeights(onError: (error: unknown) => void): () => void {
  const tried = new Set<string>();
  const look = (): void => {
    const present = currentDocument();
    const reference = present.weights;
    if (reference === undefined || weightsOf(present) !== undefined || tried.has(reference.sha256)) return;
    tried.add(reference.sha256);
    shippedWeights(present)
      .then((bytes) => {
        tried.delete(reference.sha256);
        if (bytes !== undefined) {
          tensorsOf(bytes);
          provideWeights(reference, bytes);
        }
      })
      .catch(onError);
  };
  look();
  return useDocuments.subscribe(look);
}
