// A level as plain numbers, for what is drawn on a bitmap rather than as elements: the far view, the overview.
// Also answers what lies where, for nodes that have no element to be hit. Pure.

import { boundsOf, type Box } from '../state/boxes.ts';
import { TITLE_HEIGHT } from '../state/note-editing.ts';
import { FRAME_TITLE } from './block-frame.ts';
import type { CanvasEdge, CanvasNode, Projection } from './project.ts';
import type { NoteNode } from './project-notes.ts';
import type { Point } from './routes.ts';

export interface Scene {
  readonly nodes: readonly CanvasNode[];
  /** Left, top, right and bottom of each node, in canvas pixels. */
  readonly boxes: Float64Array;
  readonly wires: readonly SceneWire[];
  /** Behind everything. */
  readonly notes: readonly NoteNode[];
  readonly bounds: Box | undefined;
}

interface SceneWire {
  readonly edge: CanvasEdge;
  readonly points: readonly Point[];
  readonly box: Rectangle;
  /** Indices of the nodes at its ends. */
  readonly source: number;
  readonly target: number;
}

/** A viewport, and the size in pixels of what shows it. */
export interface Looking {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function sceneOf({ nodes, edges, notes }: Projection): Scene {
  const boxes = new Float64Array(nodes.length * 4);
  const indices = new Map<string, number>();
  for (const [index, { id, position, data }] of nodes.entries()) {
    indices.set(id, index);
    boxes.set([position.x, position.y, position.x + data.width, position.y + data.height], index * 4);
  }
  const wires = edges.flatMap((edge): readonly SceneWire[] => {
    const source = indices.get(edge.source);
    const target = indices.get(edge.target);
    const points = edge.data?.points;
    if (source === undefined || target === undefined || points === undefined) return [];
    return [{ edge, points, box: around(points), source, target }];
  });
  const bounds = boundsOf(
    [...nodes, ...notes].map(({ position, data }) => ({
      ...position,
      width: data.width,
      height: data.height,
    })),
  );
  return { nodes, boxes, wires, notes, bounds };
}

function around(points: readonly Point[]): Rectangle {
  return {
    left: Math.min(...points.map(({ x }) => x)),
    top: Math.min(...points.map(({ y }) => y)),
    right: Math.max(...points.map(({ x }) => x)),
    bottom: Math.max(...points.map(({ y }) => y)),
  };
}

/** The part of the canvas that is looked at, and `margin` of its width and height around it. */
export function viewedPart({ x, y, zoom, width, height }: Looking, margin = 0): Rectangle {
  return {
    left: (-x - width * margin) / zoom,
    top: (-y - height * margin) / zoom,
    right: (width * (1 + margin) - x) / zoom,
    bottom: (height * (1 + margin) - y) / zoom,
  };
}

/** Indices of the nodes that the rectangle touches. */
export function nodesIn({ boxes }: Scene, part: Rectangle): readonly number[] {
  const found: number[] = [];
  for (let index = 0, at = 0; at < boxes.length; index += 1, at += 4) {
    if (
      boxes[at]! <= part.right &&
      boxes[at + 2]! >= part.left &&
      boxes[at + 1]! <= part.bottom &&
      boxes[at + 3]! >= part.top
    ) {
      found.push(index);
    }
  }
  return found;
}

/** The node drawn last at this place, or undefined. A frame is taken by its title alone. */
export function nodeAt(scene: Scene, { x, y }: Point): CanvasNode | undefined {
  const index = nodesIn(scene, { left: x, right: x, top: y, bottom: y }).findLast((at) => {
    const { position, data } = scene.nodes[at]!;
    return data.frame === undefined || y <= position.y + FRAME_TITLE;
  });
  return index === undefined ? undefined : scene.nodes[index];
}

/**
 * The note drawn last at this place that can be taken there, or undefined: a frame by its title and its edges, as
 * from near, since what lies within is what stands in it.
 * @param reach how thick these are at least, in canvas pixels
 */
export function noteAt({ notes }: Scene, { x, y }: Point, reach: number): NoteNode | undefined {
  return notes.findLast(({ position, data: { kind, width, height } }) => {
    const outer = around([position, { x: position.x + width, y: position.y + height }]);
    if (!contains(outer, around([{ x, y }]))) return false;
    if (kind === 'note' || y < position.y + Math.max(TITLE_HEIGHT, reach)) return true;
    return Math.min(x - outer.left, outer.right - x, outer.bottom - y) < reach / 2;
  });
}

export function touches(a: Rectangle, b: Rectangle): boolean {
  return a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;
}

/** Whether `inner` lies within `outer`. */
export function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    outer.left <= inner.left &&
    outer.right >= inner.right &&
    outer.top <= inner.top &&
    outer.bottom >= inner.bottom
  );
}
