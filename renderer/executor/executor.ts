// The executor: which backend runs a model, and what happens when one fails. The work is the worker's.

import { NetloomError } from '../../shared/lib/errors.ts';
import { cancelled, fallbackNotice, toError } from './failures.ts';
import { probeGpu, type Gpu } from './gpu.ts';
import { createLane } from './lane.ts';
import { memoryNeed } from './memory.ts';
import type { Loaded, Verified } from './protocol.ts';
import type {
  Backend,
  Executor,
  PrepareRequest,
  Prepared,
  Progress,
  RunOptions,
  RunResult,
  TensorData,
  Traced,
} from './types.ts';
import { linkWorker, type WorkerLike, type WorkerLink } from './worker-link.ts';

/** What the executor needs of the page; tests bring their own. */
export interface ExecutorEnvironment {
  readonly spawn: () => WorkerLike;
  readonly probeGpu: () => Promise<Gpu>;
  readonly lockReleased: (name: string) => Promise<void>;
  readonly isolated: boolean;
}

interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

interface Current {
  readonly request: PrepareRequest;
  readonly prepared: Prepared;
  /** The worker that holds the model; undefined while, or after, loading it anew did not come to an end. */
  readonly holder: WorkerLink | undefined;
}

/** WASM memory never shrinks: after a model of this size, the next one gets a fresh worker. */
const RECYCLE_BYTES = 192 * 2 ** 20;

const NOT_ISOLATED = 'This page is not cross-origin isolated, so WASM runs on one thread.';

/** Models found right or wrong on WebGPU since the app started. */
const verdicts = new Map<string, Verified>();

