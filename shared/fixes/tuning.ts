// Fixes at a layer upstream: its channels, stride, padding or size are set so that what arrives further down fits.

import type { EdgeRecord } from '../document/types.ts';
import type { Element, Level } from '../network/types.ts';
import type { Shape } from '../tensor/types.ts';
import { setFix } from './attributes.ts';
import type { Fix, Site } from './types.ts';
import { schemaOf, upstream, valuesOf } from './walk.ts';

type Values = Readonly<Record<string, unknown>>;

/** Layers whose stride or padding is offered; channels are decided by the nearest alone. */
const MOST_LAYERS = 3;

/** Ways to make what flows along a wire `wanted` instead of `shape` by setting one layer before it. */
export function tuningFixes(
  site: Site,
  level: Level,
  edge: EdgeRecord,
  shape: Shape,
  wanted: Shape,
): readonly Fix[] {
  const layers = upstream(level, edge.target, edge.targetPort);
  const width = layers.find((element) => widthName(element, site) !== undefined);
  const features = shape.length === 4 ? 1 : shape.length - 1;
  const needsWidth = shape[features] !== wanted[features];
  const needsSize = shape.length === 4 && (shape[2] !== wanted[2] || shape[3] !== wanted[3]);
  if (needsWidth && width === undefined) return [];
  const channels: Values =
    needsWidth && width !== undefined ? { [widthName(width, site)!]: wanted[features] } : {};
  if (!needsSize) return width === undefined ? [] : setFix(site, { element: width, level }, channels);
  const sizes = layers
    .flatMap((element) => sizeValues(element, site, shape, wanted).map((values) => ({ element, values })))
    .slice(0, MOST_LAYERS);
  // Where both are wrong, one layer must decide both: two changes at two layers are two fixes.
  return sizes.flatMap(({ element, values }) =>
    needsWidth && element !== width ? [] : setFix(site, { element, level }, { ...channels, ...values }),
  );
}

function widthName(element: Element, site: Site): string | undefined {
  return ['outChannels', 'outFeatures'].find((name) => Object.hasOwn(schemaOf(element, site), name));
}

/** What could be set on a layer so that its image comes out in another size. */
function sizeValues(element: Element, site: Site, shape: Shape, wanted: Shape): readonly Values[] {
  const schema = schemaOf(element, site);
  const values = valuesOf(element, site);
  const found: Values[] = [];
  const size = wanted.slice(2);
  for (const name of ['outputSize', 'size']) {
    if (schema[name]?.control === 'pair') found.push({ [name]: size });
  }
  const stride = schema['stride'];
  if (stride?.control === 'pair') {
    const now = values['stride'] as readonly [number, number];
    const next = [0, 1].map((axis) => rescaled(now[axis]!, shape[axis + 2]!, wanted[axis + 2]!));
    if (next.every((extent) => extent !== undefined)) found.push({ stride: next });
  } else if (stride?.control === 'integer') {
    const next = rescaled(Number(values['stride']), shape[2]!, wanted[2]!);
    if (next !== undefined) found.push({ stride: next });
  }
  return found;
}

/** Ways to make an image a few pixels larger or smaller by the padding of a layer before it. */
export function paddingFixes(
  site: Site,
  level: Level,
  edge: EdgeRecord,
  shape: Shape,
  wanted: Shape,
): readonly Fix[] {
  if (shape.length !== 4 || shape[1] !== wanted[1]) return [];
  const layers = upstream(level, edge.target, edge.targetPort).slice(0, MOST_LAYERS);
  return layers.flatMap((element) => {
    const field = schemaOf(element, site)['padding'];
    const now = valuesOf(element, site)['padding'];
    if ((field?.control !== 'padding' && field?.control !== 'pair') || now === 'same') return [];
    const padding = now as readonly [number, number];
    const next = [0, 1].map((axis) => padding[axis]! + (wanted[axis + 2]! - shape[axis + 2]!) / 2);
    const possible = next.every((extent) => Number.isInteger(extent) && extent >= 0);
    return possible ? setFix(site, { element, level }, { padding: next }) : [];
  });
}

/** The stride that makes an extent another one, to the nearest: evaluation tells whether it does. */
function rescaled(stride: number, from: number, to: number): number | undefined {
  const next = Math.round((stride * from) / to);
  return next >= 1 && next !== stride ? next : from === to ? stride : undefined;
}
