import { expect, test } from 'vitest';
import { findPreset, LIBRARY, PRESETS } from '../../renderer/presets/index.ts';
import { expand } from '../network/expand.ts';
import type { Network } from '../network/types.ts';
import { memoryTimeline, type MemoryTimeline } from './memory.ts';

function networkOf(id: string): Network {
  const built = findPreset(id)!.build({});
  if ('code' in built) throw new Error(built.message);
  return expand(built, LIBRARY);
}

/** What is alive in a step, straight from the definition. */
function aliveIn(network: Network, step: number): number {
  const bytes = (node: number) =>
    network.nodes[node]!.outputTypes!.reduce(
      (sum, { shape }) => sum + 4 * shape.reduce((product, extent) => product * extent, 1),
      0,
    );
  const isRead = (node: number, by: (reader: number) => boolean) =>
    network.nodes.some(({ index, inputs }) => by(index) && inputs.some((input) => input?.node === node));
  let sum = 0;
  for (let node = 0; node <= step; node += 1) {
    const kept = isRead(node, (reader) => network.outputs.includes(reader));
    if (node === step || kept || isRead(node, (reader) => reader >= step)) sum += bytes(node);
  }
  return sum;
}

function bytesHeld({ lifetimes }: MemoryTimeline, step: number): number {
  return lifetimes
    .filter(({ node, until }) => node <= step && step <= until)
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

test.each(['lenet5', 'resnet18', 'densenet121', 'googlenet'])(
  '%s holds at each step what is still to be read',
  (id) => {
    const network = networkOf(id);
    const timeline = memoryTimeline(network.nodes, network.outputs);
    expect(timeline.steps).toHaveLength(network.nodes.length);
    for (const [step, bytes] of timeline.steps.entries()) {
      expect(bytes, network.nodes[step]!.path).toBe(aliveIn(network, step));
      expect(bytesHeld(timeline, step)).toBe(bytes);
    }
  },
);

test('the peak is the first of the highest steps, in every preset', () => {
  for (const preset of PRESETS) {
    const built = preset.build({});
    if ('code' in built) throw new Error(built.message);
    const network = expand(built, LIBRARY);
    const { steps, peak } = memoryTimeline(network.nodes, network.outputs);
    expect(peak.bytes, preset.id).toBe(Math.max(...steps));
    expect(peak.node, preset.id).toBe(steps.indexOf(peak.bytes));
  }
});

test('nothing has no peak', () => {
  expect(memoryTimeline([], [])).toEqual({ steps: [], lifetimes: [], peak: { bytes: 0, node: undefined } });
});
