// What becomes of runs that are cancelled, superseded or ended with their worker.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  asking,
  failed,
  OUTPUT,
  RAN,
  setUp,
  well,
  type FakeWorker,
  type Script,
} from './testing/fake-worker.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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
