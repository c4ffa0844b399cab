// How large a node's box is and where its ports sit: the geometry that layout and canvas share, in canvas
// pixels. A size depends on the kind of node and its number of ports, never on attributes or diagnostics,
// so that editing does not push neighbours around.

import type { NodeRecord } from '../document/types.ts';
import { findOperator } from '../operators/index.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One row: what it is. Two rows: and its attributes. Three rows: and its costs. */
export type Rows = 1 | 2 | 3;

const OPERATOR_WIDTH = 208;
const BLOCK_WIDTH = 224;
const ROW_HEIGHTS: Readonly<Record<Rows, number>> = { 1: 32, 2: 48, 3: 64 };
const BLOCK_HEIGHT = 72;
/** Least distance between neighbouring ports. */
const PORT_PITCH = 24;

/** How many lines of text the node's face has. */
export function nodeRows(record: NodeRecord): Rows {
  if (record.kind !== 'operator') return 3;
  const operator = findOperator(record.operator);
  if (operator === undefined) return 2;
  if (operator.weights !== undefined) return 3;
  return operator.summary === undefined ? 1 : 2;
}

/** The box of a node with this many input and output ports. */
export function nodeSize(record: NodeRecord, inputs = 1, outputs = 1): Size {
  const block = record.kind !== 'operator';
  const ports = (Math.max(inputs, outputs) + 1) * PORT_PITCH;
  return {
    width: Math.max(block ? BLOCK_WIDTH : OPERATOR_WIDTH, ports),
    height: block ? BLOCK_HEIGHT : ROW_HEIGHTS[nodeRows(record)],
  };
}

/**
 * Distance of port `index` of `count` from the left edge of a box this wide. Inputs sit on the top edge,
 * outputs on the bottom edge; a lone port in the middle, several spread evenly.
 */
export function portOffset(index: number, count: number, width: number): number {
  return Math.round((width * (index + 1)) / (count + 1));
}
