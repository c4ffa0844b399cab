// Which nodes and wires of a large level become elements: those near what is seen. React Flow handles every node that
// it is given on every frame of a drag or pan, seen or not; so it is given few. Pure.

import type { CanvasNode, Projection } from './project.ts';
import { contains, nodesIn, touches, viewedPart, type Looking, type Rectangle, type Scene } from './scene.ts';

/** Up to so many nodes a level is handed to React Flow whole. */
const SMALL = 240;
/** More elements than this in view cost frames: they are drawn on a bitmap. */
export const MOST_IN_VIEW = 60;
/** Once far, a view is near again below this: a pan along the limit must not flicker. */
const FEW_IN_VIEW = 48;
/** Below this zoom the bitmap's names, which do not shrink, are easier to read than an element's. */
const READABLE_ZOOM = 0.45;

export interface Window {
  /** In a far window nothing is an element: all is drawn on a bitmap. */
  readonly kind: 'whole' | 'near' | 'far';
  /** What becomes elements. */
  readonly shown: Projection;
  /** The part of the canvas for which it was chosen; undefined where it serves everywhere. */
  readonly part: Rectangle | undefined;
}

const FAR: Window = { kind: 'far', shown: { nodes: [], edges: [], notes: [] }, part: undefined };

/** Whether a window still serves for what is looked at now. */
export function serves(window: Window, scene: Scene, looking: Looking): boolean {
  const kind = kindFor(scene, looking, window.kind);
  if (kind !== window.kind) return false;
  return kind !== 'near' || contains(window.part!, viewedPart(looking));
}

/**
 * The window for what is looked at, or undefined while that is not known.
 * @param keep ids of nodes that become elements wherever they are: those selected, which are dragged together
 */
export function windowFor(
  scene: Scene,
  projection: Projection,
  looking: Looking | undefined,
  before: Window['kind'],
  keep: readonly string[],
): Window {
  if (scene.nodes.length <= SMALL) return { kind: 'whole', shown: projection, part: undefined };
  if (looking === undefined || kindFor(scene, looking, before) === 'far') return FAR;
  return near(scene, projection, viewedPart(looking, 0.5), keep);
}

function kindFor(scene: Scene, looking: Looking, before: Window['kind']): Window['kind'] {
  if (scene.nodes.length <= SMALL) return 'whole';
  if (looking.zoom < READABLE_ZOOM) return 'far';
  const limit = before === 'far' ? FEW_IN_VIEW : MOST_IN_VIEW;
  return nodesIn(scene, viewedPart(looking)).length > limit ? 'far' : 'near';
}

function near(scene: Scene, { notes }: Projection, part: Rectangle, keep: readonly string[]): Window {
  const indices = new Set(nodesIn(scene, part));
  const kept = new Set(keep);
  for (const [index, { id }] of scene.nodes.entries()) if (kept.has(id)) indices.add(index);
  // A wire needs both of its nodes, also where it only passes through.
  const wires = scene.wires.filter(({ box }) => touches(box, part));
  for (const { source, target } of wires) indices.add(source).add(target);
  return {
    kind: 'near',
    shown: {
      nodes: [...indices].sort((a, b) => a - b).map((index) => scene.nodes[index]!),
      edges: wires.map(({ edge }) => edge),
      // Few, and frames are larger than what is near.
      notes,
    },
    part,
  };
}

/** Its nodes, those first that are nearest to the middle of what is looked at. */
export function nearestFirst({ shown, part }: Window): readonly CanvasNode[] {
  if (part === undefined) return shown.nodes;
  const [x, y] = [(part.left + part.right) / 2, (part.top + part.bottom) / 2];
  const distance = ({ position, data }: CanvasNode): number =>
    Math.hypot(position.x + data.width / 2 - x, position.y + data.height / 2 - y);
  return shown.nodes.toSorted((a, b) => distance(a) - distance(b));
}

/** What is shown, with these of its nodes alone and the wires between them. */
export function withNodes(shown: Projection, nodes: readonly CanvasNode[]): Projection {
  const ids = new Set(nodes.map(({ id }) => id));
  return {
    // In the order in which they are drawn over one another.
    nodes: shown.nodes.filter(({ id }) => ids.has(id)),
    edges: shown.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    notes: shown.notes,
  };
}
