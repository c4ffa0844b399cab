import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VERSION } from './version.ts';

it("is package.json's version", () => {
  const packageText = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect((JSON.parse(packageText) as { version: string }).version).toBe(VERSION);
});
