// One sample of bench/export.ts: writes a file and prints how long it took and the most memory it had.

import { open, rename } from 'node:fs/promises';
import { argv, resourceUsage, stdout } from 'node:process';
import { crc32 } from 'node:zlib';
import { LIBRARY, findPreset } from '../renderer/presets/index.ts';
import { compile } from '../shared/compile/compile.ts';
import { expand } from '../shared/network/expand.ts';
import { planModel } from '../shared/weights/model-plan.ts';
import { writeModel } from '../cli/write-model.ts';

const [mode, what, file] = argv.slice(2) as [string, string, string];
const start = performance.now();
const bytes =
  mode === 'export'
    ? await exportPreset(what, file)
    : await writeBytes(Number(what), file, mode === 'checked');
const milliseconds = performance.now() - start;
stdout.write(JSON.stringify({ milliseconds, bytes, peakBytes: resourceUsage().maxRSS * 1024 }));

async function exportPreset(id: string, path: string): Promise<number> {
  const document = findPreset(id)!.build({});
  if ('code' in document) throw new Error(document.message);
  const { model, weights } = compile(expand(document, LIBRARY));
  const written = await writeModel(path, planModel(model, weights, document.seed));
  return written.byteLength;
}

/** @param checked whether the file is read back and its checksum compared, as an export's is */
async function writeBytes(byteLength: number, path: string, checked: boolean): Promise<number> {
  const chunk = new Uint8Array(4 * 2 ** 20).fill(1);
  const handle = await open(`${path}.tmp`, 'w+');
  let written = 0;
  for (let left = byteLength; left > 0; left -= chunk.length) {
    const piece = chunk.subarray(0, Math.min(left, chunk.length));
    await handle.write(piece);
    if (checked) written = crc32(piece, written);
  }
  await handle.sync();
  if (checked) {
    let found = 0;
    for (let at = 0; at < byteLength;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
      found = crc32(chunk.subarray(0, bytesRead), found);
      at += bytesRead;
    }
    if (found !== written) throw new Error('The disk gave back other bytes than it was given.');
  }
  await handle.close();
  await rename(`${path}.tmp`, path);
  return byteLength;
}
