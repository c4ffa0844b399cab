// Measuring latency: each network in turn through the executor, on noise, the first run left out.

import { create } from 'zustand';
import type { Compiled } from '../../shared/compile/types.ts';
import { median } from '../../shared/lib/median.ts';
import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import { blockState, fillNormal, streamKey } from '../../shared/tensor/random.ts';
import { elementCount } from '../../shared/tensor/types.ts';
import { createExecutor } from '../executor/executor.ts';
import type { Backend, Executor, Prepared, Progress, TensorData } from '../executor/types.ts';
import { changeEntry, useCompare } from './compare-store.ts';
import type { Entry } from './entry.ts';
import { readNetwork, type ReadNetwork } from './origins.ts';

/** Runs for a median, after the first. No further one begins when the budget, in milliseconds, is used up. */
const TIMING = { repeat: 10, budget: 5000 } as const;

const SEED = 1;

interface MeasuringState {
  /** The network that is measured now. */
  readonly measuring:
    | {
        readonly key: string;
        /** Its place among those that are measured, from 1. */
        readonly place: number;
        readonly of: number;
        readonly progress: Progress | undefined;
      }
    | undefined;
}

export const useMeasuring = create<MeasuringState>()(() => ({ measuring: undefined }));

let task: AbortController | undefined;

export function cancelMeasuring(): void {
  task?.abort();
}

/** Measures networks one after the other; a failure is told at its network, and the next one follows. */
export async function measure(entries: readonly Entry[]): Promise<void> {
  if (task !== undefined) return;
  task = new AbortController();
  const { signal } = task;
  const { backend } = useCompare.getState();
  const executor = createExecutor();
  try {
    for (const [index, { key, origin }] of entries.entries()) {
      if (signal.aborted) break;
      const show = (progress?: Progress) =>
        useMeasuring.setState({ measuring: { key, place: index + 1, of: entries.length, progress } });
      show();
      changeEntry(key, { latency: undefined, latencyProblem: undefined });
      try {
        const latency = await measureOne(executor, await readNetwork(origin), backend, signal, show);
        // An open network that was edited meanwhile is another one, under the same key.
        if (isStill(key, origin)) changeEntry(key, { latency });
      } catch (error) {
        if (error instanceof NetloomError && error.code === 'cancelled') break;
        if (isStill(key, origin)) changeEntry(key, { latencyProblem: messageOf(error) });
      }
    }
  } finally {
    executor.dispose();
    task = undefined;
    useMeasuring.setState({ measuring: undefined });
  }
}

function isStill(key: string, origin: Entry['origin']): boolean {
  return useCompare.getState().entries.some((entry) => entry.key === key && entry.origin === origin);
}

async function measureOne(
  executor: Executor,
  network: ReadNetwork,
  backend: Backend | 'auto',
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
) {
  const { errors } = network.comparable.summary;
  if (errors > 0) {
    throw new NetloomError('network-incomplete', 'The network has errors: mend them, then measure it.');
  }
  const request = { ...network.runnable(), backend };
  const inputs = noiseFor(request.compiled);
  const prepared = await executor.prepare(request, { signal, onProgress });
  await executor.run(inputs, { signal, onProgress });
  const run = await executor.run(inputs, { ...TIMING, signal, onProgress });
  return {
    median: median(run.milliseconds),
    runs: run.milliseconds.length,
    backend: backendName(run.backend, prepared),
  };
}

function backendName(backend: Backend, { threads }: Prepared): string {
  if (backend === 'webgpu') return 'WebGPU';
  return `WASM, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
}

/** @throws NetloomError `latency-input` for inputs that noise cannot be made for */
function noiseFor({ model }: Compiled): readonly TensorData[] {
  return model.graph.inputs.map(({ name, dtype, shape }, index) => {
    const extents = shape.map(Number);
    if (dtype !== 'float32' || extents.some(Number.isNaN)) {
      const what = dtype === 'float32' ? `is ${shape.join(' × ')}` : `is of type ${dtype}`;
      throw new NetloomError(
        'latency-input',
        `Its input "${name}" ${what}; only inputs of type float32 and a fixed shape are timed.`,
      );
    }
    const data = new Float32Array(elementCount(extents));
    fillNormal(data, blockState(streamKey(SEED, name), index), 0, 1);
    return { name, shape: extents, data };
  });
}
