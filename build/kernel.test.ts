import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMPILED, compileKernel } from './kernel.ts';

it('the bytes of the kernel are those of its source (npm run kernel makes them)', async () => {
  expect(readFileSync(COMPILED, 'utf8')).toBe(await compileKernel());
});
