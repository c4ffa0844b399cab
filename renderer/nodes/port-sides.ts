// The sides of a node that its ports sit on, in React Flow's words.

import { Position } from '@xyflow/react';
import type { Flow } from '../../shared/document/types.ts';

export const PORT_SIDES: Readonly<Record<Flow, Readonly<Record<'input' | 'output', Position>>>> = {
  down: { input: Position.Top, output: Position.Bottom },
  right: { input: Position.Left, output: Position.Right },
};
