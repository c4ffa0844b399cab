// The page of the run benchmark: both sides, measured in turn.

import { createExecutor } from '../../renderer/executor/executor.ts';
import { probeGpu } from '../../renderer/executor/gpu.ts';
import type { Backend } from '../../renderer/executor/types.ts';
import { findPreset, LIBRARY } from '../../renderer/presets/index.ts';
import { compile } from '../../shared/compile/compile.ts';
import { expand } from '../../shared/network/expand.ts';
import { noiseInput } from '../../shared/tensor/image.ts';
import { modelBytes, planModel } from '../../shared/weights/model-plan.ts';
import type { BareAnswer, BareRequest } from './bare-worker.ts';

export interface BenchRequest {
  readonly preset: string;
  readonly backend: Backend;
  readonly rounds: number;
  readonly warmUp: number;
}

export interface BenchSamples {
  readonly threads: number;
  readonly ours: readonly number[];
  readonly request: readonly number[];
  readonly bare: readonly number[];
  /** Between the outputs of both sides: that they did the same work. */
  readonly greatestDifference: number;
}

declare global {
  interface Window {
    benchInPage(request: BenchRequest): Promise<BenchSamples | undefined>;
  }
}

const SEED = 0;

window.benchInPage = async ({ preset, backend, rounds, warmUp }) => {
  if (backend === 'webgpu' && (await probeGpu()) !== 'hardware') return undefined;
  const document = findPreset(preset)!.build({});
  if ('code' in document) throw new Error(document.message);
  const compiled = compile(expand(document, LIBRARY));
  const [info] = compiled.model.graph.inputs;
  const shape = info!.shape.map(Number);
  const [, channels = 1, height = 1, width = 1] = shape;
  const { tensor } = noiseInput({ channels, height, width, mean: [0.5], std: [0.25] }, SEED);

  const executor = createExecutor();
  const { threads } = await executor.prepare({ compiled, seed: SEED, stored: undefined, backend });
  const bare = new Worker(new URL('./bare-worker.ts', import.meta.url), { type: 'module' });
  const file = modelBytes(planModel(compiled.model, compiled.weights, SEED)).buffer;
  await askBare(bare, { type: 'load', file, backend, threads });

  const samples = { ours: [] as number[], request: [] as number[], bare: [] as number[] };
  let greatestDifference = 0;
  const inputs = [{ name: info!.name, shape, data: tensor }];
  for (let round = 0; round < warmUp + rounds; round++) {
    const runOurs = async () => {
      const start = performance.now();
      const result = await executor.run(inputs);
      const request = performance.now() - start;
      return {
        request,
        ours: result.milliseconds[0] ?? result.firstMilliseconds,
        output: result.outputs[0]!.data,
      };
    };
    const runBare = () => askBare(bare, { type: 'run', input: tensor, shape });
    // Whoever comes second may find warmer caches and hotter cores: take turns.
    const first = round % 2 === 0 ? await runOurs() : undefined;
    const other = await runBare();
    const own = first ?? (await runOurs());
    own.output.forEach((value, index) => {
      greatestDifference = Math.max(greatestDifference, Math.abs(value - other.output[index]!));
    });
    if (round < warmUp) continue;
    samples.ours.push(own.ours);
    samples.request.push(own.request);
    samples.bare.push(other.milliseconds);
  }
  executor.dispose();
  bare.terminate();
  return { threads, greatestDifference, ...samples };
};

function askBare(worker: Worker, request: BareRequest): Promise<BareAnswer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<BareAnswer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
}
