// Fixes where branches meet that do not agree: Add, Mul and Concat. A branch is changed on its way to the merge,
// or at the layer upstream that decides what it is.

import type { EdgeRecord } from '../document/types.ts';
import type { Diagnostic, Element, Level } from '../network/types.ts';
import type { Shape } from '../tensor/types.ts';
import { nearestFixes } from './attributes.ts';
import { continuing, finish, insertInWire, some, startDraft, type NewNode } from './draft.ts';
import { FLATTEN, GLOBAL_POOL, ONE_PIXEL } from './ranks.ts';
import { paddingFixes, tuningFixes } from './tuning.ts';
import type { Fix, Site } from './types.ts';
import { placeOf, quoted, valuesOf, wireInto } from './walk.ts';

/** A wire into the merge with what flows along it. */
interface Branch {
  readonly edge: EdgeRecord;
  readonly source: Element;
  readonly shape: Shape;
}

/** A branch with nodes to insert and the words for them. */
interface Change {
  readonly branch: Branch;
  readonly chain: readonly NewNode[];
  readonly what: string;
}

/** Ways to make the branches of an Add, a Mul or a Concat agree. */
export function mergeFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  if (place === undefined) return [];
  const { element, level } = place;
  const branches = branchesOf(level, element);
  const ranks = new Set(branches.map(({ shape }) => shape.length));
  const joins = isConcat(element);
  if (joins && valuesOf(element, site)['axis'] !== 1) return nearestFixes(site, place, 'axis');
  if (ranks.size > 1) return rankFixes(site, level, element, branches, joins);
  const fixes: Fix[] = [];
  // A padding that was forgotten is the commonest cause, and the cheapest to mend.
  const forgotten: Fix[] = [];
  for (const target of targetsOf(level, branches)) {
    const fitted = branches.map((branch) => ({ branch, wanted: wantedShape(branch.shape, target, joins) }));
    const odd = fitted.filter(({ branch, wanted }) => !sameSize(branch.shape, wanted));
    if (odd.length === 0) continue;
    for (const method of joins ? [resized, padded] : [projected, resized, padded]) {
      const changes = odd.map(({ branch, wanted }) => method(branch, wanted));
      if (changes.every((change) => change !== undefined)) {
        fixes.push(...inserted(site, level, element, changes));
      }
    }
    const [first, ...more] = odd;
    if (first !== undefined && more.length === 0) {
      const { branch, wanted } = first;
      forgotten.push(...paddingFixes(site, level, branch.edge, branch.shape, wanted));
      fixes.push(...tuningFixes(site, level, branch.edge, branch.shape, wanted));
    }
  }
  return [...forgotten, ...fixes];
}

function isConcat({ record }: Element): boolean {
  return record.kind === 'operator' && record.operator === 'Concat';
}

function branchesOf(level: Level, element: Element): readonly Branch[] {
  return element.inputs.flatMap(({ key, type }): readonly Branch[] => {
    const edge = wireInto(level, element.record.id, key);
    const source = edge === undefined ? undefined : level.elements.get(edge.source);
    if (edge === undefined || source === undefined || type === undefined) return [];
    return [{ edge, source, shape: type.shape }];
  });
}

/** Shapes that all could take: that of the branch computed last first, for the others are its shortcuts. */
function targetsOf(level: Level, branches: readonly Branch[]): readonly Shape[] {
  const order = [...level.elements.keys()];
  const place = ({ source }: Branch): number => order.indexOf(source.record.id);
  return [...branches]
    .sort((a, b) => place(b) - place(a))
    .map(({ shape }) => shape)
    .filter((shape, index, all) => all.findIndex((other) => sameSize(other, shape)) === index);
}

/** What a branch must become for a merge with `target`: extents that broadcast, and joined channels, may stay. */
function wantedShape(shape: Shape, target: Shape, joins: boolean): Shape {
  return shape.map((extent, axis) => {
    const other = target[axis]!;
    if (axis === 0 || (joins && axis === 1)) return extent;
    return !joins && (extent === 1 || other === 1) ? extent : other;
  });
}

