// Where NaN and infinity begin in a run: the first value, in the order of computation, that has any.

import type { OnnxModel } from '../onnx/model.ts';
import type { WeightSpec } from '../weights/spec.ts';
import { elementCount } from '../tensor/types.ts';
import { fillWeight } from '../weights/materialise.ts';
import { innerValues } from './inner-values.ts';
import type { Compiled } from './types.ts';

export interface NonFiniteCount {
  readonly nan: number;
  /** Of either sign. */
  readonly infinite: number;
  readonly values: number;
}

export interface NonFiniteStart extends NonFiniteCount {
  /** Of the Input or the operator whose output it is. */
  readonly path: string;
}

/** How many of these values are NaN, and how many infinite. */
export function countNonFinite(data: Float32Array): NonFiniteCount {
  let nan = 0;
  let infinite = 0;
  for (const value of data) {
    if (Number.isFinite(value)) continue;
    if (Number.isNaN(value)) nan += 1;
    else infinite += 1;
  }
  return { nan, infinite, values: data.length };
}

/**
 * Looks through what a model is given and computes, a group of values at a time, until it finds some that are not
 * finite.
 * @param run runs a model with the initialisers of the compiled one on the inputs, and gives these outputs
 * @param groupBytes see `innerValues`
 * @returns undefined where all are finite, as inner outputs prevent fusion
 */
export async function firstNonFinite(
  compiled: Compiled,
  inputs: readonly { readonly name: string; readonly data: Float32Array }[],
  run: (model: OnnxModel, names: readonly string[]) => Promise<readonly Float32Array[]>,
  groupBytes?: number,
): Promise<NonFiniteStart | undefined> {
  for (const { name, data } of inputs) {
    const count = countNonFinite(data);
    if (count.nan + count.infinite > 0) return { path: name, ...count };
  }
  for (const { model, values } of innerValues(compiled, groupBytes)) {
    const outputs = await run(
      model,
      values.map(({ name }) => name),
    );
    for (const [index, { path }] of values.entries()) {
      const count = countNonFinite(outputs[index]!);
      if (count.nan + count.infinite > 0) return { path, ...count };
    }
  }
  return undefined;
}

/** Numbers looked at together. */
const CHUNK = 1 << 16;

/** The stored weights of an operator that hold NaN or infinity themselves, by their paths. */
export function nonFiniteWeights(
  { weights }: Pick<Compiled, 'weights'>,
  path: string,
  stored: Uint8Array | undefined,
): readonly string[] {
  const chunk = new Float32Array(CHUNK);
  const isNonFinite = (weight: WeightSpec): boolean => {
    const elements = elementCount(weight.shape);
    for (let start = 0; start < elements; start += CHUNK) {
      const part = chunk.subarray(0, Math.min(CHUNK, elements - start));
      fillWeight(weight, 0, part, start, stored);
      if (!part.every(Number.isFinite)) return true;
    }
    return false;
  };
  return weights
    .filter((weight) => weight.path === path || weight.path.startsWith(`${path}.`))
    .filter((weight) => weight.source.kind === 'stored' && isNonFinite(weight))
    .map((weight) => weight.path);
}

/** `1,024 of its 4,096 values (25 %) are infinite`. */
export function nonFiniteText({ nan, infinite, values }: NonFiniteCount): string {
  const count = nan + infinite;
  const share = (100 * count) / values;
  const percent = `${share < 0.1 ? '<0.1' : share.toFixed(share < 10 && count < values ? 1 : 0)} %`;
  const what =
    nan === 0
      ? 'infinite'
      : infinite === 0
        ? 'NaN'
        : `not finite: ${infinite.toLocaleString('en')} infinite, ${nan.toLocaleString('en')} NaN`;
  if (count === values && values > 1) return `all of its ${values.toLocaleString('en')} values are ${what}`;
  const are = count === 1 ? 'is' : 'are';
  return `${count.toLocaleString('en')} of its ${values.toLocaleString('en')} values (${percent}) ${are} ${what}`;
}
