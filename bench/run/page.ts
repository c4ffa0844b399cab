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
  /** The baseline once more, in another worker: what differs between equals on this machine. */
  readonly control: readonly number[];
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
  const file = modelBytes(planModel(compiled.model, compiled.weights, SEED));
  const bare = await startBare({ file, backend, threads });
  const control = await startBare({ file, backend, threads });

  const samples = {
    ours: [] as number[],
    request: [] as number[],
    bare: [] as number[],
    control: [] as number[],
  };
  let greatestDifference = 0;
  const inputs = [{ name: info!.name, shape, data: tensor }];
  for (let round = 0; round < warmUp + rounds; round++) {
    const sides = [
      async () => {
        const start = performance.now();
        const result = await executor.run(inputs);
        const request = performance.now() - start;
        if (round >= warmUp) {
          samples.ours.push(result.milliseconds[0] ?? result.firstMilliseconds);
          samples.request.push(request);
        }
        return result.outputs[0]!.data;
      },
      ...(
        [
          ['bare', bare],
          ['control', control],
        ] as const
      ).map(([side, worker]) => async () => {
        const { milliseconds, output } = await askBare(worker, { type: 'run', input: tensor, shape });
        if (round >= warmUp) samples[side].push(milliseconds);
        return output;
      }),
    ];
    // Whoever comes later may find warmer caches and hotter cores: take turns.
    const outputs: ArrayLike<number>[] = [];
    for (let turn = 0; turn < sides.length; turn++) {
      const side = (round + turn) % sides.length;
      outputs[side] = await sides[side]!();
    }
    const [own, other] = outputs as [ArrayLike<number>, ArrayLike<number>];
    for (let index = 0; index < own.length; index++) {
      greatestDifference = Math.max(greatestDifference, Math.abs(own[index]! - other[index]!));
    }
  }
  executor.dispose();
  bare.terminate();
  control.terminate();
  return { threads, greatestDifference, ...samples };
};

async function startBare(load: Omit<BareRequest & { readonly type: 'load' }, 'type'>): Promise<Worker> {
  const worker = new Worker(new URL('./bare-worker.ts', import.meta.url), { type: 'module' });
  await askBare(worker, { type: 'load', ...load });
  return worker;
}

function askBare(worker: Worker, request: BareRequest): Promise<BareAnswer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<BareAnswer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
}