function sameSize(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** A learned shortcut: a 1×1 convolution and batch norm, as in He et al. 2016; on features a Linear layer. */
function projected(branch: Branch, wanted: Shape): Change | undefined {
  const { shape } = branch;
  const last = shape.length - 1;
  if (shape.length !== 4) {
    if (shape.slice(0, last).some((extent, axis) => extent !== wanted[axis])) return undefined;
    const chain = [{ operator: 'Linear', name: 'proj', attributes: { outFeatures: wanted[last] } }];
    return { branch, chain, what: `a Linear layer (${shape[last]} → ${wanted[last]} features)` };
  }
  const strides = [2, 3].map((axis) => strideTo(shape[axis]!, wanted[axis]!));
  const strided = strides.every((stride) => stride !== undefined);
  const size = strided ? undefined : resized(branch, [...shape.slice(0, 2), ...wanted.slice(2)]);
  if (!strided && size === undefined) return undefined;
  if (shape[1] === wanted[1] && !strided) return undefined;
  const stride = strided && strides.some((step) => step !== 1) ? { stride: strides } : {};
  const convolution = {
    operator: 'Conv2d',
    name: 'proj',
    attributes: { outChannels: wanted[1], kernelSize: 1, ...stride, bias: false },
  };
  const change = [
    shape[1] === wanted[1] ? `${wanted[1]} channels` : `${shape[1]} → ${wanted[1]} channels`,
    ...('stride' in stride ? [`stride ${step(stride.stride)}`] : []),
  ];
  return {
    branch,
    chain: [...(size?.chain ?? []), convolution, { operator: 'BatchNorm2d', name: 'proj_bn' }],
    what: `${size === undefined ? '' : `${size.what} and `}a 1×1 convolution with batch norm (${change.join(', ')})`,
  };
}

/** Averages a larger image down, enlarges a smaller one; nothing is learned. */
function resized(branch: Branch, wanted: Shape): Change | undefined {
  const { shape } = branch;
  if (shape.length !== 4 || shape[1] !== wanted[1]) return undefined;
  const [from, to] = [shape.slice(2), wanted.slice(2)];
  const words = `(${from.join('×')} → ${to.join('×')})`;
  const grows = to.some((extent, axis) => extent > from[axis]!);
  if (!grows) {
    const pool = { operator: 'AdaptiveAvgPool2d', name: 'resize', attributes: { outputSize: to } };
    return { branch, chain: [pool], what: `an adaptive average pool ${words}` };
  }
  const upsample = { operator: 'Upsample', name: 'upsample', attributes: { size: to } };
  return { branch, chain: [upsample], what: `an Upsample ${words}` };
}

/** An image that lacks no more than this on an axis gets a border instead of being enlarged. */
const MOST_PADDING = 8;

function padded(branch: Branch, wanted: Shape): Change | undefined {
  const { shape } = branch;
  if (shape.length !== 4 || shape[1] !== wanted[1]) return undefined;
  const [rows = 0, columns = 0] = [2, 3].map((axis) => wanted[axis]! - shape[axis]!);
  if (Math.min(rows, columns) < 0 || Math.max(rows, columns) > MOST_PADDING) return undefined;
  const [top, left] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const attributes = { top, bottom: rows - top, left, right: columns - left };
  return {
    branch,
    chain: [{ operator: 'ZeroPad2d', name: 'pad', attributes }],
    what: `a border of zeros (${shape.slice(2).join('×')} → ${wanted.slice(2).join('×')})`,
  };
}

/** The stride of a 1×1 window that leaves `to` of `from` pixels: out = ⌊(n − 1) / s⌋ + 1. */
function strideTo(from: number, to: number): number | undefined {
  const stride = Math.round(from / to);
  return stride >= 1 && Math.floor((from - 1) / stride) + 1 === to ? stride : undefined;
}

function step(strides: readonly (number | undefined)[]): string {
  return strides[0] === strides[1] ? `${strides[0]}` : strides.join('×');
}

/** Features and images meet: features become images of one pixel, or images are averaged to features. */
function rankFixes(
  site: Site,
  level: Level,
  element: Element,
  branches: readonly Branch[],
  joins: boolean,
): readonly Fix[] {
  const images = branches.filter(({ shape }) => shape.length === 4);
  const features = branches.filter(({ shape }) => shape.length === 2);
  if (images.length + features.length < branches.length) return [];
  const on = (meant: readonly Branch[], chain: readonly NewNode[], what: string) =>
    inserted(
      site,
      level,
      element,
      meant.map((branch) => ({ branch, chain, what })),
    );
  const averaged = on(images, [GLOBAL_POOL, FLATTEN], 'a global average pool and a Flatten');
  const laidOut = on(images, [FLATTEN], 'a Flatten');
  if (joins) return [...averaged, ...laidOut];
  return continuing([...on(features, [ONE_PIXEL], 'an Unflatten to one pixel'), ...averaged]);
}

function inserted(site: Site, level: Level, element: Element, changes: readonly Change[]): readonly Fix[] {
  const draft = startDraft(site, level);
  const [first, ...more] = changes;
  if (draft === undefined || first === undefined) return [];
  for (const { branch, chain } of changes) insertInWire(draft, branch.edge, chain);
  const where = `between ${quoted(first.branch.source)} and ${quoted(element)}`;
  const others =
    more.length === 0 ? '' : `, and on ${more.length} more ${more.length === 1 ? 'branch' : 'branches'}`;
  return some(finish(draft, `Insert ${first.what} ${where}${others}`));
}
