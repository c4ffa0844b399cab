// Document files: *.netloom (a store-only ZIP of network.json and, where there are any, weights.safetensors) and
// *.netloom.json (the text alone). Told apart by content, never by name.

import { NetloomError } from '../lib/errors.ts';
import { checksumsOf, type Checksums } from '../lib/checksums.ts';
import { sha256 } from '../lib/sha256.ts';
import { readZip, zipByteLength, zipParts } from '../lib/zip.ts';
import { MAX_DOCUMENT_LENGTH, parseDocument } from './parse.ts';
import { serialiseDocument } from './serialise.ts';
import { describeBytes, isZip } from '../lib/sniff.ts';
import type { Document } from './types.ts';

export interface NetloomFile {
  readonly document: Document;
  /** The whole safetensors file inside, a view into the bytes that were read. */
  readonly weights?: Uint8Array;
}

const NETWORK_ENTRY = 'network.json';
const WEIGHTS_ENTRY = 'weights.safetensors';

/**
 * Reads a document file of either form.
 * @param onProgress told how much is done, from 0 to 1, where there are weights to check
 * @throws NetloomError as `parseDocument` and `readZip` do; `document-empty`, `document-foreign` for other files,
 *   `document-encoding`, `container-entry`, `weights-hash`
 */
export function readNetloomFile(bytes: Uint8Array, onProgress?: (done: number) => void): NetloomFile {
  if (bytes.length === 0) {
    throw new NetloomError('document-empty', 'The file is empty: there is no document in it.');
  }
  if (isZip(bytes)) return readContainer(bytes, onProgress);
  if (!startsLikeJson(bytes)) {
    const kind = describeBytes(bytes);
    throw new NetloomError(
      'document-foreign',
      `This is no Netloom document${kind === undefined ? '' : `: it looks like ${kind}`}. Open a *.netloom or *.netloom.json file.`,
    );
  }
  return { document: parseDocument(decode(bytes)) };
}

/** A *.netloom file to write: its weights are the caller's own array, not a copy. */
export interface NetloomFilePlan {
  readonly byteLength: number;
  /**
   * The file in parts, in order.
   * @param checksums of the weights, where there are any
   * @throws NetloomError `weights-hash` where the weights are not the ones that the document means
   */
  parts(checksums: Checksums | undefined): readonly Uint8Array[];
}

/** @param weights the safetensors file that `document.weights` refers to */
export function planNetloomFile(document: Document, weights?: Uint8Array): NetloomFilePlan {
  const network = { name: NETWORK_ENTRY, bytes: new TextEncoder().encode(serialiseDocument(document)) };
  const stored = weights === undefined ? undefined : { name: WEIGHTS_ENTRY, bytes: weights };
  return {
    byteLength: zipByteLength(stored === undefined ? [network] : [network, stored]),
    parts(checksums) {
      if (stored === undefined) return zipParts([network]);
      if (checksums === undefined) throw new Error('Weights are not written unchecked.');
      checkHash(document, checksums.sha256);
      return zipParts([network, { ...stored, checksum: checksums.crc32 }]);
    },
  };
}

/**
 * The bytes of a *.netloom file.
 * @param weights the safetensors file that `document.weights` refers to
 * @throws NetloomError `weights-hash` where they are not the ones that the document means
 */
export function writeNetloomFile(document: Document, weights?: Uint8Array): Uint8Array<ArrayBuffer> {
  const plan = planNetloomFile(document, weights);
  const file = new Uint8Array(plan.byteLength);
  let offset = 0;
  for (const part of plan.parts(weights === undefined ? undefined : checksumsOf(weights))) {
    file.set(part, offset);
    offset += part.length;
  }
  return file;
}

function readContainer(bytes: Uint8Array, onProgress?: (done: number) => void): NetloomFile {
  // Weights are nearly all of a large file, and each byte is read twice: for the ZIP's checksum and for their hash.
  let read = 0;
  const onBytes = (count: number): void => {
    read += count;
    onProgress?.(Math.min(1, read / (2 * bytes.length)));
  };
  const entries = new Map(readZip(bytes, onBytes).map((entry) => [entry.name, entry.bytes] as const));
  const network = entries.get(NETWORK_ENTRY);
  if (network === undefined) {
    const torch = [...entries.keys()].some((name) => name.endsWith('/data.pkl'));
    throw new NetloomError(
      'document-foreign',
      `This is a ZIP archive without a ${NETWORK_ENTRY}, so no Netloom document${torch ? '; it looks like a PyTorch checkpoint' : ''}.`,
    );
  }
  for (const name of entries.keys()) {
    if (name !== NETWORK_ENTRY && name !== WEIGHTS_ENTRY) {
      throw new NetloomError(
        'container-entry',
        `The document holds an entry "${name.slice(0, 80)}" that this Netloom does not know and would lose on saving. A newer Netloom may have written it.`,
      );
    }
  }
  const document = parseDocument(decode(network));
  const weights = entries.get(WEIGHTS_ENTRY);
  if (weights === undefined) return { document };
  checkHash(document, sha256(weights, onBytes));
  return { document, weights };
}

function checkHash(document: Document, actual: string): void {
  const expected = document.weights?.sha256;
  if (actual === expected) return;
  throw new NetloomError(
    'weights-hash',
    `The weights in the file are not the ones that the document means: their SHA-256 begins with ${actual.slice(0, 12)}, expected ${expected === undefined ? 'no weights' : expected.slice(0, 12)}. The file was damaged or put together from two.`,
  );
}

function startsLikeJson(bytes: Uint8Array): boolean {
  // A byte order mark, spaces and line breaks may come first.
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
  return at >= bytes.length || bytes[at] === 0x7b || bytes[at] === 0x5b;
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_DOCUMENT_LENGTH) {
    throw new NetloomError(
      'json-too-large',
      `The document's text has ${bytes.length} bytes; at most ${MAX_DOCUMENT_LENGTH} are read.`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new NetloomError(
      'document-encoding',
      'The document is not UTF-8 text: it was damaged, or saved in another encoding.',
      { cause },
    );
  }
}
