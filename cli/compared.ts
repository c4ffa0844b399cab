// What can be compared: presets, documents and ONNX files, each with its figures and, for timing, as a model.

import { analyse } from '../shared/analysis/analyse.ts';
import { comparableOf, type Comparable } from '../shared/analysis/comparable.ts';
import { compile } from '../shared/compile/compile.ts';
import { raise } from '../shared/compile/raise.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { decodeModel } from '../shared/onnx/decode.ts';
import type { OnnxValueInfo } from '../shared/onnx/model.ts';
import { modelBytes, planModel } from '../shared/weights/model-plan.ts';
import { loadSource, namingFile, readWhole } from './source.ts';

export interface Compared {
  readonly source: string;
  /** The document's name, or the graph's. */
  readonly name: string;
  readonly comparable: Comparable;
  readonly inputs: readonly Pick<OnnxValueInfo, 'name' | 'dtype'>[];
  /** The bytes of the model. A document's must be complete. */
  model(): Uint8Array;
}

/** @throws NetloomError that names the source and what is wrong with it */
export async function loadCompared(source: string): Promise<Compared> {
  if (!source.startsWith('preset:') && source.toLowerCase().endsWith('.onnx')) return onnxFile(source);
  try {
    const { document, network, stored } = await loadSource(source, [], 'warn');
    const { name, seed } = document;
    return {
      source,
      name,
      comparable: comparableOf(analyse(network)),
      inputs: network.inputs.map((index) => ({ name: network.nodes[index]!.path, dtype: 'float32' })),
      model() {
        const { model, weights } = compile(network, { name });
        return modelBytes(planModel(model, weights, seed, stored));
      },
    };
  } catch (error) {
    // Errors of files name the file; with several presets, only the source tells whose argument is wrong.
    if (!(error instanceof NetloomError) || !/^preset:.*\?/su.test(source)) throw error;
    throw new NetloomError(error.code, `${source}: ${error.message}`, { cause: error });
  }
}

async function onnxFile(path: string): Promise<Compared> {
  const bytes = await readWhole(path);
  const model = namingFile(path, () => decodeModel(bytes));
  const held = new Set(model.graph.initialisers.map(({ name }) => name));
  return {
    source: path,
    name: model.graph.name,
    comparable: namingFile(path, () => raise(model)),
    inputs: model.graph.inputs.filter(({ name }) => !held.has(name)),
    model: () => bytes,
  };
}
