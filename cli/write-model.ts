// A planned model to a file: made by as many threads as help, written while it is made, whole or not at all.

import { dirname } from 'node:path';
import { sweepFolder } from '../shared/node/sweep.ts';
import { writeAtomic, type WrittenFile } from '../shared/node/write-atomic.ts';
import { chunksInOrder } from '../shared/weights/make-chunks.ts';
import type { ModelPlan } from '../shared/weights/model-plan.ts';
import { startWeightThreads } from './weight-threads.ts';

/**
 * @param onProgress told how many bytes are made
 * @throws NetloomError as `writeAtomic`; the file is then as it was
 */
export async function writeModel(
  path: string,
  plan: ModelPlan,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<WrittenFile> {
  const threads = startWeightThreads(plan.madeBytes);
  const spare: ArrayBuffer[] = [];
  async function* reported() {
    let made = 0;
    for await (const chunk of chunksInOrder(plan, threads.makers, { spare, helping: true })) {
      yield chunk;
      onProgress((made += chunk.byteLength));
    }
  }
  try {
    // Of earlier commands that were killed here.
    await sweepFolder(dirname(path));
    return await writeAtomic(path, reported(), {
      byteLength: plan.byteLength,
      // Chunks have their memory to themselves.
      release: (chunk) => spare.push(chunk.buffer as ArrayBuffer),
    });
  } finally {
    await threads.end();
  }
}
