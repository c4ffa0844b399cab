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

it('takes the arguments of a preset in the source, and others after them', async () => {
  const classes = async (source: string, settings: readonly string[]) =>
    (await loadSource(source, settings)).document.origin?.arguments;
  expect(await classes('preset:lenet5?activation=ReLU&numClasses=3', [])).toEqual({
    activation: 'ReLU',
    numClasses: 3,
  });
  expect(await classes('preset:lenet5?numClasses=3', ['numClasses=4'])).toEqual({ numClasses: 4 });
});

it('leaves question marks to the names of files', async () => {
  const odd = join(folder, 'what?=a.netloom.json');
  writeFileSync(odd, serialiseDocument(lenet5));
  expect((await loadSource(odd, [])).document.name).toBe(lenet5.name);
});

it('says how a preset is written where its name alone is given', async () => {
  await expect(loadSource('resnet50', [])).rejects.toThrow(/ The preset is preset:resnet50\.$/u);
  await expect(loadSource('resnet5000', [])).rejects.not.toThrow(/The preset is/u);
});
