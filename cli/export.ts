// netloom export: a network with its weights as an ONNX file, written whole or not at all.

import { stdout } from 'node:process';
import { compile } from '../shared/compile/compile.ts';
import { writeAtomic } from '../shared/node/write-atomic.ts';
import { modelChunks } from '../shared/weights/write-model.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { MAX_SEED } from '../shared/document/invariants.ts';
import { integerOption, onlyPositional, parseOptions, type CliCommand } from './command.ts';
import { loadSource } from './source.ts';
import { progressLine } from './progress.ts';

export const exportCommand: CliCommand = {
  name: 'export',
  summary: 'Write a network as an ONNX file',
  help: `Usage: netloom export <source> -o file.onnx [--opset N] [--seed N] [--dynamic-batch] [--set name=value …]

  <source>           preset:<id>, or a *.netloom or *.netloom.json file
  -o, --output FILE  where to write; an existing file is replaced when the new one is whole
  --opset N          ONNX opset, 13 to 21 (17)
  --seed N           seed of fresh weights (the document's)
  --dynamic-batch    leave the batch dimension open, as "batch"
  --set name=value   sets an argument of the preset; may be repeated
`,
  async run(args) {
    const { values, positionals } = parseOptions(args, {
      output: { type: 'string', short: 'o' },
      opset: { type: 'string' },
      seed: { type: 'string' },
      'dynamic-batch': { type: 'boolean' },
      set: { type: 'string', multiple: true },
    });
    const source = onlyPositional(positionals, 'The source');
    if (values.output === undefined || values.output === '') {
      throw new NetloomError('usage', 'The file to write is missing: -o file.onnx.');
    }
    const opset = values.opset === undefined ? undefined : integerOption('opset', values.opset, 13, 21);
    const seed = values.seed === undefined ? undefined : integerOption('seed', values.seed, 0, MAX_SEED);
    const { document, network, stored } = await loadSource(source, values.set ?? []);
    const compiled = compile(network, {
      name: document.name,
      ...(opset === undefined ? {} : { opset }),
      dynamicBatch: values['dynamic-batch'] === true,
    });
    const chunks = modelChunks(compiled.model, compiled.weights, seed ?? document.seed, stored, {
      reuseBuffers: true,
    });
    const { byteLength } = chunks;
    const progress = progressLine('Writing', byteLength);
    async function* reported() {
      let written = 0;
      for (const chunk of chunks) {
        yield chunk;
        progress.update((written += chunk.byteLength));
      }
    }
    try {
      const file = await writeAtomic(values.output, reported(), { byteLength });
      stdout.write(
        `${file.path}: ${file.byteLength.toLocaleString('en-US')} bytes, opset ${compiled.model.opset}\n`,
      );
    } finally {
      progress.end();
    }
  },
};
