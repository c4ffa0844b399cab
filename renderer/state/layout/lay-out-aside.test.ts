import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutGraph } from '../../../shared/layout/layout.ts';
import { add, bottlenecks, emptyGraph, type Graph } from '../../../shared/layout/testing/graphs.ts';
import { layOutAside, type LayoutWorker } from './lay-out-aside.ts';
import { answerLayout, type LayoutAnswer } from './protocol.ts';

/** A worker on the same thread, whose messages are copied as between threads. */
function localWorker(log: { ended: number }, silent = false): LayoutWorker {
  const worker: LayoutWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => (log.ended += 1),
    postMessage(request) {
      const tell = (answer: LayoutAnswer) =>
        worker.onmessage?.(new MessageEvent('message', { data: structuredClone(answer) }));
      if (!silent) queueMicrotask(() => answerLayout(structuredClone(request), tell));
    },
  };
  return worker;
}

/** Layers of random width, wired to random nodes before them. */
const graphs: fc.Arbitrary<Graph> = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 40 })
  .map((all) => {
    const graph = emptyGraph();
    for (const [index, from] of all.entries()) {
      add(graph, `n${index}`, index === 0 ? [] : from.map((source) => `n${source % index}`));
    }
    return graph;
  });

describe('layOutAside', () => {
  it('gives the positions that the page itself would give, in both flows', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.constantFrom('down', 'right'), async (graph, direction) => {
        const log = { ended: 0 };
        const positions = await layOutAside(
          { ...graph, options: { direction } },
          { signal: new AbortController().signal, onProgress: () => {}, start: () => localWorker(log) },
        );
        expect(positions).toEqual(layoutGraph(graph.nodes, graph.edges, { direction }));
        expect(log.ended).toBe(1);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it('tells how far it is, and never takes it back', async () => {
    const told: number[] = [];
    await layOutAside(
      { ...bottlenecks(30), options: {} },
      {
        signal: new AbortController().signal,
        onProgress: (done) => told.push(done),
        start: () => localWorker({ ended: 0 }),
      },
    );
    expect(told.length).toBeGreaterThan(5);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBeCloseTo(1);
  });

  it('ends the worker when it is cancelled', async () => {
    const log = { ended: 0 };
    const controller = new AbortController();
    const waiting = layOutAside(
      { ...bottlenecks(2), options: {} },
      { signal: controller.signal, onProgress: () => {}, start: () => localWorker(log, true) },
    );
    controller.abort();
    expect(await waiting).toBeUndefined();
    expect(log.ended).toBe(1);
  });

  it('says so where the worker dies', async () => {
    const worker = localWorker({ ended: 0 }, true);
    const waiting = layOutAside(
      { ...bottlenecks(2), options: {} },
      { signal: new AbortController().signal, onProgress: () => {}, start: () => worker },
    );
    worker.onerror?.({ message: 'out of memory.' } as ErrorEvent);
    await expect(waiting).rejects.toThrow(
      /The layout of 2\d nodes ended early: out of memory\. Nothing was moved/,
    );
  });
});
