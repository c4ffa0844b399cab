// What a compiled model computes inside, brought out: models whose outputs are some of its inner values, in the order
// of computation. Running them is the hosts'.

import type { OnnxModel, OnnxValueInfo } from '../onnx/model.ts';
import { byteSize } from '../tensor/types.ts';
import type { Compiled } from './types.ts';

/** Inner values looked at together: few sessions, and little memory. */
const GROUP_BYTES = 64 * 2 ** 20;

interface InnerValue {
  /** In the ONNX graph. */
  readonly name: string;
  /** Of the operator that gives it. */
  readonly path: string;
}

export interface InnerValues {
  /** Gives these values, in their order, and nothing else; the initialisers are all of the whole model's. */
  readonly model: OnnxModel;
  readonly values: readonly InnerValue[];
}

/** @param groupBytes the values of one model take at most so many, or are one alone */
export function* innerValues(
  { model, values }: Compiled,
  groupBytes = GROUP_BYTES,
): Generator<InnerValues, void, undefined> {
  const { graph } = model;
  const infos = new Map([...graph.valueInfos, ...graph.outputs].map((info) => [info.name, info] as const));
  // A value that is passed through belongs to whoever made it.
  const paths = new Map<string, string>();
  for (const [path, names] of values) for (const name of names) if (!paths.has(name)) paths.set(name, path);

  let group: OnnxValueInfo[] = [];
  let bytes = 0;
  const modelOf = (nodes: number): InnerValues => ({
    model: { ...model, graph: { ...graph, nodes: graph.nodes.slice(0, nodes), outputs: group } },
    values: group.map(({ name }) => ({ name, path: paths.get(name) ?? name })),
  });
  for (const [index, node] of graph.nodes.entries()) {
    for (const name of node.outputs) {
      const info = infos.get(name);
      if (info === undefined || info.dtype !== 'float32') continue;
      const size = byteSize({ dtype: info.dtype, shape: info.shape.map(Number) });
      if (group.length > 0 && bytes + size > groupBytes) {
        yield modelOf(index);
        group = [];
        bytes = 0;
      }
      group.push(info);
      bytes += size;
    }
  }
  if (group.length > 0) yield modelOf(graph.nodes.length);
}
