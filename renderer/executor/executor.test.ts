// The executor against a worker of the test's making: who runs, who is cancelled, who takes over.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Compiled } from '../../shared/compile/types.ts';
import { createExecutor } from './executor.ts';
import type { Gpu } from './gpu.ts';
import type { Answers, FromWorker, Loaded, ToWorker, Verified, WorkerRequest } from './protocol.ts';
import type { Backend, PrepareRequest } from './types.ts';
import type { WorkerLike } from './worker-link.ts';

type Failed = Extract<FromWorker, { kind: 'failed' }>;
type Reply = Answers[keyof Answers] | Failed | 'silence';
type Script = (request: WorkerRequest, worker: FakeWorker) => Reply;

interface FakeWorker extends WorkerLike {
  readonly requests: WorkerRequest[];
  say(message: FromWorker): void;
  terminated: boolean;
}

const OUTPUT = { name: 'output', shape: [1, 2], data: Float32Array.of(1, 2), nonFinite: 0 };
const RAN = { outputs: [OUTPUT], firstMilliseconds: 5, milliseconds: [1] };

let fingerprints = 0;

function loaded(channelsFirst = false, fingerprint = String(++fingerprints)): Loaded {
  return { threads: 2, channelsFirst, fingerprint, milliseconds: { weights: 1, session: 1 } };
}

function verified(agrees: boolean): Verified {
  return { agrees, disagreement: agrees ? 1e-6 : 0.3, layer: agrees ? undefined : 'conv2', milliseconds: 1 };
}

/** Everything works and agrees. */
const well: Script = (request) => {
  if (request.type === 'load') return loaded(request.channelsFirst);
  return request.type === 'verify' ? verified(true) : RAN;
};

function isFailed(reply: Reply): reply is Failed {
  return typeof reply === 'object' && 'kind' in reply;
}

function fakeWorker(script: Script): FakeWorker {
  const worker: FakeWorker = {
    requests: [],
    terminated: false,
    onmessage: null,
    onmessageerror: null,
    onerror: null,
    terminate: () => (worker.terminated = true),
    say: (message) => worker.onmessage?.({ data: message } as MessageEvent<unknown>),
    postMessage(message: ToWorker) {
      if (message.kind === 'stop') return;
      worker.requests.push(message.request);
      const reply = script(message.request, worker);
      if (reply === 'silence') return;
      const answer: FromWorker = isFailed(reply)
        ? { ...reply, id: message.id }
        : { kind: 'done', id: message.id, answer: reply };
      queueMicrotask(() => worker.say(answer));
    },
  };
  return worker;
}

function setUp(script: Script, gpu: Gpu = 'hardware', isolated = true) {
  const workers: FakeWorker[] = [];
  const releases: (() => void)[] = [];
  const executor = createExecutor({
    spawn() {
      const worker = fakeWorker(script);
      workers.push(worker);
      return worker;
    },
    probeGpu: () => Promise.resolve(gpu),
    lockReleased: () => new Promise((resolve) => releases.push(resolve)),
    isolated,
  });
  return { executor, workers, releases };
}

const EMPTY: Compiled = {
  model: {
    irVersion: 8,
    opset: 17,
    producerName: '',
    producerVersion: '',
    metadata: {},
    graph: { name: '', nodes: [], inputs: [], outputs: [], initialisers: [], valueInfos: [] },
  },
  weights: [],
  values: new Map(),
};

function asking(backend: Backend | 'auto', compiled = EMPTY): PrepareRequest {
  return { compiled, seed: 0, stored: undefined, backend };
}

