// What a verdict on a model holds for: the same graph with the same weights from the same seed.

import type { Compiled } from '../../../shared/compile/types.ts';
import type { LoadRequest } from '../protocol.ts';

/**
 * SHA-256 over the encoded model, where each weight's values come from, the seed, and the stored values themselves
 * where any are used. Weights of gigabytes are made from these and need not be read.
 */
export async function fingerprintOf(
  encoded: Uint8Array<ArrayBuffer>,
  weights: Compiled['weights'],
  { seed, stored }: Pick<LoadRequest, 'seed' | 'stored'>,
): Promise<string> {
  const usesStored = weights.some(({ source }) => source.kind === 'stored');
  const sources = new TextEncoder().encode(
    JSON.stringify([seed, weights.map(({ path, shape, source }) => [path, shape, source])]),
  );
  const parts = [encoded, sources, ...(usesStored && stored !== undefined ? [stored] : [])];
  const digests = await Promise.all(parts.map((part) => crypto.subtle.digest('SHA-256', part)));
  const hex = (digest: ArrayBuffer): string =>
    Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digests.map(hex).join(' ');
}
