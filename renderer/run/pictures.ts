// The picture that a network gets, from whatever source was chosen, and the tensors made of it.

import type { Compiled } from '../../shared/compile/types.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import type { Network } from '../../shared/network/types.ts';
import { noiseInput, requirePaintable, type PreprocessSpec } from '../../shared/tensor/image.ts';
import { digitInput, type Stroke } from '../executor/image/digit.ts';
import type { ImageSource } from '../executor/image/protocol.ts';
import { readImage } from '../executor/image/read-image.ts';
import type { TensorData } from '../executor/types.ts';
import type { InputPicture, Source } from './types.ts';

export interface Given {
  readonly source: Source;
  readonly file: { readonly name: string; readonly blob: Blob } | undefined;
  readonly strokes: readonly Stroke[];
  readonly noiseSeed: number;
}

/** How pictures become the network's first input; undefined where it has none. */
export function specOf(network: Network): PreprocessSpec | undefined {
  // The schema of Input's attributes is this record: shared/operators/input.ts.
  return network.nodes[network.inputs[0] ?? -1]?.attributes as unknown as PreprocessSpec | undefined;
}

/** What to offer first: a drawing is one grey channel, an image is three, and nothing but noise has others. */
export function sourceFor(channels: number): Source {
  if (channels === 1) return 'digit';
  return channels === 3 ? 'image' : 'noise';
}

/**
 * Undefined where nothing was given yet: no file, or an empty pad, which a network would answer with confidence.
 * @throws NetloomError where the image cannot be read or does not suit the network
 */
export async function makePicture(given: Given, spec: PreprocessSpec): Promise<InputPicture | undefined> {
  const picture = await paint(given, spec);
  if (picture !== undefined) makings.set(picture, makingOf(given));
  return picture;
}

/** Whether there is anything to make a picture of. */
export function isGiven(given: Given): boolean {
  return sourceOf(given) !== undefined;
}

/** Whether the same given, and the same way of preparing it, made this picture. */
export function wasMadeOf(picture: InputPicture, given: Given, spec: PreprocessSpec): boolean {
  const [then, now] = [makings.get(picture), makingOf(given)];
  return (
    then?.length === now.length &&
    then.every((part, index) => part === now[index]) &&
    JSON.stringify(picture.spec) === JSON.stringify(spec)
  );
}

/** By identity: strokes and files are never changed in place. */
const makings = new WeakMap<InputPicture, readonly unknown[]>();

function makingOf({ source, file, strokes, noiseSeed }: Given): readonly unknown[] {
  switch (source) {
    case 'image':
      return [source, file];
    case 'digit':
      return [source, strokes];
    case 'noise':
      return [source, noiseSeed];
    default:
      return assertNever(source);
  }
}

/** Inputs of more values are made aside: making them here would be seen. */
const ASIDE_FROM = 500_000;

async function paint(given: Given, spec: PreprocessSpec): Promise<InputPicture | undefined> {
  requirePaintable(spec);
  const source = sourceOf(given);
  if (source === undefined) return undefined;
  if (source.kind === 'file' || spec.channels * spec.height * spec.width > ASIDE_FROM) {
    return { ...(await readImage(source, spec)), spec };
  }
  const made = source.kind === 'noise' ? noiseInput(spec, source.seed) : digitInput(source.strokes, spec);
  return { ...made, spec, original: undefined };
}

function sourceOf({ source, file, strokes, noiseSeed }: Given): ImageSource | undefined {
  switch (source) {
    case 'image':
      return file === undefined ? undefined : { kind: 'file', file: file.blob };
    case 'digit':
      return strokes.length === 0 ? undefined : { kind: 'digit', strokes };
    case 'noise':
      return { kind: 'noise', seed: noiseSeed };
    default:
      return assertNever(source);
  }
}

export function sameSize(a: PreprocessSpec | undefined, b: PreprocessSpec | undefined): boolean {
  return a?.channels === b?.channels && a?.height === b?.height && a?.width === b?.width;
}

/** The picture for the first input, noise for any other. */
export function inputTensors({ model }: Compiled, picture: InputPicture): readonly TensorData[] {
  return model.graph.inputs.map(({ name, shape }, index) => {
    const extents = shape.map(Number);
    if (index === 0) return { name, shape: extents, data: picture.tensor };
    const [, channels = 1, height = 1, width = 1] = extents;
    return {
      name,
      shape: extents,
      data: noiseInput({ channels, height, width, mean: [0], std: [1] }, index).tensor,
    };
  });
}
