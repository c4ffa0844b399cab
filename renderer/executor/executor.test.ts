// The executor against a worker of the test's making: who runs, and who takes over.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Compiled } from '../../shared/compile/types.ts';
import {
  asking,
  EMPTY,
  failed,
  gpuLost,
  loaded,
  OUTPUT,
  RAN,
  setUp,
  verified,
  well,
  type Reply,
  type Script,
} from './testing/fake-worker.ts';
import type { Backend } from './types.ts';

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
