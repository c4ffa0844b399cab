// One sample of bench/export.ts: writes a file and prints how long it took and the most memory it had.

import { open, rename } from 'node:fs/promises';
import { argv, resourceUsage, stdout } from 'node:process';
import { LIBRARY, findPreset } from '../renderer/presets/index.ts';
import { compile } from '../shared/compile/compile.ts';
import { expand } from '../shared/network/expand.ts';
import { planModel } from '../shared/weights/model-plan.ts';
import { writeModel } from '../cli/write-model.ts';

const [mode, what, file] = argv.slice(2) as [string, string, string];
const start = performance.now();
const bytes = mode === 'export' ? await exportPreset(what, file) : await writeBytes(Number(what), file);
const milliseconds = performance.now() - start;
stdout.write(JSON.stringify({ milliseconds, bytes, peakBytes: resourceUsage().maxRSS * 1024 }));

async function exportPreset(id: string, path: string): Promise<number> {
  const document = findPreset(id)!.build({});
  if ('code' in document) throw new Error(document.message);
  const { model, weights } = compile(expand(document, LIBRARY));
  const written = await writeModel(path, planModel(model, weights, document.seed));
  return written.byteLength;
}

async function writeBytes(byteLength: number, path: string): Promise<number> {
  const chunk = new Uint8Array(4 * 2 ** 20).fill(1);
  const handle = await open(`${path}.tmp`, 'w');
  for (let left = byteLength; left > 0; left -= chunk.length) {
    await handle.write(chunk, 0, Math.min(left, chunk.length));
  }
  await handle.sync();
  await handle.close();
  await rename(`${path}.tmp`, path);
  return byteLength;
}
