// An executor whose workers are of a test's making: they answer as a script says.

import type { Compiled } from '../../../shared/compile/types.ts';
import { createExecutor } from '../executor.ts';
import type { Gpu } from '../gpu.ts';
import type { Answers, FromWorker, Loaded, ToWorker, Verified, WorkerRequest } from '../protocol.ts';
import type { Backend, PrepareRequest } from '../types.ts';
import type { WorkerLike } from '../worker-link.ts';

export type Failed = Extract<FromWorker, { kind: 'failed' }>;
export type Reply = Answers[keyof Answers] | Failed | 'silence';
export type Script = (request: WorkerRequest, worker: FakeWorker) => Reply;

export interface FakeWorker extends WorkerLike {
  readonly requests: WorkerRequest[];
  say(message: FromWorker): void;
  terminated: boolean;
}

export const OUTPUT = { name: 'output', shape: [1, 2], data: Float32Array.of(1, 2), nonFinite: 0 };
export const RAN = { outputs: [OUTPUT], firstMilliseconds: 5, milliseconds: [1] };

let fingerprints = 0;

export function loaded(channelsFirst = false, fingerprint = String(++fingerprints)): Loaded {
  return { threads: 2, channelsFirst, fingerprint, milliseconds: { weights: 1, session: 1 } };
}

export function verified(agrees: boolean): Verified {
  return { agrees, disagreement: agrees ? 1e-6 : 0.3, layer: agrees ? undefined : 'conv2', milliseconds: 1 };
}

/** Everything works and agrees. */
export const well: Script = (request) => {
  if (request.type === 'load') return loaded(request.channelsFirst);
  return request.type === 'verify' ? verified(true) : RAN;
};

export function isFailed(reply: Reply): reply is Failed {
  return typeof reply === 'object' && 'kind' in reply;
}

export function fakeWorker(script: Script): FakeWorker {
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

export function setUp(script: Script, gpu: Gpu = 'hardware', isolated = true) {
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

export const EMPTY: Compiled = {
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

export function asking(backend: Backend | 'auto', compiled = EMPTY): PrepareRequest {
  return { compiled, seed: 0, stored: undefined, backend };
}

export const gpuLost: Failed = { kind: 'failed', id: 0, failure: { code: 'gpu-lost', message: 'lost' } };
export const failed = (code: 'session' | 'run' | 'out-of-memory'): Failed => ({
  kind: 'failed',
  id: 0,
  failure: { code, message: code },
});
