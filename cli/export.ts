// netloom export: a network with its weights as an ONNX file, written whole or not at all.

import { basename } from 'node:path';
import { stderr, stdout } from 'node:process';
import { compile, DEFAULT_OPSET, MAX_OPSET, MIN_OPSET } from '../shared/compile/compile.ts';
import { planModel } from '../shared/weights/model-plan.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { MAX_SEED } from '../shared/document/invariants.ts';
import { integerOption, onlyPositional, parseOptions, type CliCommand } from './command.ts';
import { oneLine } from './one-line.ts';
import { loadSource } from './source.ts';
import { progressLine } from './progress.ts';
import { tellWarnings } from './warnings.ts';
import { writeModel } from './write-model.ts';

export const exportCommand: CliCommand = {
  name: 'export',
  summary: 'Write a network as an ONNX file',
  help: `Usage: netloom export <source> -o file.onnx [--opset N] [--seed N] [--dynamic-batch] [--set name=value …]

  <source>           preset:<id>, or a *.netloom or *.netloom.json file
  -o, --output FILE  where to write; an existing file is replaced when the new one is whole
  --opset N          ONNX opset, ${MIN_OPSET} to ${MAX_OPSET} (${DEFAULT_OPSET})
  --seed N           seed of fresh weights (the document's)
  --dynamic-batch    leave the batch dimension open, as "batch"
  --set name=value   sets an argument of the preset; may be repeated

Warnings, such as stored weights that no longer fit or a file not named *.onnx, are told on stderr; the file is
written.
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
    const opset =
      values.opset === undefined ? undefined : integerOption('opset', values.opset, MIN_OPSET, MAX_OPSET);
    const seed = values.seed === undefined ? undefined : integerOption('seed', values.seed, 0, MAX_SEED);
    const { document, network, stored } = await loadSource(source, values.set ?? []);
    tellWarnings(network);
    const compiled = compile(network, {
      name: document.name,
      ...(opset === undefined ? {} : { opset }),
      dynamicBatch: values['dynamic-batch'] === true,
    });
    const plan = planModel(compiled.model, compiled.weights, seed ?? document.seed, stored);
    const progress = progressLine('Writing', plan.byteLength);
    try {
      const file = await writeModel(values.output, plan, progress.update);
      stdout.write(
        `${file.path}: ${file.byteLength.toLocaleString('en-US')} bytes, opset ${compiled.model.opset}\n`,
      );
      if (!/\.onnx$/i.test(file.path)) stderr.write(`${oneLine(unusualName(basename(file.path)))}\n`);
    } finally {
      progress.end();
    }
  },
};

function unusualName(name: string): string {
  return `warning: the file is called "${name}"; runtimes and viewers look for names that end in .onnx.`;
}
