// Selecting by a rectangle, on the level that it was begun on: what it touches, added with Shift, toggled with Ctrl;
// Escape takes it back. Frames are left out: they lie under everything, and a rectangle inside one touches it always.

import { useReactFlow } from '@xyflow/react';
import {
  useEffect,
  useMemo,
  useRef,
  type MouseEvent as ReactMouseEvent,
  type PointerEvent as ReactPointerEvent,
} from 'react';
import { overlaps, type Box } from '../state/boxes.ts';
import { select, useSession } from '../state/session-store.ts';
import { followDragKeys } from './drag-keys.ts';
import { heldModifiers } from './modifiers.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import type { Part } from './placing.ts';
import type { Projection } from './project.ts';
import type { Point } from './routes.ts';

interface Chosen {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly notes: readonly string[];
}

export function useMarquee(projection: Projection, part: Part) {
  const flow = useReactFlow();
  const latest = useRef({ projection, block: part.block });
  useEffect(() => {
    latest.current = { projection, block: part.block };
  }, [projection, part.block]);
  const start = useRef<Point>(undefined);
  const before = useRef<Chosen>({ nodes: [], edges: [], notes: [] });
  const stop = useRef<() => void>(undefined);
  return useMemo(() => {
    const update = (event: MouseEvent) => {
      const from = start.current;
      if (from === undefined) return;
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const area: Box = {
        x: Math.min(from.x, at.x),
        y: Math.min(from.y, at.y),
        width: Math.abs(at.x - from.x),
        height: Math.abs(at.y - from.y),
      };
      const { projection: all, block } = latest.current;
      const { nodes, notes } = all;
      const hit = ({ id, position, data }: (typeof nodes | typeof notes)[number]) =>
        blockOf(id) === block && overlaps({ ...position, width: data.width, height: data.height }, area);
      select(
        combine(
          before.current.nodes,
          nodes.filter(hit).map(({ id }) => recordId(id)),
        ),
        [],
        combine(
          before.current.notes,
          notes.filter((note) => note.data.kind === 'note' && hit(note)).map(({ id }) => recordId(id)),
        ),
      );
    };

    const giveUp = (began: MouseEvent): void => {
      stop.current?.();
      start.current = undefined;
      // React Flow draws the rectangle until its pane hears that the button is up.
      const pointerId = began instanceof PointerEvent ? began.pointerId : 0;
      began.target?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, button: 0, pointerId }));
      const { nodes, edges, notes } = before.current;
      select(nodes, edges, notes);
    };

    return {
      /** True while a rectangle is drawn: React Flow's own idea of the selection then does not count. */
      isActive: () => stop.current !== undefined,

      onPointerDownCapture(event: ReactPointerEvent) {
        if (event.button !== 0) return;
        start.current = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        const { nodes, edges, notes } = useSession.getState();
        before.current = { nodes, edges, notes };
      },

      handlers: {
        onSelectionStart({ nativeEvent }: ReactMouseEvent) {
          stop.current?.();
          window.addEventListener('pointermove', update);
          const stopKeys = followDragKeys({ onEscape: () => giveUp(nativeEvent) });
          stop.current = () => {
            window.removeEventListener('pointermove', update);
            stopKeys();
            stop.current = undefined;
          };
          update(nativeEvent);
        },
        onSelectionEnd(event: ReactMouseEvent) {
          update(event.nativeEvent);
          stop.current?.();
        },
      },
    };
  }, [flow]);
}

function combine(before: readonly string[], inside: readonly string[]): readonly string[] {
  const { shift, control } = heldModifiers();
  if (shift) return [...new Set([...before, ...inside])];
  if (!control) return inside;
  const [was, is] = [new Set(before), new Set(inside)];
  return [...before.filter((id) => !is.has(id)), ...inside.filter((id) => !was.has(id))];
}
