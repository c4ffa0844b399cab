// Threads that make fresh weights while the main one writes them, for networks large enough to be worth their start.

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { threadEnd, type ChunkMaker } from '../shared/weights/make-chunks.ts';

export interface WeightThreads {
  /** Grows as threads come up. */
  readonly makers: readonly ChunkMaker[];
  end(): Promise<void>;
}

/** A thread takes a fifth of a second to load TypeScript, in which the main one makes and writes about this much. */
const WORTH_THREADS_BYTES = 256 * 2 ** 20;
/** Beyond these a disk is no longer fast enough to write what they make. */
const MOST_THREADS = 4;

/**
 * In Node 20 tsx's hooks are those of the main thread alone. Its hooks for `require` need no thread of their own, as
 * those for `import` do.
 */
const START = `require('tsx/cjs/api').register(); require(${JSON.stringify(fileURLToPath(new URL('./weight-thread.ts', import.meta.url)))});`;
/** Orders leave little garbage. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** @param madeBytes how much there is to make */
export function startWeightThreads(madeBytes: number): WeightThreads {
  const makers: ChunkMaker[] = [];
  const count = madeBytes < WORTH_THREADS_BYTES ? 0 : Math.min(MOST_THREADS, availableParallelism() - 1);
  const workers = Array.from({ length: count }, () => startThread((maker) => makers.push(maker)));
  return {
    makers,
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function startThread(onReady: (maker: ChunkMaker) => void): Worker {
  const worker = new Worker(START, { eval: true, resourceLimits: LIMITS });
  const { maker, answer, fail } = threadEnd((order) => worker.postMessage(order, [order.buffer]));
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => fail(new Error('A thread that makes weights ended before its work was done.')));
  worker.once('message', () => {
    worker.on('message', answer);
    onReady(maker);
  });
  return worker;
}