const gpuLost: Failed = { kind: 'failed', id: 0, failure: { code: 'gpu-lost', message: 'lost' } };
const failed = (code: 'session' | 'run' | 'out-of-memory'): Failed => ({
  kind: 'failed',
  id: 0,
  failure: { code, message: code },
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the backend', () => {
  test.each([
    ['hardware', 'webgpu', undefined],
    ['software', 'wasm', /software only/],
    ['none', 'wasm', undefined],
  ] as const)('auto with %s graphics runs on %s', async (gpu, backend, notice) => {
    const { executor } = setUp(well, gpu);
    const prepared = await executor.prepare(asking('auto'));
    expect(prepared.backend).toBe(backend);
    if (notice === undefined) expect(prepared.notice).toBeUndefined();
    else expect(prepared.notice).toMatch(notice);
  });

  test('WebGPU that is asked for and is not there is refused', async () => {
    const { executor } = setUp(well, 'none');
    await expect(executor.prepare(asking('webgpu'))).rejects.toMatchObject({ code: 'no-webgpu' });
  });

  test('one thread without isolation is said', async () => {
    const { executor } = setUp(well, 'none', false);
    expect((await executor.prepare(asking('auto'))).notice).toMatch(/not cross-origin isolated/);
  });

  test('a model is compared once', async () => {
    const { executor, workers } = setUp((request, worker) =>
      request.type === 'load' ? loaded(false, 'the same') : well(request, worker),
    );
    await executor.prepare(asking('auto'));
    await executor.prepare(asking('auto'));
    expect(workers.flatMap((worker) => worker.requests.map(({ type }) => type))).toEqual([
      'load',
      'verify',
      'load',
    ]);
  });

  test('where channels-last disagrees, channels-first runs and that is said', async () => {
    let channelsFirst = false;
    const { executor } = setUp((request, worker) => {
      if (request.type === 'load') channelsFirst = request.channelsFirst;
      return request.type === 'verify' ? verified(channelsFirst) : well(request, worker);
    });
    const prepared = await executor.prepare(asking('auto'));
    expect(prepared).toMatchObject({ backend: 'webgpu', disagreement: 1e-6 });
    expect(prepared.notice).toMatch(/wrong numbers, first at "conv2"/);
  });

  test('where both disagree, auto runs on WASM and names the layer', async () => {
    const { executor } = setUp((request, worker) =>
      request.type === 'verify' ? verified(false) : well(request, worker),
    );
    const prepared = await executor.prepare(asking('auto'));
    expect(prepared).toMatchObject({ backend: 'wasm', disagreement: 0.3 });
    expect(prepared.notice).toMatch(/disagree by 30 % .* first at "conv2", so it runs on WASM/);
    const chosen = await executor.prepare(asking('webgpu'));
    expect(chosen.backend).toBe('webgpu');
    expect(chosen.notice).toMatch(/Do not trust/);
  });

  test('where WebGPU cannot load the network, WASM does', async () => {
    const { executor } = setUp((request, worker) =>
      request.type === 'load' && request.backend === 'webgpu' ? failed('session') : well(request, worker),
    );
    const prepared = await executor.prepare(asking('auto'));
    expect(prepared.backend).toBe('wasm');
    expect(prepared.notice).toMatch(/WebGPU could not load/);
  });
});

