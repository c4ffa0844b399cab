// The bytes of a document's stored weights: from its own file, or from those that ship with Netloom.

import type { Document } from '../../shared/document/types.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import { LENET5_WEIGHTS } from '../presets/weights/index.ts';
import lenet5Url from '../presets/weights/lenet5.safetensors?url';

const SHIPPED: Readonly<Record<string, string>> = { [LENET5_WEIGHTS.id]: lenet5Url };

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
      `This network refers to stored weights "${reference.id}", which neither its file nor Netloom holds. It starts from fresh weights.`,
    );
  }
  const response = await fetch(SHIPPED[reference.id]!);
  if (!response.ok) {
    throw new NetloomError(
      'weights-unreadable',
      `The weights that ship with Netloom cannot be read (status ${response.status}). The network starts from fresh weights.`,
    );
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (sha256 !== reference.sha256) {
    throw new NetloomError(
      'weights-changed',
      `This network was made with other weights "${reference.id}" than this Netloom ships. It starts from fresh weights.`,
    );
  }
  return bytes;
}
