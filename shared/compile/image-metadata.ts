// What a model file says of the images it expects: entries of the model's metadata_props. ONNX names the order of the
// channels and a few ranges (https://onnx.ai/onnx/repo-docs/MetadataProps.html), but has no key for the mean and the
// standard deviation that networks are trained with: those stand under names of our own.

import type { Network, NetworkNode } from '../network/types.ts';
import { normalisationProblems } from '../tensor/image.ts';

export interface Normalisation {
  /** Path of the Input. */
  readonly input: string;
  /** One value each, or one per channel, of pixels in 0 to 1: what arrives is (pixel − mean) / std. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Of every Input of the model that says what it was trained with: one whose mean or deviation somebody set, and could. */
export function normalisationsOf(network: Network): readonly Normalisation[] {
  return network.inputs.flatMap((index) => {
    const node = network.nodes[index]!;
    const [mean, std] = [numbersOf(node, 'mean'), numbersOf(node, 'std')];
    const channels = channelsOf(node) ?? mean.length;
    const isPossible = normalisationProblems({ channels, mean, std }).length === 0;
    return isSaid(network, node) && isPossible ? [{ input: node.path, mean, std }] : [];
  });
}

/**
 * Numbers as JSON arrays: `netloom.mean` is `[0.485,0.456,0.406]`. Where a model has several inputs, their names follow
 * the key: `netloom.mean.left`. ONNX's own keys hold for all images of a model, so they are there for one input only.
 *
 * `Image.NominalPixelRange` is left out where none of its ranges is what mean and deviation lead to: a reader would
 * scale pixels otherwise than the network was trained with.
 */
export function imageMetadata(network: Network): Readonly<Record<string, string>> {
  const single = network.inputs.length === 1;
  const metadata: Record<string, string> = {};
  for (const { input, mean, std } of normalisationsOf(network)) {
    const suffix = single ? '' : `.${input}`;
    metadata[`netloom.mean${suffix}`] = JSON.stringify(mean);
    metadata[`netloom.std${suffix}`] = JSON.stringify(std);
    if (!single) continue;
    const channels = channelsOf(network.nodes[network.inputs[0]!]!);
    const format = channels === 3 ? 'Rgb8' : channels === 1 ? 'Gray8' : undefined;
    if (format === undefined) continue;
    metadata['Image.BitmapPixelFormat'] = format;
    metadata['Image.ColorSpaceGamma'] = 'SRGB';
    const range = nominalRange(mean, std);
    if (range !== undefined) metadata['Image.NominalPixelRange'] = range;
  }
  return metadata;
}

function channelsOf({ outputTypes }: NetworkNode): number | undefined {
  return outputTypes?.[0]?.shape[1];
}

function isSaid(network: Network, { path }: NetworkNode): boolean {
  const record = network.elements.get(path)?.record;
  return record?.kind === 'operator' && ('mean' in record.attributes || 'std' in record.attributes);
}

function numbersOf({ attributes }: NetworkNode, name: string): readonly number[] {
  return (attributes as Readonly<Record<string, readonly number[]>>)[name] ?? [];
}

function nominalRange(mean: readonly number[], std: readonly number[]): string | undefined {
  const all = (values: readonly number[], wanted: number): boolean =>
    values.every((value) => value === wanted);
  if (all(mean, 0) && all(std, 1)) return 'Normalized_0_1';
  return all(mean, 0.5) && all(std, 0.5) ? 'Normalized_1_1' : undefined;
}
