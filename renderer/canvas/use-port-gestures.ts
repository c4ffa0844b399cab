// Ports under the pointer: hovering one lights its wires, Alt+click breaks them, Ctrl+drag on an output carries
// them all to another output. (An input has one wire, which use-reconnecting lifts.)

import { useReactFlow } from '@xyflow/react';
import { useMemo, useState, type MouseEvent as ReactMouseEvent, type RefObject } from 'react';
import type { EdgeRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import type { PortMarks } from '../nodes/port-marks.ts';
import { moveWires, type PortRef } from '../state/editing.ts';
import { portFits } from '../state/port-fit.ts';
import { breakWires, wiresAt } from '../state/removing.ts';
import type { Projection } from './project.ts';
import type { Point } from './routes.ts';
import type { Guide } from './snapping.ts';
import { bodyPort, refuse, shareAcross } from './use-connecting.ts';

const NONE: readonly Guide[] = [];

interface PortAt {
  readonly ref: PortRef;
  readonly side: 'input' | 'output';
}

/** The port at an element of the page. */
function portOf(target: EventTarget | null): PortAt | undefined {
  const handle = target instanceof Element ? target.closest('.react-flow__handle') : null;
  const [node, port] = [handle?.getAttribute('data-nodeid'), handle?.getAttribute('data-handleid')];
  if (handle === null || node == null || port == null) return undefined;
  return { ref: { node, port }, side: handle.classList.contains('target') ? 'input' : 'output' };
}

export function usePortGestures(
  container: RefObject<HTMLDivElement | null>,
  level: Level,
  projection: Projection,
  marks: PortMarks,
) {
  const flow = useReactFlow();
  const [carried, setCarried] = useState(NONE);
  const gestures = useMemo(() => {
    /** Lights the wires at a port without a render; undefined lights none. */
    const light = (at: PortAt | undefined) => {
      for (const lit of container.current?.querySelectorAll('[data-lit]') ?? [])
        lit.removeAttribute('data-lit');
      if (at === undefined) return;
      for (const { id } of wiresAt(level, at.ref, at.side)) {
        container.current
          ?.querySelector(`.react-flow__edge[data-id="${CSS.escape(id)}"]`)
          ?.setAttribute('data-lit', '');
      }
    };

    const carry = (from: PortRef, wires: readonly EdgeRecord[]) => {
      const ends = projection.edges
        .filter(({ id }) => wires.some((wire) => wire.id === id))
        .flatMap(({ data }) => data?.points.at(-1) ?? []);
      const show = (to: Point) => setCarried(ends.map((end) => ({ from: to, to: end })));
      const fits = portFits(level, { node: wires[0]!.target, port: wires[0]!.targetPort }, 'input');
      marks.set(fits);
      const move = (event: MouseEvent) =>
        show(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      const stop = () => {
        window.removeEventListener('mousemove', move, true);
        window.removeEventListener('mouseup', drop, true);
        window.removeEventListener('keydown', cancel, true);
        marks.set(undefined);
        setCarried(NONE);
      };
      const drop = (event: MouseEvent) => {
        stop();
        const to = outputAt(level, event, from);
        if (to === undefined) return;
        const problem = typeof to === 'string' ? to : moveWires(level, wires, to)?.message;
        if (problem !== undefined) refuse(problem);
      };
      const cancel = (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        stop();
      };
      window.addEventListener('mousemove', move, true);
      window.addEventListener('mouseup', drop, true);
      window.addEventListener('keydown', cancel, true);
    };

    return {
      onMouseOver(event: ReactMouseEvent) {
        light(portOf(event.target));
      },
      /** @returns true where the press was one of ours */
      onMouseDownCapture(event: ReactMouseEvent): boolean {
        const at = event.button === 0 ? portOf(event.target) : undefined;
        if (at === undefined || level.parentId === undefined) return false;
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
        if (wires.length > 0) carry(at.ref, wires);
        return true;
      },
    };
  }, [container, level, projection, marks, flow]);
  return { carried, ...gestures };
}

/** The output under the pointer, the nearest of a node's body, why there is none, or undefined over nothing. */
function outputAt(level: Level, event: MouseEvent, from: PortRef): PortRef | string | undefined {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const port = portOf(under);
  if (port?.side === 'output') return port.ref;
  const node = under?.closest('.react-flow__node')?.getAttribute('data-id');
  if (node == null || node === from.node || !level.elements.has(node)) return undefined;
  return bodyPort(level, 'input', node, shareAcross(under, event, level.flow));
}
