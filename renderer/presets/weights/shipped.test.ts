import { expect, it } from 'vitest';
import { isShipped, LENET5_WEIGHTS, readShipped } from './index.ts';

const bytes = Uint8Array.of(1, 2, 3);
const files = { read: () => Promise.resolve(bytes), sha256: () => LENET5_WEIGHTS.sha256 };

it('gives the bytes that were asked for, where they are those', async () => {
  expect(await readShipped(LENET5_WEIGHTS, files)).toBe(bytes);
  expect(isShipped(LENET5_WEIGHTS)).toBe(true);
});

it.each([
  [{ ...LENET5_WEIGHTS, id: 'toString' }, files, 'weights-missing', /"toString"/],
  [LENET5_WEIGHTS, { ...files, sha256: () => 'ab' }, 'weights-changed', /another version of the weights/],
  [
    LENET5_WEIGHTS,
    { ...files, read: () => Promise.reject(new Error('status 404')) },
    'weights-unreadable',
    /cannot be read: status 404/,
  ],
])('says why it has none: %#', async (reference, host, code, message) => {
  await expect(readShipped(reference, host)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as unknown,
  });
});

it('counts only the very weights as shipped', () => {
  expect(isShipped({ ...LENET5_WEIGHTS, sha256: '0'.repeat(64) })).toBe(false);
});
