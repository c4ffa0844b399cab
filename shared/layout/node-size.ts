// How large a node's box is and where its ports sit: the geometry that layout and canvas share, in canvas
// pixels. A size depends on the kind of node and its number of ports, never on attributes or diagnostics,
// so that editing does not push neighbours around.

import type { Flow, NodeRecord } from '../document/types.ts';
import { findOperator } from '../operators/index.ts';
import { turn, turnPoint, type Point, type Size } from './flow.ts';

export type { Size } from './flow.ts';

/** One row: what it is. Two rows: and its attributes. Three rows: and its costs. */
export type Rows = 1 | 2 | 3;

const OPERATOR_WIDTH = 208;
const BLOCK_WIDTH = 224;
const ROW_HEIGHTS: Readonly<Record<Rows, number>> = { 1: 32, 2: 48, 3: 64 };
const BLOCK_HEIGHT = 72;
/** Least distance between neighbouring ports. Nodes are low: on their sides ports stand closer. */
const PORT_PITCH: Readonly<Record<Flow, number>> = { down: 24, right: 16 };

/** How many lines of text the node's face has. */
export function nodeRows(record: NodeRecord): Rows {
  if (record.kind !== 'operator') return 3;
  const operator = findOperator(record.operator);
  if (operator === undefined) return 2;
  if (operator.weights !== undefined) return 3;
  return operator.summary === undefined ? 1 : 2;
}

/** The box of a node with this many input and output ports: it grows across the flow, where they sit. */
export function nodeSize(record: NodeRecord, flow: Flow, inputs = 1, outputs = 1): Size {
  const block = record.kind !== 'operator';
  const width = block ? BLOCK_WIDTH : OPERATOR_WIDTH;
  const height = block ? BLOCK_HEIGHT : ROW_HEIGHTS[nodeRows(record)];
  const ports = (Math.max(inputs, outputs) + 1) * PORT_PITCH[flow];
  return flow === 'down'
    ? { width: Math.max(width, ports), height }
    : { width, height: Math.max(height, ports) };
}

/**
 * Distance of port `index` of `count` from the start of the edge that it sits on: of the top and bottom edge where
 * the network runs down, of the left and right edge where it runs to the right. Inputs sit on the first of these,
 * outputs on the second; a lone port in the middle, several spread evenly.
 */
export function portOffset(index: number, count: number, size: Size, flow: Flow): number {
  const breadth = flow === 'down' ? size.width : size.height;
  return Math.round((breadth * (index + 1)) / (count + 1));
}

/** Where a port with this offset lies on the canvas. */
export function portPoint(box: Point & Size, side: 'input' | 'output', offset: number, flow: Flow): Point {
  const { x, y, height } = turn(box, flow);
  return turnPoint({ x: x + offset, y: side === 'input' ? y : y + height }, flow);
}
