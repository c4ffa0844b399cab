// Fresh ids of nodes and edges: short, random, never reused.

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 10;

/** Ten base-36 characters: 52 bits, so that even a million ids hardly ever meet. */
export function freshId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) id += ALPHABET[byte % ALPHABET.length];
  return id;
}
