// How much memory a model needs at least, so that what cannot fit is refused before anything is allocated.

import type { Compiled } from '../../shared/compile/types.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import { elementCount, bytesPerElement } from '../../shared/tensor/types.ts';
import type { OnnxValueInfo } from '../../shared/onnx/model.ts';

/** 32-bit WASM addresses this much. */
const WASM_BYTES = 2 ** 32;

/** The runtime's own code and stacks, by trial. */
const RUNTIME_BYTES = 64 * 2 ** 20;

export interface MemoryNeed {
  readonly weights: number;
  /** Model inputs and outputs, and the largest inputs and outputs of any one operator: alive at once in any case. */
  readonly activations: number;
}

export function memoryNeed({ model, weights }: Compiled): MemoryNeed {
  const { graph } = model;
  const sizes = new Map<string, number>();
  for (const info of [...graph.inputs, ...graph.outputs, ...graph.valueInfos])
    sizes.set(info.name, infoBytes(info));
  const sum = (names: Iterable<string>): number => {
    let total = 0;
    for (const name of new Set(names)) total += sizes.get(name) ?? 0;
    return total;
  };
  const ends = [...graph.inputs, ...graph.outputs].map((info) => info.name);
  let activations = sum(ends);
  for (const node of graph.nodes) {
    activations = Math.max(activations, sum([...node.inputs, ...node.outputs]));
  }
  let weightBytes = 0;
  for (const weight of weights) weightBytes += 4 * elementCount(weight.shape);
  return { weights: weightBytes, activations };
}

function infoBytes({ dtype, shape }: OnnxValueInfo): number {
  return (
    bytesPerElement(dtype) * elementCount(shape.map((extent) => (typeof extent === 'number' ? extent : 1)))
  );
}

/** @throws NetloomError `too-large` with the bytes needed, where the model can never fit into WASM */
export function requireFits(need: MemoryNeed): void {
  const bytes = need.weights + need.activations + RUNTIME_BYTES;
  if (bytes <= WASM_BYTES) return;
  throw new NetloomError(
    'too-large',
    `Running this network needs at least ${gibibytes(bytes)} (weights ${gibibytes(need.weights)}, activations ${gibibytes(need.activations)}), ${bytes} bytes; at most 4 GiB can be used here. Make the input or the layers smaller.`,
  );
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 40 ? 2 : 0)} GiB`;
}
