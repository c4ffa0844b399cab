// Ports under the pointer: hovering one lights its wires, Alt+click breaks them, Ctrl+drag on an output carries
// them all to another output. (An input has one wire, which use-reconnecting lifts.)

import { useReactFlow } from '@xyflow/react';
import { useMemo, useState, type MouseEvent as ReactMouseEvent, type RefObject } from 'react';
import type { EdgeRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import type { PortMarks } from '../nodes/port-marks.ts';
import { moveWires, READ_ONLY, type PortRef } from '../state/editing.ts';
import { breakWires, wiresAt } from '../state/removing.ts';
import { say } from '../state/status-line.ts';
import { blockOf, canvasId, recordId } from '../state/unfolding.ts';
import { OTHER_BLOCK } from './ConnectionHint.tsx';
import { followDragKeys } from './drag-keys.ts';
import type { Placing } from './placing.ts';
import type { Projection } from './project.ts';
import type { Point } from './routes.ts';
import type { Guide } from './snapping.ts';
import { bodyPort, fitsWithin, refuse, shareAcross } from './use-connecting.ts';

const NONE: readonly Guide[] = [];

interface PortAt {
  /** The node's id on the canvas. */
  readonly id: string;
  readonly ref: PortRef;
  readonly side: 'input' | 'output';
}

/** The port at an element of the page. */
function portOf(target: EventTarget | null): PortAt | undefined {
  const handle = target instanceof Element ? target.closest('.react-flow__handle') : null;
  const [node, port] = [handle?.getAttribute('data-nodeid'), handle?.getAttribute('data-handleid')];
  if (handle === null || node == null || port == null) return undefined;
  return {
    id: node,
    ref: { node: recordId(node), port },
    side: handle.classList.contains('target') ? 'input' : 'output',
  };
}

export function usePortGestures(
  container: RefObject<HTMLDivElement | null>,
  placing: Placing,
  projection: Projection,
  marks: PortMarks,
) {
  const flow = useReactFlow();
  const [carried, setCarried] = useState(NONE);
  const gestures = useMemo(() => {
    const levelOf = (id: string) => placing.byBlock.get(blockOf(id))?.level;
    /** Lights the wires at a port without a render; undefined lights none. */
    const light = (at: PortAt | undefined) => {
      for (const lit of container.current?.querySelectorAll('[data-lit]') ?? [])
        lit.removeAttribute('data-lit');
      const level = at === undefined ? undefined : levelOf(at.id);
      if (at === undefined || level === undefined) return;
      for (const { id } of wiresAt(level, at.ref, at.side)) {
        container.current
          ?.querySelector(`.react-flow__edge[data-id="${CSS.escape(canvasId(blockOf(at.id), id))}"]`)
          ?.setAttribute('data-lit', '');
      }
    };

    const carry = (level: Level, { id: on, ref: from }: PortAt, wires: readonly EdgeRecord[]) => {
      const block = blockOf(on);
      const carriedIds = new Set(wires.map(({ id }) => canvasId(block, id)));
      const ends = projection.edges
        .filter(({ id }) => carriedIds.has(id))
        .flatMap(({ data }) => data?.points.at(-1) ?? []);
      const show = (to: Point) => setCarried(ends.map((end) => ({ from: to, to: end })));
      marks.set(fitsWithin(placing, canvasId(block, wires[0]!.target), wires[0]!.targetPort, 'input'));
      const move = (event: MouseEvent) =>
        show(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      const stop = () => {
        window.removeEventListener('mousemove', move, true);
        window.removeEventListener('mouseup', drop, true);
        stopKeys();
        marks.set(undefined);
        setCarried(NONE);
      };
      const drop = (event: MouseEvent) => {
        stop();
        const to = outputAt(level, block, event, from);
        if (to === undefined) return;
        const problem = typeof to === 'string' ? to : moveWires(level, wires, to)?.message;
        if (problem !== undefined) refuse(problem);
      };
      window.addEventListener('mousemove', move, true);
      window.addEventListener('mouseup', drop, true);
      const stopKeys = followDragKeys({ onEscape: stop });
    };

    return {
      onMouseOver(event: ReactMouseEvent) {
        light(portOf(event.target));
      },
      /** Onto a menu, for one, that opened over the canvas. */
      onMouseLeave() {
        light(undefined);
      },
      /** @returns true where the press was one of ours */
      onMouseDownCapture(event: ReactMouseEvent): boolean {
        const at = event.button === 0 ? portOf(event.target) : undefined;
        const level = at === undefined ? undefined : levelOf(at.id);
        if (at === undefined || level === undefined) return false;
        if (level.parentId === undefined) {
          if (event.altKey) say(READ_ONLY.message);
          return false;
        }
        if (event.altKey) {
          event.stopPropagation();
          event.preventDefault();
          const problem = breakWires(level, at.ref, at.side);
          if (problem !== undefined) refuse(problem.message);
          return true;
        }
        if (at.side === 'input' || !(event.ctrlKey || event.metaKey)) return false;
        event.stopPropagation();
        event.preventDefault();
        const wires = wiresAt(level, at.ref, 'output');
        if (wires.length > 0) carry(level, at, wires);
        return true;
      },
    };
  }, [container, placing, projection, marks, flow]);
  return { carried, ...gestures };
}

/** The output under the pointer, the nearest of a node's body, why there is none, or undefined over nothing. */
function outputAt(
  level: Level,
  block: string,
  event: MouseEvent,
  from: PortRef,
): PortRef | string | undefined {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const port = portOf(under);
  const id = under?.closest('.react-flow__node')?.getAttribute('data-id');
  if (id == null) return undefined;
  if (blockOf(id) !== block) return OTHER_BLOCK;
  if (port?.side === 'output') return port.ref;
  const node = recordId(id);
  if (node === from.node || !level.elements.has(node)) return undefined;
  return bodyPort(level, 'input', node, shareAcross(under, event, level.flow));
}
