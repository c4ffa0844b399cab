// Selecting by a rectangle, on the level that it was begun on: what it touches, added with Shift, toggled with Ctrl. Frames are left out: they lie
// under everything, and a rectangle drawn inside one touches it always.

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
import { heldModifiers } from './modifiers.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import type { Part } from './placing.ts';
import type { Projection } from './project.ts';
import type { Point } from './routes.ts';

interface Chosen {
  readonly nodes: readonly string[];
  readonly notes: readonly string[];
}

export function useMarquee(projection: Projection, part: Part) {
  const flow = useReactFlow();
  const latest = useRef({ projection, block: part.block });
  useEffect(() => {
    latest.current = { projection, block: part.block };
  }, [projection, part.block]);
  const start = useRef<Point>(undefined);
  const before = useRef<Chosen>({ nodes: [], notes: [] });
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

    return {
      /** True while a rectangle is drawn: React Flow's own idea of the selection then does not count. */
      isActive: () => stop.current !== undefined,

      onPointerDownCapture(event: ReactPointerEvent) {
        if (event.button !== 0) return;
        start.current = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        const { nodes, notes } = useSession.getState();
        before.current = { nodes, notes };
      },

      handlers: {
        onSelectionStart(event: ReactMouseEvent) {
          stop.current?.();
          window.addEventListener('pointermove', update);
          stop.current = () => window.removeEventListener('pointermove', update);
          update(event.nativeEvent);
        },
        onSelectionEnd(event: ReactMouseEvent) {
          update(event.nativeEvent);
          stop.current?.();
          stop.current = undefined;
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
