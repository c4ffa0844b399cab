// Processes that are killed at random moments, hundreds of times: what they had told to be kept is there, files are
// the old ones or the new ones, and whoever comes next finds nothing half-done.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJournalFiles } from '../electron/files/journals.ts';
import { findPreset, LIBRARY } from '../renderer/presets/index.ts';
import { compile } from '../shared/compile/compile.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import type { Document } from '../shared/document/types.ts';
import { expand } from '../shared/network/expand.ts';
import { sweepFolder } from '../shared/node/sweep.ts';
import { blockState, fillUniform, streamKey } from '../shared/tensor/random.ts';
import { modelBytes, planModel } from '../shared/weights/model-plan.ts';
import { LINES_A_CHECKPOINT, lineOf } from './killed/lines.ts';
import { ROOT } from './paths.ts';

/** Of each kind; more by NETLOOM_KILLS. */
const KILLS = Number(process.env['NETLOOM_KILLS'] ?? 60);
/** At once: while some start, others work. */
const TOGETHER = 3;
/** Milliseconds after a process is ready, at most: some dozens of its writes. */
const LATEST = 120;

let folder = '';

/** Bundled, they start in a tenth of the time. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-killed-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const name of ['journal-child', 'export-child']) {
    await build({
      configFile: false,
      root: ROOT,
      publicDir: false,
      logLevel: 'error',
      ssr: { noExternal: true, external: ['onnxruntime-node', 'onnxruntime-web'] },
      build: {
        outDir: folder,
        emptyOutDir: false,
        target: 'node20',
        ssr: join(ROOT, 'build/killed', `${name}.ts`),
        rolldownOptions: { output: { entryFileNames: `${name}.js` } },
      },
    });
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The same moments in every run of the test. */
function moments(name: string): readonly number[] {
  const drawn = new Float32Array(KILLS);
  fillUniform(drawn, blockState(streamKey(1, name), 0), 0, LATEST);
  return [...drawn];
}

/** Runs a script and kills it so long after it said that it is ready. What it had told until then. */
function killAfter(delay: number, script: string, args: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, script), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (told === '') setTimeout(() => child.kill('SIGKILL'), delay);
      told += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== null) reject(new Error(`${script} ended by itself, with code ${code}.`));
      // A line that was cut off was not told.
      else resolve(told.split('\n').slice(1, -1));
    });
  });
}

/** Several lanes, each with a folder of its own, kill after kill. */
async function killOften(name: string, once: (lane: string, delay: number) => Promise<void>): Promise<void> {
  const delays = moments(name);
  await Promise.all(
    Array.from({ length: TOGETHER }, async (_, lane) => {
      const own = join(folder, `${name}-${lane}`);
      await mkdir(own);
      for (let index = lane; index < delays.length; index += TOGETHER) await once(own, delays[index]!);
    }),
  );
}

test('a journal has every line that was told to be kept, and the next start finds nothing half-done', async () => {
  const journal = `${'a'.repeat(32)}.1`;
  let most = 0;
  await killOften('journals', async (lane, delay) => {
    const document = join(lane, 'net.netloom');
    await writeFile(document, 'a network');
    const drafts = join(lane, 'drafts');
    const told = await killAfter(delay, 'journal-child.js', [drafts, journal, document]);
    const acknowledged = told.length === 0 ? -1 : Number(told.at(-1));
    most = Math.max(most, acknowledged);

    const next = createJournalFiles(drafts);
    const kept = await next.list();
    expect((await readdir(drafts)).filter((name) => !/\.(journal|file)$/.test(name))).toEqual([]);
    if (acknowledged >= 0) expect(kept).toHaveLength(1);
    if (kept[0] !== undefined) {
      const text = await readFile(kept[0].path, 'utf8');
      const begun = Number(text.slice(0, text.indexOf(' ')));
      expect(begun % LINES_A_CHECKPOINT).toBe(0);
      const lines = text.split('\n').slice(0, -1);
      lines.forEach((line, index) => expect(`${line}\n` === lineOf(begun + index)).toBe(true));
      // The one that was on its way may be there, too, whole or in part.
      const last = begun + lines.length - 1;
      expect([acknowledged, acknowledged + 1]).toContain(last);
      expect((await next.fileOf(journal))?.path).toBe(document);
    }
    await next.remove(journal);
    expect(await readdir(drafts)).toEqual([]);
  });
  expect(most).toBeGreaterThan(LINES_A_CHECKPOINT);
}, 1_200_000);

test('an export that is killed leaves the file of before or the new one, whole', async () => {
  const document = findPreset('lenet5')!.build({ activation: 'ReLU' }) as Document;
  const { weights: _trained, ...fresh } = document;
  const { model, weights } = compile(expand(fresh, LIBRARY), { name: document.name });
  const [even, odd] = [0, 1].map((seed) => Buffer.from(modelBytes(planModel(model, weights, seed))));
  const source = join(folder, 'net.netloom.json');
  await writeFile(source, serialiseDocument(fresh));
  let most = 0;
  await killOften('exports', async (lane, delay) => {
    const target = join(lane, 'net.onnx');
    const before = await readFile(target).catch(() => undefined);
    const told = await killAfter(delay, 'export-child.js', [source, target]);
    most = Math.max(most, told.length);
    const after = await readFile(target).catch(() => undefined);
    // As many as were told, or one more, or, where none was, what was there before.
    const rounds =
      told.length === 0
        ? [before, even]
        : [told.length % 2 === 1 ? even : odd, told.length % 2 === 1 ? odd : even];
    expect(
      rounds.some((bytes) => bytes === after || (bytes !== undefined && after?.equals(bytes) === true)),
    ).toBe(true);
    await sweepFolder(lane, 0);
    expect((await readdir(lane)).filter((name) => name !== 'net.onnx')).toEqual([]);
  });
  expect(most).toBeGreaterThan(2);
}, 1_200_000);
