// The bytes of a document's stored weights: from its own file, or from those that ship with Netloom.

import type { Document, WeightsReference } from '../../shared/document/types.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import type { StoredTensors } from '../../shared/network/types.ts';
import { readSafetensors, storedTensors } from '../../shared/weights/safetensors.ts';
import { LENET5_WEIGHTS } from '../presets/weights/index.ts';
import lenet5Url from '../presets/weights/lenet5.safetensors?url';
import { provideWeights, useDocumentStore, weightsOf } from './document-store.ts';

const SHIPPED: Readonly<Record<string, string>> = { [LENET5_WEIGHTS.id]: lenet5Url };

/** Whether these weights come with this Netloom, so that no file need hold them. */
export function isShipped({ id, sha256 }: WeightsReference): boolean {
  return id === LENET5_WEIGHTS.id && sha256 === LENET5_WEIGHTS.sha256;
}

/**
 * The shipped weights that the document refers to; undefined where it refers to none.
 * @throws NetloomError `weights-missing`, `weights-unreadable` or `weights-changed`
 */
export async function shippedWeights(document: Document): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reference = document.weights;
  if (reference === undefined) return undefined;
  if (!Object.hasOwn(SHIPPED, reference.id)) {
    throw new NetloomError(
      'weights-missing',
      `This network refers to stored weights "${reference.id}", which neither its file nor Netloom holds.`,
    );
  }
  const response = await fetch(SHIPPED[reference.id]!);
  if (!response.ok) {
    throw new NetloomError(
      'weights-unreadable',
      `The weights that ship with Netloom cannot be read (status ${response.status}).`,
    );
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (sha256 !== reference.sha256) {
    throw new NetloomError(
      'weights-changed',
      `This network was made with other weights "${reference.id}" than this Netloom ships.`,
    );
  }
  return bytes;
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
    const { present } = useDocumentStore.getState().history;
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
  return useDocumentStore.subscribe(look);
}