describe('failures', () => {
  test('a GPU lost in a run: WASM takes over in a new worker, and the run succeeds', async () => {
    let lose = true;
    const { executor, workers } = setUp((request, worker) => {
      if (request.type !== 'run' || !lose) return well(request, worker);
      lose = false;
      return gpuLost;
    });
    await executor.prepare(asking('auto'));
    const result = await executor.run([]);
    expect(result).toMatchObject({ backend: 'wasm', outputs: [OUTPUT] });
    expect(result.notice).toBe('The GPU was lost, so it ran on WASM.');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  test('a GPU lost between runs does the same', async () => {
    const { executor, workers } = setUp(well);
    await executor.prepare(asking('auto'));
    workers[0]!.say({ kind: 'gpu-lost' });
    expect(await executor.run([])).toMatchObject({ backend: 'wasm' });
  });

  test('a worker that dies without a word rejects the run; the next one works', async () => {
    let silent = true;
    const { executor, workers, releases } = setUp((request, worker) =>
      request.type === 'run' && silent ? 'silence' : well(request, worker),
    );
    await executor.prepare(asking('wasm'));
    workers[0]!.say({ kind: 'ready', lock: 'lock' });
    const run = expect(executor.run([])).rejects.toMatchObject({ code: 'worker-died' });
    await vi.advanceTimersByTimeAsync(1);
    releases[0]!();
    await run;
    silent = false;
    expect(await executor.run([])).toMatchObject({ backend: 'wasm', outputs: [OUTPUT] });
    expect(workers).toHaveLength(2);
  });

  test('a worker that throws is the same', async () => {
    const { executor, workers } = setUp((request, worker) =>
      request.type === 'run' ? 'silence' : well(request, worker),
    );
    await executor.prepare(asking('wasm'));
    const run = expect(executor.run([])).rejects.toMatchObject({ code: 'worker-died' });
    await vi.advanceTimersByTimeAsync(1);
    workers[0]!.onerror?.({} as ErrorEvent);
    await run;
  });

  test('after running out of memory, the worker is not used again', async () => {
    let full = true;
    const { executor, workers } = setUp((request, worker) =>
      request.type === 'run' && full ? failed('out-of-memory') : well(request, worker),
    );
    await executor.prepare(asking('wasm'));
    await expect(executor.run([])).rejects.toMatchObject({ code: 'out-of-memory' });
    full = false;
    await executor.run([]);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  test('after the tenth of several runs is out of memory, the next run has another worker', async () => {
    let done = 0;
    const { executor, workers } = setUp((request, worker) => {
      if (request.type !== 'run') return well(request, worker);
      done += 1;
      return done === 10 ? failed('out-of-memory') : RAN;
    });
    await executor.prepare(asking('wasm'));
    for (let run = 1; run < 10; run += 1) await executor.run([]);
    await expect(executor.run([])).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(await executor.run([])).toMatchObject({ backend: 'wasm' });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  test('out of memory while loading is told on WASM; on WebGPU, WASM is tried', async () => {
    const { executor } = setUp((request, worker) =>
      request.type === 'load' ? failed('out-of-memory') : well(request, worker),
    );
    await expect(executor.prepare(asking('wasm'))).rejects.toMatchObject({ code: 'out-of-memory' });
    const other = setUp((request, worker) =>
      request.type === 'load' && request.backend === 'webgpu'
        ? failed('out-of-memory')
        : well(request, worker),
    );
    expect(await other.executor.prepare(asking('auto'))).toMatchObject({
      backend: 'wasm',
      notice: 'The GPU ran out of memory, so it ran on WASM.',
    });
  });

  test('after a large model, the next gets a worker of its own', async () => {
    const large: Compiled = {
      ...EMPTY,
      weights: [
        {
          path: 'w',
          shape: [64 * 2 ** 20],
          trainable: true,
          source: { kind: 'initialiser', initialiser: { kind: 'constant', value: 0 } },
        },
      ],
    };
    const { executor, workers } = setUp(well);
    await executor.prepare(asking('wasm', large));
    await executor.run([]);
    expect(workers).toHaveLength(1);
    await executor.prepare(asking('wasm'));
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });
});

describe('tracing', () => {
  const start = { path: 'conv2', nan: 0, infinite: 3, values: 9 };
  const tracing =
    (webgpu: Reply = { start, weights: [] }): Script =>
    (request, worker) =>
      request.type !== 'trace'
        ? well(request, worker)
        : request.backend === 'webgpu'
          ? webgpu
          : { start, weights: ['conv2.weight'] };
  const asked = (backend: Backend) => ({ ...asking(backend), backend });

  test('runs the model where it was asked to, in place of the prepared one', async () => {
    const { executor, workers } = setUp(tracing());
    await executor.prepare(asking('wasm'));
    expect(await executor.trace(asked('webgpu'), [])).toEqual({ start, weights: [] });
    expect(workers[0]!.requests.at(-1)).toMatchObject({ type: 'trace', backend: 'webgpu', inputs: [] });
    await expect(executor.run([])).rejects.toMatchObject({ code: 'no-model' });
  });

  test('goes on with WASM where WebGPU fails, in another worker where that one is not fit', async () => {
    const { executor, workers } = setUp(tracing(gpuLost));
    expect(await executor.trace(asked('webgpu'), [])).toEqual({ start, weights: ['conv2.weight'] });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  test('tells where WASM fails, and ends with its worker where it is cancelled and does not stop', async () => {
    const failing = setUp((request, worker) =>
      request.type === 'trace' ? failed('out-of-memory') : well(request, worker),
    );
    await expect(failing.executor.trace(asked('wasm'), [])).rejects.toMatchObject({ code: 'out-of-memory' });
    const { executor, workers } = setUp((request, worker) =>
      request.type === 'trace' ? 'silence' : well(request, worker),
    );
    const abort = new AbortController();
    const traced = expect(executor.trace(asked('wasm'), [], { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await vi.advanceTimersByTimeAsync(1);
    abort.abort();
    await vi.advanceTimersByTimeAsync(1000);
    await traced;
    expect(workers[0]!.terminated).toBe(true);
  });
});

describe('cancelling', () => {
  const busy: Script = (request, worker) => (request.type === 'run' ? 'silence' : well(request, worker));

  test('a run that does not stop by itself ends with its worker', async () => {
    const { executor, workers } = setUp(busy);
    await executor.prepare(asking('wasm'));
    const abort = new AbortController();
    const run = expect(executor.run([], { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await vi.advanceTimersByTimeAsync(1);
    abort.abort();
    await vi.advanceTimersByTimeAsync(1000);
    await run;
    expect(workers[0]!.terminated).toBe(true);
  });

  test('of runs that wait, the newest is done', async () => {
    const replies: FakeWorker[] = [];
    const { executor } = setUp((request, worker) => {
      if (request.type === 'run' && replies.push(worker) === 1) return 'silence';
      return well(request, worker);
    });
    await executor.prepare(asking('wasm'));
    const first = executor.run([]);
    await vi.advanceTimersByTimeAsync(1);
    const second = expect(executor.run([])).rejects.toMatchObject({ code: 'cancelled' });
    const third = executor.run([]);
    await second;
    replies[0]!.say({ kind: 'done', id: 2, answer: RAN });
    expect((await first).outputs).toEqual([OUTPUT]);
    expect((await third).outputs).toEqual([OUTPUT]);
  });

  test('preparing another network cancels what runs', async () => {
    const { executor } = setUp(busy);
    await executor.prepare(asking('wasm'));
    const run = expect(executor.run([])).rejects.toMatchObject({ code: 'cancelled' });
    await vi.advanceTimersByTimeAsync(1);
    const prepared = executor.prepare(asking('wasm'));
    await vi.advanceTimersByTimeAsync(1000);
    await run;
    expect((await prepared).backend).toBe('wasm');
  });

  test('a run after a cancelled reload loads the network again', async () => {
    let slow = false;
    const { executor, workers } = setUp((request, worker) =>
      request.type === 'load' && slow ? 'silence' : well(request, worker),
    );
    await executor.prepare(asking('wasm'));
    workers[0]!.onerror?.({} as ErrorEvent);
    slow = true;
    const abort = new AbortController();
    const run = expect(executor.run([], { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await vi.advanceTimersByTimeAsync(1);
    abort.abort();
    // This worker stops by itself, in time, and lives on without a model.
    workers[1]!.say({ kind: 'failed', id: 1, failure: { code: 'cancelled', message: 'cancelled' } });
    await run;
    slow = false;
    expect(await executor.run([])).toMatchObject({ backend: 'wasm', outputs: [OUTPUT] });
    expect(workers[1]!.requests.map(({ type }) => type)).toEqual(['load', 'load', 'run']);
  });

  test('a run after a cancelled change to WASM loads the network again', async () => {
    let slow = true;
    const { executor, workers } = setUp((request, worker) => {
      if (request.type === 'run' && slow) return failed('run');
      return request.type === 'load' && request.backend === 'wasm' && slow
        ? 'silence'
        : well(request, worker);
    });
    await executor.prepare(asking('auto'));
    const abort = new AbortController();
    const run = expect(executor.run([], { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await vi.advanceTimersByTimeAsync(1);
    abort.abort();
    const [worker] = workers;
    worker!.say({
      kind: 'failed',
      id: worker!.requests.length,
      failure: { code: 'cancelled', message: 'cancelled' },
    });
    await run;
    slow = false;
    expect(await executor.run([])).toMatchObject({ outputs: [OUTPUT] });
    expect(worker!.requests.slice(-3).map(({ type }) => type)).toEqual(['load', 'verify', 'run']);
  });

  test('disposing cancels what runs, and nothing is loaded afterwards', async () => {
    const { executor } = setUp(busy);
    await executor.prepare(asking('wasm'));
    const run = expect(executor.run([])).rejects.toMatchObject({ code: 'cancelled' });
    await vi.advanceTimersByTimeAsync(1);
    executor.dispose();
    await run;
    await expect(executor.run([])).rejects.toMatchObject({ code: 'no-model' });
  });
});
