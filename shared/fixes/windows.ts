// Fixes of windows that do not fit onto their image, and of groups that do not divide channels.

import type { Diagnostic, Element } from '../network/types.ts';
import { nearestFixes, setFix } from './attributes.ts';
import type { Fix, Site } from './types.ts';
import { placeOf, quoted, schemaOf, upstream, valuesOf, type Place } from './walk.ts';
import { removeFixes } from './wiring.ts';

type Pair = readonly [number, number];

/** Ways to fit a window and its image: another window, no pooling before it, a larger input. */
export function smallImageFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  const [input] = place?.element.inputs ?? [];
  if (place === undefined || input === undefined) return [];
  const { element, level } = place;
  const fixes: Fix[] = [];
  if (Object.hasOwn(schemaOf(element, site), 'kernelSize')) fixes.push(...windowFixes(site, place));
  const pools = isPool(element) ? [element] : [];
  const before = upstream(level, element.record.id, input.key).find(isPool);
  for (const pool of [...pools, ...(before === undefined ? [] : [before])]) {
    fixes.push(...removeFixes(site, level, pool, ' and join its wires'));
  }
  return [...fixes, ...largerInputFixes(site, element)];
}

/** A smaller kernel, more padding, no dilation. */
function windowFixes(site: Site, place: Place): readonly Fix[] {
  const { element } = place;
  const values = valuesOf(element, site);
  const image = element.inputs[0]?.type?.shape.slice(2);
  const kernel = asPair(values['kernelSize']);
  if (image?.length !== 2 || kernel === undefined) return [];
  const dilation = asPair(values['dilation']) ?? [1, 1];
  const padding = asPair(values['padding']) ?? [0, 0];
  const most = (axis: 0 | 1) => Math.floor((image[axis]! + 2 * padding[axis] - 1) / dilation[axis]) + 1;
  const smaller = ([0, 1] as const).map((axis) => {
    const fits = Math.min(kernel[axis], most(axis));
    // A kernel with a centre keeps the image where it was.
    return !isPool(element) && fits > 1 && fits % 2 === 0 && fits < kernel[axis] ? fits - 1 : fits;
  });
  const stride = asPair(values['stride']);
  const sideBySide = isPool(element) && stride?.[0] === kernel[0] && stride[1] === kernel[1];
  const fixes: Fix[] = [];
  // A window of one pixel that pools nothing is no help.
  if (!isPool(element) || smaller.some((extent) => extent > 1)) {
    fixes.push(...setFix(site, place, { kernelSize: smaller, ...(sideBySide ? { stride: smaller } : {}) }));
  }
  const field = schemaOf(element, site)['padding'];
  if (field?.control === 'padding') fixes.push(...setFix(site, place, { padding: 'same' }));
  if (dilation[0] > 1 || dilation[1] > 1) fixes.push(...setFix(site, place, { dilation: [1, 1] }));
  return fixes;
}

function isPool({ record }: Element): boolean {
  return record.kind === 'operator' && ['MaxPool2d', 'AvgPool2d'].includes(record.operator);
}

function asPair(value: unknown): Pair | undefined {
  return Array.isArray(value) && value.length === 2 ? [Number(value[0]), Number(value[1])] : undefined;
}

/** Largest side that an enlarged input may get. */
const MOST_PIXELS = 4096;

/** A larger image at the network's own Input: as much as is missing, or twice and four times as large. */
function largerInputFixes(site: Site, element: Element): readonly Fix[] {
  const { network, costs } = site.analysis;
  const [index, ...more] = network.inputs;
  const path = index === undefined ? undefined : network.nodes[index]?.path;
  const input = path === undefined ? undefined : network.elements.get(path);
  const level = network.levels.get('');
  if (input === undefined || level === undefined || more.length > 0) return [];
  const { height, width } = valuesOf(input, site);
  const now: Pair = [Number(height), Number(width)];
  const feeder = element.inputs[0]?.value;
  const feederPath = feeder === undefined ? undefined : network.nodes[feeder.node]?.path;
  const stride = feederPath === undefined ? undefined : costs.get(feederPath)?.receptiveField?.stride;
  const missing = missingPixels(site, element);
  const sizes: Pair[] = [];
  if (stride?.every(Number.isFinite) === true && missing !== undefined) {
    sizes.push([now[0] + missing[0] * stride[0], now[1] + missing[1] * stride[1]]);
  } else {
    for (const factor of [2, 4]) sizes.push([now[0] * factor, now[1] * factor]);
  }
  return sizes
    .filter((size) => Math.max(...size) <= MOST_PIXELS)
    .flatMap((size) => {
      const title = `Enlarge ${quoted(input)} from ${now.join('×')} to ${size.join('×')} pixels`;
      return setFix(site, { element: input, level }, { height: size[0], width: size[1] }, title);
    });
}

/** Rows and columns that the image lacks for one window; undefined where the node is no window itself. */
function missingPixels(site: Site, element: Element): Pair | undefined {
  const values = valuesOf(element, site);
  const kernel = asPair(values['kernelSize']);
  const image = element.inputs[0]?.type?.shape.slice(2);
  if (element.record.kind !== 'operator' || kernel === undefined || image?.length !== 2) return undefined;
  const dilation = asPair(values['dilation']) ?? [1, 1];
  const padding = asPair(values['padding']) ?? [0, 0];
  const lack = (axis: 0 | 1) =>
    Math.max(0, dilation[axis] * (kernel[axis] - 1) + 1 - image[axis]! - 2 * padding[axis]);
  return [lack(0), lack(1)];
}

/** Groups that divide the channels on both sides, or channels that the groups divide. */
export function groupFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  if (place === undefined) return [];
  const channels = place.element.inputs[0]?.type?.shape[1];
  const { attribute } = diagnostic;
  const fixes =
    attribute === undefined || attribute === 'groups' ? [] : [...nearestFixes(site, place, attribute)];
  fixes.push(...nearestFixes(site, place, 'groups'));
  const values = valuesOf(place.element, site);
  if (channels !== undefined && typeof values['outChannels'] === 'number') {
    const outChannels = Math.max(1, Math.round(values['outChannels'] / channels)) * channels;
    fixes.push(...setFix(site, place, { groups: channels, outChannels }));
  }
  return fixes;
}