export function createExecutor(environment: ExecutorEnvironment = browserEnvironment()): Executor {
  const lane = createLane();
  let link: WorkerLink | undefined;
  let heldBytes = 0;
  let current: Current | undefined;

  /** The worker for the next model: a new one where the old ended or grew large. */
  function workerToLoad(): WorkerLink {
    if (link !== undefined && link.ended === undefined && heldBytes <= RECYCLE_BYTES) return link;
    link?.end(cancelled());
    heldBytes = 0;
    link = linkWorker(environment.spawn(), environment.lockReleased);
    return link;
  }

  /** A worker to load this model in. */
  function workerFor(compiled: PrepareRequest['compiled']): WorkerLink {
    const target = workerToLoad();
    const need = memoryNeed(compiled);
    heldBytes = Math.max(heldBytes, need.weights + need.activations);
    return target;
  }

  async function trace(
    request: Parameters<Executor['trace']>[0],
    inputs: readonly TensorData[],
    watch: Watch,
  ): Promise<Traced> {
    try {
      return await workerFor(request.compiled).request({ type: 'trace', ...request, inputs }, watch);
    } catch (error) {
      const { code } = requireFailure(error);
      if (request.backend === 'wasm' || code === 'cancelled' || code === 'too-large') throw error;
      return trace({ ...request, backend: 'wasm' }, inputs, watch);
    }
  }

  function requireLink(): WorkerLink {
    if (link === undefined) throw toError(cancelled());
    return link;
  }

  async function load(
    request: PrepareRequest,
    backend: Backend,
    watch: Watch,
    channelsFirst = false,
  ): Promise<Loaded> {
    const { compiled, seed, stored } = request;
    const target = workerFor(compiled);
    return target.request({ type: 'load', compiled, seed, stored, backend, channelsFirst }, watch);
  }

  async function loadWasm(request: PrepareRequest, watch: Watch, notice?: string): Promise<Prepared> {
    const { threads, milliseconds } = await load(request, 'wasm', watch);
    return {
      backend: 'wasm',
      threads,
      notice: join(notice, environment.isolated ? undefined : NOT_ISOLATED),
      disagreement: undefined,
      milliseconds: { ...milliseconds, verify: 0 },
    };
  }

  async function loadVerified(
    request: PrepareRequest,
    watch: Watch,
    channelsFirst: boolean,
  ): Promise<{ readonly loaded: Loaded; readonly verified: Verified }> {
    const loaded = await load(request, 'webgpu', watch, channelsFirst);
    const known = verdicts.get(loaded.fingerprint);
    if (known !== undefined) return { loaded, verified: { ...known, milliseconds: 0 } };
    const verified = await requireLink().request({ type: 'verify' }, watch);
    verdicts.set(loaded.fingerprint, verified);
    return { loaded, verified };
  }

  /**
   * WebGPU where it agrees with WASM: with its channels-last kernels, else with its channels-first ones, which
   * are slower and right more often. Else WASM, saying why. What the user chose is kept, but never in silence.
   */
  async function loadWebgpu(request: PrepareRequest, watch: Watch): Promise<Prepared> {
    let result: Awaited<ReturnType<typeof loadVerified>>;
    let remedy: string | undefined;
    try {
      result = await loadVerified(request, watch, false);
      if (!result.verified.agrees && !result.loaded.channelsFirst) {
        remedy = `WebGPU's channels-last kernels gave wrong numbers${at(result.verified.layer)}; its channels-first kernels are right and run instead.`;
        result = await loadVerified(request, watch, true);
      }
    } catch (error) {
      const { code } = requireFailure(error);
      if (code === 'cancelled' || code === 'too-large') throw error;
      return loadWasm(request, watch, fallbackNotice(code));
    }
    const { loaded, verified } = result;
    const { agrees, disagreement } = verified;
    if (!agrees && request.backend === 'auto') {
      const prepared = await loadWasm(request, watch, `${disagrees(verified)}, so it runs on WASM.`);
      return { ...prepared, disagreement };
    }
    return {
      backend: 'webgpu',
      threads: loaded.threads,
      notice: agrees ? remedy : `${disagrees(verified)}. Do not trust these numbers; choose WASM.`,
      disagreement,
      milliseconds: { ...loaded.milliseconds, verify: verified.milliseconds },
    };
  }

  async function choose(request: PrepareRequest, watch: Watch): Promise<Prepared> {
    if (request.backend === 'wasm') return loadWasm(request, watch);
    const gpu = await environment.probeGpu();
    if (request.backend === 'webgpu') {
      if (gpu !== 'none') return loadWebgpu(request, watch);
      throw toError({
        code: 'no-webgpu',
        message: 'There is no WebGPU here: no adapter answered. Choose Automatic or WASM.',
      });
    }
    if (gpu === 'hardware') return loadWebgpu(request, watch);
    const why = gpu === 'none' ? undefined : 'WebGPU is here in software only, slower than WASM.';
    return loadWasm(request, watch, why);
  }

  async function runOn(
    { prepared }: Current,
    inputs: readonly TensorData[],
    options: RunOptions,
    watch: Watch,
    notice?: string,
  ): Promise<RunResult> {
    const { repeat = 1, budget = Infinity } = options;
    watch.onProgress({ stage: 'run', fraction: 0 });
    const ran = await requireLink().request({ type: 'run', inputs, repeat, budget }, watch);
    return { ...ran, backend: prepared.backend, notice };
  }

  /** Loads the model again. Where that is cancelled, the next run tries again instead of asking an empty worker. */
  async function reload(old: Current, loading: () => Promise<Prepared>): Promise<Current> {
    current = { ...old, holder: undefined };
    const prepared = await loading();
    current = { request: old.request, prepared, holder: requireLink() };
    return current;
  }

  function reloadOnWasm(old: Current, watch: Watch, notice: string): Promise<Current> {
    return reload(old, () => loadWasm(old.request, watch, notice));
  }

  async function run(inputs: readonly TensorData[], options: RunOptions, watch: Watch): Promise<RunResult> {
    if (current === undefined) {
      throw toError({ code: 'no-model', message: 'No network is loaded. Prepare one before running.' });
    }
    let model = current;
    if (model.holder?.ended?.code === 'gpu-lost') {
      const notice = fallbackNotice('gpu-lost');
      return runOn(await reloadOnWasm(model, watch, notice), inputs, options, watch, notice);
    }
    if (model.holder === undefined || model.holder.ended !== undefined) {
      const { request } = model;
      model = await reload(model, () => choose(request, watch));
    }
    try {
      return await runOn(model, inputs, options, watch);
    } catch (error) {
      const { code } = requireFailure(error);
      if (model.prepared.backend !== 'webgpu' || code === 'cancelled' || code === 'input') throw error;
      const notice = fallbackNotice(code);
      return runOn(await reloadOnWasm(model, watch, notice), inputs, options, watch, notice);
    }
  }

  return {
    prepare(request, { signal, onProgress = ignore } = {}) {
      return lane.enqueue('prepare', signal, async (own) => {
        current = undefined;
        const prepared = await choose(request, { signal: own, onProgress });
        current = { request, prepared, holder: requireLink() };
        return prepared;
      });
    },
    run(inputs, options = {}) {
      const { signal, onProgress = ignore } = options;
      return lane.enqueue('run', signal, (own) => run(inputs, options, { signal: own, onProgress }));
    },
    trace(request, inputs, { signal, onProgress = ignore } = {}) {
      return lane.enqueue('prepare', signal, (own) => {
        current = undefined;
        return trace(request, inputs, { signal: own, onProgress });
      });
    },
    dispose() {
      lane.cancelAll();
      link?.end(cancelled());
      link = undefined;
      current = undefined;
    },
  };
}

function browserEnvironment(): ExecutorEnvironment {
  return {
    spawn: () =>
      new Worker(new URL('./worker/ort-worker.ts', import.meta.url), {
        type: 'module',
        name: 'netloom-executor',
      }),
    probeGpu,
    lockReleased: (name) => navigator.locks.request(name, () => undefined),
    isolated: crossOriginIsolated,
  };
}

function disagrees({ disagreement, layer }: Verified): string {
  const size = Number.isFinite(disagreement)
    ? `by ${(100 * disagreement).toPrecision(2)} % of the largest output`
    : 'on which outputs are finite';
  return `WebGPU and WASM disagree ${size}${at(layer)}`;
}

function at(layer: string | undefined): string {
  return layer === undefined ? '' : `, first at "${layer}"`;
}

function requireFailure(error: unknown): NetloomError {
  if (error instanceof NetloomError) return error;
  throw error;
}

function join(...notices: readonly (string | undefined)[]): string | undefined {
  return notices.filter((notice) => notice !== undefined).join(' ') || undefined;
}

function ignore(): void {}
