// netloom run: a network on an image, on ONNX Runtime's native CPU build or its WASM build.

import { stdout } from 'node:process';
import { compile } from '../shared/compile/compile.ts';
import { MAX_SEED } from '../shared/document/invariants.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { median } from '../shared/lib/median.ts';
import type { Network } from '../shared/network/types.ts';
import { noiseInput } from '../shared/tensor/image.ts';
import { modelBytes, planModel } from '../shared/weights/model-plan.ts';
import { classNames } from './class-names.ts';
import { integerOption, onlyPositional, parseOptions, type CliCommand } from './command.ts';
import { imageTensor, inputSpec } from './input.ts';
import { progressLine } from './progress.ts';
import { tellNonFinite, traceNonFinite } from './non-finite.ts';
import { openSession, type BackendName } from './session.ts';
import { loadSource } from './source.ts';
import { table } from './table.ts';
import { tellWarnings } from './warnings.ts';

const BACKENDS: readonly BackendName[] = ['native', 'wasm'];

export const runCommand: CliCommand = {
  name: 'run',
  summary: 'Run a network on an image and list the best classes',
  help: `Usage: netloom run <source> --input image.png|random [--seed N] [--top 5] [--repeat N] [--backend native|wasm] [--set name=value …] [--json]

  <source>           preset:<id>, or a *.netloom or *.netloom.json file
  --input FILE       a PNG or JPEG image, or "random" for noise
  --seed N           seed of fresh weights and of the noise (the document's)
  --top N            how many classes to list (5)
  --repeat N         how often to run after the first time, for the median (0)
  --backend NAME     native (ONNX Runtime's CPU build) or wasm (native)
  --set name=value   sets an argument of the preset; may be repeated
  --json             the result as JSON

Warnings about the network are told on stderr, and so are outputs that are not finite, with the layer where that begins ("nonFinite" in the JSON).
`,
  async run(args) {
    const { values, positionals } = parseOptions(args, {
      input: { type: 'string' },
      seed: { type: 'string' },
      top: { type: 'string', default: '5' },
      repeat: { type: 'string', default: '0' },
      backend: { type: 'string', default: 'native' },
      set: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    });
    const source = onlyPositional(positionals, 'The source');
    if (values.input === undefined) {
      throw new NetloomError('usage', 'The input is missing: --input image.png, or --input random.');
    }
    const backend = BACKENDS.find((name) => name === values.backend);
    if (backend === undefined) {
      throw new NetloomError('usage', `--backend is "${values.backend}"; expected ${BACKENDS.join(' or ')}.`);
    }
    const top = integerOption('top', values.top, 1, 1_000_000);
    const repeat = integerOption('repeat', values.repeat, 0, 100_000);
    const asked = values.seed === undefined ? undefined : integerOption('seed', values.seed, 0, MAX_SEED);
    const { document, network, stored } = await loadSource(source, values.set ?? []);
    tellWarnings(network);
    const seed = asked ?? document.seed;

    const compiled = compile(network, { name: document.name });
    const feeds = await inputTensors(network, values.input, seed);
    const plan = planModel(compiled.model, compiled.weights, seed, stored);
    const progress = progressLine('Preparing weights', plan.byteLength);
    const model = modelBytes(plan, progress.update);
    progress.end();

    const session = await openSession(backend, model);
    const times: number[] = [];
    let results = new Map<string, Float32Array>();
    for (let round = 0; round <= repeat; round += 1) {
      const start = performance.now();
      results = await session.run(feeds);
      times.push(performance.now() - start);
    }
    await session.close();
    const finite = [...results.values()].every((values) => values.every(Number.isFinite));
    const nonFinite = finite
      ? null
      : await traceNonFinite({ network, compiled, feeds, backend, seed, stored });
    if (nonFinite !== null) tellNonFinite(nonFinite);
    const [first = 0, ...later] = times;
    const report = {
      backend,
      seed,
      trainedWeights: compiled.weights.some((weight) => weight.source.kind === 'stored'),
      milliseconds: { first, median: later.length === 0 ? first : median(later), runs: later },
      nonFinite,
      outputs: await Promise.all(network.outputs.map((index) => outputReport(network, index, results, top))),
    };
    stdout.write(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : runTable(report));
  },
};

async function inputTensors(network: Network, input: string, seed: number) {
  const feeds = new Map<string, { data: Float32Array; shape: readonly number[] }>();
  for (const index of network.inputs) {
    const node = network.nodes[index]!;
    const shape = node.outputTypes?.[0]?.shape ?? [];
    const data =
      input === 'random'
        ? noiseInput(inputSpec(node.attributes), seed).tensor
        : await imageTensor(input, node.attributes);
    feeds.set(node.path, { data, shape });
  }
  return feeds;
}

async function outputReport(
  network: Network,
  index: number,
  results: ReadonlyMap<string, Float32Array>,
  top: number,
) {
  const node = network.nodes[index]!;
  const data = results.get(node.path) ?? new Float32Array();
  const producer = network.nodes[node.inputs[0]?.node ?? -1];
  const scores = producer?.operator.type === 'Softmax' ? [...data] : softmax(data);
  const names = await classNames(String(node.attributes['classNames']));
  const order = [...data.keys()].sort((a, b) => data[b]! - data[a]! || a - b).slice(0, top);
  return {
    name: node.path,
    shape: node.inputTypes[0]?.shape ?? [],
    finite: data.every(Number.isFinite),
    top: order.map((at) => ({
      index: at,
      label: names?.[at] ?? `${at}`,
      value: data[at]!,
      probability: scores[at]!,
    })),
  };
}

function softmax(logits: Float32Array): number[] {
  let largest = -Infinity;
  for (const value of logits) largest = Math.max(largest, value);
  const powers = Array.from(logits, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

function runTable(report: {
  readonly backend: string;
  readonly seed: number;
  readonly trainedWeights: boolean;
  readonly milliseconds: {
    readonly first: number;
    readonly median: number;
    readonly runs: readonly number[];
  };
  readonly outputs: readonly Awaited<ReturnType<typeof outputReport>>[];
}): string {
  const { first, median: middle, runs } = report.milliseconds;
  const timing = `first run ${first.toFixed(1)} ms${runs.length > 0 ? `, median of ${runs.length} more ${middle.toFixed(1)} ms` : ''}`;
  const lines = report.outputs.map((output) =>
    table(
      ['class', 'name', 'probability', 'value'],
      output.top.map((row) => [
        `${row.index}`,
        row.label,
        `${(100 * row.probability).toFixed(2)} %`,
        row.value.toFixed(4),
      ]),
      [0, 2, 3],
    ),
  );
  const weights = report.trainedWeights
    ? 'trained weights'
    : `fresh weights of seed ${report.seed}: the ranking has no meaning`;
  return `${lines.join('\n')}${report.backend}, ${timing}; ${weights}\n`;
}
