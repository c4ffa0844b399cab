// A press inside an unfolded block makes its level the one that selection and commands work on; the view stays.

import { useReactFlow } from '@xyflow/react';
import { useCallback, type PointerEvent } from 'react';
import { blockOf } from '../state/unfolding.ts';
import { enter } from './choosing.ts';
import { partAt, type Part, type Placing } from './placing.ts';

/** @returns what to call with every press, before anything else looks at it */
export function useWorkingLevel(placing: Placing): (event: PointerEvent) => void {
  const flow = useReactFlow();
  return useCallback(
    (event) => {
      // Other buttons pan, or open menus that choose for themselves.
      if (event.button !== 0 || placing.parts.length === 1) return;
      const part = pressed(event, placing, () =>
        partAt(placing, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })),
      );
      if (part !== undefined) enter(placing, part);
    },
    [placing, flow],
  );
}

function pressed({ target }: PointerEvent, { byBlock }: Placing, at: () => Part): Part | undefined {
  if (!(target instanceof Element)) return undefined;
  const thing = target.closest('.react-flow__node, .react-flow__edge')?.getAttribute('data-id');
  if (thing != null) return byBlock.get(blockOf(thing));
  return target.classList.contains('react-flow__pane') ? at() : undefined;
}
