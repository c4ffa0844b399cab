// The bytes of an export, made by workers while the host writes them: the window has its thread to itself.

import { NetloomError } from '../../shared/lib/errors.ts';
import { chunksInOrder, threadEnd, type ChunkMaker } from '../../shared/weights/make-chunks.ts';
import type { ModelPlan } from '../../shared/weights/model-plan.ts';

/** Less than this is made before a worker has started; a chunk of it takes a third of a frame. */
const WORTH_WORKERS_BYTES = 4 * 2 ** 20;
/** Beyond these a disk is no longer fast enough to write what they make. */
const MOST_WORKERS = 4;

/**
 * The chunks of the file in order. A chunk's memory is used again once the next is asked for. The workers end with
 * the iteration, also where it is abandoned.
 * @throws NetloomError `worker-died` where a worker ends, for want of memory most likely
 */
export async function* exportChunks(
  plan: ModelPlan,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const wanted = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency - 1));
  const makers: ChunkMaker[] = [];
  const workers = Array.from({ length: plan.madeBytes < WORTH_WORKERS_BYTES ? 0 : wanted }, () =>
    startWorker(makers),
  );
  const spare: ArrayBuffer[] = [];
  try {
    for await (const chunk of chunksInOrder(plan, makers, { spare, helping: false })) {
      yield chunk;
      spare.push(chunk.buffer);
    }
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

function startWorker(makers: ChunkMaker[]): Worker {
  const worker = new Worker(new URL('./worker/weight-worker.ts', import.meta.url), {
    type: 'module',
    name: 'weights',
  });
  const { maker, answer, fail } = threadEnd((order) => worker.postMessage(order, [order.buffer]));
  worker.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => answer(data);
  worker.onerror = () =>
    fail(
      new NetloomError(
        'worker-died',
        'The part of Netloom that makes weights ended unexpectedly, for want of memory most likely. Export again.',
      ),
    );
  makers.push(maker);
  return worker;
}
