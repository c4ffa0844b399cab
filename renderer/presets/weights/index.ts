// The trained weights that ship with Netloom: which there are, and what is checked of them. Hosts read the files,
// which lie beside this one.

import type { WeightsReference } from '../../../shared/document/types.ts';
import { messageOf, NetloomError } from '../../../shared/lib/errors.ts';

/** Trained on handwritten digits by build/train-lenet5; accuracy and split are in lenet5.json. */
export const LENET5_WEIGHTS: WeightsReference = {
  id: 'lenet5',
  sha256: '3244f9b8a15086cb2e27bf8303243b643b27a339e6d9bec3972381b4c2a47b78',
};

export type ShippedFile = 'lenet5.safetensors';

const SHIPPED: readonly { readonly weights: WeightsReference; readonly file: ShippedFile }[] = [
  { weights: LENET5_WEIGHTS, file: 'lenet5.safetensors' },
];

/** Whether these weights come with this Netloom, so that no file need hold them. */
export function isShipped({ id, sha256 }: WeightsReference): boolean {
  return SHIPPED.some(({ weights }) => weights.id === id && weights.sha256 === sha256);
}

/** How a host gets at the files, and its own SHA-256, in lower-case hex. */
export interface ShippedFiles {
  read(file: ShippedFile): Promise<Uint8Array<ArrayBuffer>>;
  sha256(bytes: Uint8Array<ArrayBuffer>): string | Promise<string>;
}

/**
 * The shipped weights that a document refers to.
 * @throws NetloomError `weights-missing`, `weights-unreadable`, or `weights-changed` where they are another version
 */
export async function readShipped(
  { id, sha256 }: WeightsReference,
  files: ShippedFiles,
): Promise<Uint8Array<ArrayBuffer>> {
  const shipped = SHIPPED.find(({ weights }) => weights.id === id);
  if (shipped === undefined) {
    throw new NetloomError(
      'weights-missing',
      `This network refers to stored weights "${id}", which neither its file nor Netloom holds.`,
    );
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await files.read(shipped.file);
  } catch (cause) {
    throw new NetloomError(
      'weights-unreadable',
      `The weights that ship with Netloom cannot be read: ${messageOf(cause)}`,
      { cause },
    );
  }
  if ((await files.sha256(bytes)) !== sha256) {
    throw new NetloomError(
      'weights-changed',
      `This network was made with another version of the weights "${id}" than this Netloom ships.`,
    );
  }
  return bytes;
}
