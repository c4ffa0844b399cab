// Which values an inspecting run brings out, and where they are found afterwards.
//
// All elements of the open level are brought out together where they fit: the first click after a run costs one
// session, and every further one on the level nothing. Large levels bring out the selected element alone.

import type { Compiled } from '../../shared/compile/types.ts';
import type { Level, Network, ValueRef } from '../../shared/network/types.ts';
import { byteSize } from '../../shared/tensor/types.ts';
import type { TensorData } from '../executor/types.ts';

/** Held in the page while the level is open; WASM needs as much again during the run. */
const INSPECTION_BYTES = 192 * 2 ** 20;

/** Paths to inspect so that `selected` is among them. */
export function inspectionPaths(network: Network, level: Level, selected: string): readonly string[] {
  const paths: string[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  for (const { path } of level.elements.values()) {
    const ref = firstValue(network, path);
    const type = ref === undefined ? undefined : network.nodes[ref.node]?.outputTypes?.[ref.output];
    if (ref === undefined || type === undefined) continue;
    paths.push(path);
    const value = `${ref.node}.${ref.output}`;
    if (!seen.has(value)) bytes += byteSize(type);
    seen.add(value);
  }
  if (!paths.includes(selected)) return firstValue(network, selected) === undefined ? [] : [selected];
  return bytes <= INSPECTION_BYTES ? paths : [selected];
}

/** What a node or block gives first; for an Output of the model, what arrives at it. */
function firstValue(network: Network, path: string): ValueRef | undefined {
  const element = network.elements.get(path);
  if (element === undefined) return undefined;
  const isOutput = element.record.kind === 'operator' && element.record.operator === 'Output';
  return (isOutput ? element.inputs : element.outputs)[0]?.value;
}

/** The tensor of each path, among what went into the model and what came out. */
export function collectValues(
  network: Network,
  compiled: Compiled,
  paths: readonly string[],
  tensors: readonly TensorData[],
): ReadonlyMap<string, TensorData> {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor] as const));
  const found = new Map<string, TensorData>();
  for (const path of paths) {
    const ref = firstValue(network, path);
    const source = ref === undefined ? undefined : network.nodes[ref.node];
    const name = source === undefined ? undefined : compiled.values.get(source.path)?.[ref!.output];
    const tensor = name === undefined ? undefined : byName.get(name);
    if (tensor !== undefined) found.set(path, tensor);
  }
  return found;
}
