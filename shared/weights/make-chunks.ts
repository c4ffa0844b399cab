// The chunks of a model file in order, made by several threads at once while the caller writes them. What a thread
// is belongs to the host: a worker of Node or of the browser, behind ChunkMaker.

import { makeFills, type ChunkOrder } from './fills.ts';
import { placeCopies, type ModelPlan, type PlannedChunk } from './model-plan.ts';

export interface ChunkMaker {
  /** Answered in the order asked, with the same memory; rejects when the thread has died. */
  make(order: ChunkOrder): Promise<ArrayBuffer>;
}

/** The near end of a thread, which answers its orders one after the other. */
export interface ThreadEnd {
  readonly maker: ChunkMaker;
  answer(buffer: ArrayBuffer): void;
  /** The thread has died: what it had to do, and all that it is still asked for, fails. */
  fail(error: Error): void;
}

/** @param send hands the order over, and its memory with it */
export function threadEnd(send: (order: ChunkOrder) => void): ThreadEnd {
  const waiting: { resolve(buffer: ArrayBuffer): void; reject(error: Error): void }[] = [];
  let dead: Error | undefined;
  return {
    maker: {
      make(order) {
        return new Promise((resolve, reject) => {
          if (dead !== undefined) {
            reject(dead);
            return;
          }
          waiting.push({ resolve, reject });
          send(order);
        });
      },
    },
    answer: (buffer) => waiting.shift()?.resolve(buffer),
    fail(error) {
      dead ??= error;
      for (const { reject } of waiting.splice(0)) reject(dead);
    },
  };
}

export interface MakingOptions {
  /**
   * Memory for chunks, `plan.chunkBytes` each: the consumer puts a chunk's here when it needs it no more. What is not
   * put here is not used again.
   */
  readonly spare: ArrayBuffer[];
  /** Makes chunks in the calling thread, too, when every maker has enough to do: not where that thread draws a window. */
  readonly helping: boolean;
}

/** What a thread is doing, and what it finds when that is done. */
const ORDERS_PER_MAKER = 2;

/**
 * Abandoning the iteration leaves the makers alone; end them when the iteration has ended.
 * @param makers may grow meanwhile, as threads come up; while there are none, the calling thread makes the chunks
 */
export async function* chunksInOrder(
  plan: ModelPlan,
  makers: readonly ChunkMaker[],
  { spare, helping }: MakingOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const underWay = new Map<ChunkMaker, number>();
  const window: { made: boolean; readonly chunk: Promise<Uint8Array<ArrayBuffer>> }[] = [];

  function begin(planned: PlannedChunk, maker: ChunkMaker | undefined): void {
    const { byteLength, copies, fills } = planned;
    const buffer = spare.pop() ?? new ArrayBuffer(plan.chunkBytes);
    const finish = (filled: ArrayBuffer): Uint8Array<ArrayBuffer> => {
      const chunk = new Uint8Array(filled, 0, byteLength);
      placeCopies(chunk, copies);
      return chunk;
    };
    if (maker === undefined || fills.length === 0) {
      makeFills(new Uint8Array(buffer), fills, plan.seed);
      window.push({ made: true, chunk: Promise.resolve(finish(buffer)) });
      return;
    }
    underWay.set(maker, ordersOf(maker) + 1);
    const making = maker.make({ buffer, fills, seed: plan.seed }).then((filled) => {
      underWay.set(maker, ordersOf(maker) - 1);
      place.made = true;
      return finish(filled);
    });
    const place = { made: false, chunk: making };
    // Met when its turn comes; until then a failure is not unhandled.
    making.catch(() => undefined);
    window.push(place);
  }

  const ordersOf = (maker: ChunkMaker): number => underWay.get(maker) ?? 0;

  /** The maker with the least to do, where one has room. */
  function freeMaker(): ChunkMaker | undefined {
    let free: ChunkMaker | undefined;
    let least = ORDERS_PER_MAKER;
    for (const maker of makers) {
      if (ordersOf(maker) >= least) continue;
      free = maker;
      least = ordersOf(maker);
    }
    return free;
  }

  let next = 0;
  function order(): void {
    const reach = makers.length * ORDERS_PER_MAKER + 1;
    while (next < plan.chunks.length && window.length < reach) {
      const maker = freeMaker();
      const mayHelp = makers.length === 0 || (helping && window[0]?.made === false);
      if (maker === undefined && !mayHelp) return;
      begin(plan.chunks[next]!, maker);
      next += 1;
    }
  }

  for (;;) {
    order();
    const first = window.shift();
    if (first === undefined) return;
    const chunk = await first.chunk;
    order();
    yield chunk;
  }
}
