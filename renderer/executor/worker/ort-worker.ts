// The worker's door: requests in, one at a time; progress, answers and failures out.

import { toError, cancelled, failureOf } from '../failures.ts';
import { isToWorker, type Answers, type FromWorker, type WorkerRequest } from '../protocol.ts';
import { assertNever } from '../../../shared/lib/assert-never.ts';
import { load, loadedBackend, run, verify } from './model.ts';
import type { Pause } from './pause.ts';
import { trace } from './trace.ts';

let stopped = -1;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

/** Lets waiting messages be handled; timers would be slower, and promises would not let them. */
const { port1, port2 } = new MessageChannel();
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    port2.onmessage = () => resolve();
    port1.postMessage(null);
  });
}

async function handle(id: number, request: WorkerRequest): Promise<void> {
  const pause: Pause = async (stage, fraction) => {
    post({ kind: 'progress', id, progress: { stage, fraction } });
    await breathe();
    if (stopped === id) throw toError(cancelled());
  };
  try {
    const answer = await perform(request, pause);
    const transfer = 'outputs' in answer ? answer.outputs.map((output) => output.data.buffer) : [];
    post({ kind: 'done', id, answer }, [...new Set(transfer)]);
  } catch (error) {
    const backend = 'backend' in request ? request.backend : loadedBackend();
    const failure = failureOf(error, request.type === 'load' ? 'session' : 'run', backend);
    post({ kind: 'failed', id, failure });
  }
}

function perform(request: WorkerRequest, pause: Pause): Promise<Answers[keyof Answers]> {
  switch (request.type) {
    case 'load':
      return load(request, pause, () => post({ kind: 'gpu-lost' }));
    case 'verify':
      return verify(pause);
    case 'run':
      return run(request, pause);
    case 'trace':
      return trace(request, pause);
    default:
      return assertNever(request);
  }
}

let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<unknown>) => {
  if (!isToWorker(data)) return;
  switch (data.kind) {
    case 'stop':
      stopped = data.id;
      break;
    case 'request': {
      const { id, request } = data;
      queue = queue.then(() => handle(id, request));
      break;
    }
    default:
      assertNever(data);
  }
};

/** Whoever waits for this lock learns that the worker is gone, however it went: no event tells. */
async function announce(): Promise<void> {
  const lock = `netloom-executor-${Math.random().toString(36).slice(2)}`;
  await navigator.locks.request(lock, () => {
    post({ kind: 'ready', lock });
    return new Promise<never>(() => undefined);
  });
}

announce().catch(() => post({ kind: 'ready', lock: undefined }));
