// Compiles shared/tensor/random-kernel.wat to the module beside it that holds its bytes, as hexadecimal text: the
// command line runs without a build step, and a worker loads nothing more. build/kernel.test.ts compares the two.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import loadWabt from 'wabt';
import { ROOT } from './paths.ts';

const SOURCE = join(ROOT, 'shared/tensor/random-kernel.wat');
export const COMPILED = join(ROOT, 'shared/tensor/random-kernel-bytes.ts');
const HEX_A_LINE = 100;

/** The text of COMPILED. */
export async function compileKernel(): Promise<string> {
  const wabt = await loadWabt();
  const module = wabt.parseWat(SOURCE, readFileSync(SOURCE), { simd: true });
  try {
    module.validate();
    const hex = Buffer.from(module.toBinary({}).buffer).toString('hex');
    const lines = Array.from({ length: Math.ceil(hex.length / HEX_A_LINE) }, (_, line) =>
      hex.slice(line * HEX_A_LINE, (line + 1) * HEX_A_LINE),
    );
    return `// Compiled from random-kernel.wat by \`npm run kernel\`: not written by hand.

export const KERNEL_HEX = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
  } finally {
    module.destroy();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(COMPILED, await compileKernel());
}
