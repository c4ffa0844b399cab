import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stderr } from 'node:process';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { serialiseDocument } from '../shared/document/serialise.ts';
import type { Document } from '../shared/document/types.ts';
import { findPreset } from '../renderer/presets/index.ts';
import { loadSource } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'netloom-source-'));
const path = join(folder, 'mine.netloom.json');
const lenet5 = findPreset('lenet5')!.build({}) as Document;
writeFileSync(path, serialiseDocument({ ...lenet5, weights: { id: 'mine', sha256: 'a'.repeat(64) } }));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

it('refuses weights that cannot be had where numbers come of them', async () => {
  await expect(loadSource(path, [])).rejects.toMatchObject({ code: 'weights-missing' });
});

it('goes on without them, and says so, where shapes and costs are asked for', async () => {
  const write = vi.spyOn(stderr, 'write').mockReturnValue(true);
  const { network, stored } = await loadSource(path, [], 'warn');
  expect(stored).toBeUndefined();
  expect(network.nodes.length).toBeGreaterThan(5);
  expect(write.mock.calls.map(([text]) => text)).toEqual([expect.stringMatching(/^warning: .*"mine"/)]);
});
