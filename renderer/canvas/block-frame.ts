// The frame of an unfolded block: how large it is, where in it the inside lies, and where its ports are: in line with
// the nodes inside that stand for them.

import type { Flow } from '../../shared/document/types.ts';
import { turn, turnPoint, turnSize } from '../../shared/layout/flow.ts';
import { portOffset, type Size } from '../../shared/layout/node-size.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import type { Box } from '../state/boxes.ts';
import type { Point } from './routes.ts';

export const FRAME_TITLE = 32;
const MARGIN = 24;
/** Nearer than this, ports cannot be told apart. */
const LEAST_PITCH = 16;
/** How far from what is inside a lead turns to the node that it is for. */
const STEP = 10;

export interface Frame {
  readonly size: Size;
  /** Where in the frame the top left corner of what is inside lies. */
  readonly inside: Point;
  /** What of the frame comes to lie where the middle of the folded block was. */
  readonly anchor: Point;
  /** Distances from the start of the edge that the ports sit on, in port order. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** What is inside cannot be edited. */
  readonly locked: boolean;
  /** From the ports to the nodes that stand for them, in pixels of the frame. */
  readonly leads: readonly (readonly Point[])[];
}

/**
 * @param folded size of the block when it is folded
 * @param boxes of the nodes inside, by id, within `bounds`
 */
export function frameOf(
  element: Element,
  folded: Size,
  flow: Flow,
  level: Level,
  boxes: ReadonlyMap<string, Box>,
  bounds: Box,
): Frame {
  // All turned to run down. The title is at the top of the screen, whichever way the network runs.
  const first = turnPoint({ x: MARGIN, y: FRAME_TITLE + MARGIN }, flow);
  const last = turnPoint({ x: MARGIN, y: MARGIN }, flow);
  const [content, least] = [turnSize(bounds, flow), turnSize(folded, flow)];
  const width = Math.max(least.width, first.x + content.width + last.x);
  const height = Math.max(least.height, first.y + content.height + last.y);
  const inside = { x: first.x + Math.floor((width - first.x - last.x - content.width) / 2), y: first.y };
  const corner = turnPoint(bounds, flow);
  const leads: (readonly Point[])[] = [];
  const portsOn = (side: 'Input' | 'Output'): readonly number[] => {
    const ports = side === 'Input' ? element.inputs : element.outputs;
    const even = ports.map((_, index) => portOffset(index, ports.length, { width, height }, 'down'));
    const within = ports.map(({ key }) => {
      const found = boxes.get(level.repeats === undefined ? key : `${side} ${key}`);
      if (found === undefined) return undefined;
      const box = turn(found, flow);
      return { ...box, x: inside.x + box.x - corner.x + box.width / 2, y: inside.y + box.y - corner.y };
    });
    const offsets = apart(within.map((box, index) => box?.x ?? even[index]!)) ?? even;
    within.forEach((box, index) => {
      if (box === undefined) return;
      const [end, at] = [{ x: box.x, y: side === 'Input' ? box.y : box.y + box.height }, offsets[index]!];
      const lead =
        side === 'Input'
          ? stepped({ x: at, y: 0 }, end, first.y - STEP)
          : stepped(end, { x: at, y: height }, height - last.y + STEP);
      leads.push(lead.map((point) => turnPoint(point, flow)));
    });
    return offsets;
  };
  const [inputs, outputs] = [portsOn('Input'), portsOn('Output')];
  // Where wires arrive, the frame stays in line with what they come from.
  const lined = inputs.length > 0 ? inputs : outputs;
  const middle = lined.length === 0 ? width / 2 : lined.reduce((sum, at) => sum + at, 0) / lined.length;
  const across = Math.min(Math.max(middle, least.width / 2), width - least.width / 2);
  return {
    size: turnSize({ width, height }, flow),
    inside: turnPoint(inside, flow),
    anchor: turnPoint({ x: across, y: height / 2 }, flow),
    inputs,
    outputs,
    locked: level.parentId === undefined,
    leads,
  };
}

/** Ports where these are, unless some of them would touch. */
function apart(offsets: readonly number[]): readonly number[] | undefined {
  const sorted = offsets.toSorted((a, b) => a - b);
  return sorted.every((at, index) => index === 0 || at - sorted[index - 1]! >= LEAST_PITCH)
    ? offsets
    : undefined;
}

/** Straight, or with one step at this height. */
function stepped(from: Point, to: Point, at: number): readonly Point[] {
  return from.x === to.x ? [from, to] : [from, { x: from.x, y: at }, { x: to.x, y: at }, to];
}
