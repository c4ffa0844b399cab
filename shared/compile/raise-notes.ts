// What a model leaves open, and what its figures therefore leave out.

import { isBoundary, type ComparableLayer } from '../analysis/comparable.ts';
import type { OnnxGraph, OnnxModel, OnnxValueInfo } from '../onnx/model.ts';
import { tensorType, type TensorType } from '../tensor/types.ts';

/**
 * Types that the file tells, where they are numbers. A name for the first dimension of an input is the batch, and
 * taken as 1 wherever it stands.
 */
export function valueTypes(graph: OnnxGraph): ReadonlyMap<string, TensorType> {
  const batch = new Set(graph.inputs.map(({ shape }) => shape[0]));
  const types = new Map<string, TensorType>();
  for (const info of [...graph.valueInfos, ...graph.outputs, ...graph.inputs]) {
    const shape = info.shape.map((extent) =>
      typeof extent === 'number' ? extent : batch.has(extent) ? 1 : undefined,
    );
    if (shape.every((extent) => extent !== undefined)) types.set(info.name, tensorType(shape, info.dtype));
  }
  return types;
}

/** @param unknown how often each operator occurs that Netloom does not know */
export function notesOn(
  { graph }: OnnxModel,
  layers: readonly ComparableLayer[],
  unknown: ReadonlyMap<string, number>,
): readonly string[] {
  const notes: string[] = [];
  const inputs = new Map(graph.inputs.map((info) => [info.name, info] as const));
  for (const layer of layers) {
    const info = layer.type === 'Input' ? inputs.get(layer.path) : undefined;
    if (info !== undefined) notes.push(...noteOnInput(info, layer.outputTypes?.[0]));
  }
  if (unknown.size > 0) {
    const names = [...unknown].toSorted((a, b) => b[1] - a[1]).map(([name, count]) => `${name} (${count})`);
    const shown = names.length > 8 ? [...names.slice(0, 8), `${names.length - 8} more`] : names;
    notes.push(`MACs and depth leave out operators that Netloom does not know: ${shown.join(', ')}.`);
  }
  const shapeless = layers.filter(({ type, outputTypes }) => outputTypes === undefined && !isBoundary(type));
  const [first] = shapeless;
  if (first !== undefined) {
    notes.push(
      `MACs and activations leave out ${shapeless.length} of ${layers.length} operators, whose shapes the file does not tell; the first is "${first.path}" (${first.type}).`,
    );
  }
  return notes;
}

function noteOnInput(info: OnnxValueInfo, type: TensorType | undefined): readonly string[] {
  if (type === undefined) {
    const open = info.shape.slice(1).filter((extent) => typeof extent === 'string');
    return [
      `The input "${info.name}" is ${info.shape.join(' × ')}: without a number for ${open.join(', ')}, only parameters and depth are known. Export the model with a fixed size.`,
    ];
  }
  const [batch = 1] = type.shape;
  if (type.shape.length !== 4 || batch === 1) return [];
  return [`The input "${info.name}" has a fixed batch: figures are for ${batch} images.`];
}
