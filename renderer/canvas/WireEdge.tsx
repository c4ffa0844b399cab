// A wire with the shape of its tensor written on it, and a `+` that inserts a node, while hands are near.

import { BaseEdge, getSmoothStepPath, type EdgeProps } from '@xyflow/react';
import { memo, useCallback, useState } from 'react';
import type { Flow } from '../../shared/document/types.ts';
import { turnPoint } from '../../shared/layout/flow.ts';
import { PORT_SIDES } from '../nodes/port-sides.ts';
import { labelWidth, LABEL_HEIGHT } from './labels.ts';
import type { CanvasEdge } from './project.ts';
import { roundedPath, type Point } from './routes.ts';
import { useInserting } from './wire-actions.ts';
import styles from './Canvas.module.css';

const PLUS_RADIUS = 8;

function WireEdgeInner(props: EdgeProps<CanvasEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, data, selected = false } = props;
  const flow = sourcePosition === PORT_SIDES.right.output ? 'right' : 'down';
  const [hovered, setHovered] = useState(false);
  const hovering = useCallback((group: SVGGElement | null) => onHover(group, setHovered), []);
  const insert = useInserting();
  const { path, middle } = place({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data, flow);
  const label = data?.place.shown === true ? data.label : '';
  const width = labelWidth(label);
  const plus = besideLabel(middle, label === '' ? 0 : width, flow);
  return (
    <g ref={hovering}>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={16}
        className={styles.wire ?? ''}
        data-selected={selected ? '' : undefined}
      />
      {label === '' ? null : (
        // Placed by attributes: a transform would make each label a layer of its own while the view is panned.
        <g className={styles.wireLabel} data-selected={selected ? '' : undefined}>
          <rect
            x={middle.x - width / 2}
            y={middle.y - LABEL_HEIGHT / 2}
            width={width}
            height={LABEL_HEIGHT}
            rx={4}
          />
          <text x={middle.x} y={middle.y} textAnchor="middle" dominantBaseline="central">
            {label}
          </text>
        </g>
      )}
      {insert !== undefined && data?.editable === true && (hovered || selected) ? (
        // For the pointer; with keys, Tab inserts into the selected wire.
        <g
          className={styles.plus}
          aria-hidden
          data-insert={id}
          transform={`translate(${plus.x} ${plus.y})`}
          onMouseDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            insert(id, event.clientX, event.clientY);
          }}
        >
          <title>Insert a layer</title>
          <circle r={PLUS_RADIUS} />
          <path d="M-3.5 0H3.5M0 -3.5V3.5" />
        </g>
      ) : null}
    </g>
  );
}

/**
 * Where the `+` stands: beside the label of a wire that leads down. A wire to the right has its end there, which would be
 * lifted instead: below.
 */
function besideLabel({ x, y }: Point, width: number, flow: Flow): Point {
  if (width === 0) return { x, y };
  return flow === 'down'
    ? { x: x + width / 2 + PLUS_RADIUS, y }
    : { x, y: y + LABEL_HEIGHT / 2 + PLUS_RADIUS - 3 };
}

/** Follows the pointer over the whole wire: React Flow's anchors at its ends lie beside what is drawn here. */
function onHover(group: SVGGElement | null, report: (hovered: boolean) => void): (() => void) | undefined {
  const wire = group?.closest('.react-flow__edge');
  if (wire == null) return undefined;
  const enter = () => report(true);
  const leave = () => report(false);
  wire.addEventListener('mouseenter', enter);
  wire.addEventListener('mouseleave', leave);
  return () => {
    wire.removeEventListener('mouseenter', enter);
    wire.removeEventListener('mouseleave', leave);
  };
}

/** The stored route, or a plain step while a node is being dragged away from it. */
function place(
  from: Point,
  to: Point,
  data: CanvasEdge['data'],
  flow: Flow,
): { readonly path: string; readonly middle: Point } {
  const first = data?.points[0];
  const last = data?.points.at(-1);
  if (
    data !== undefined &&
    first !== undefined &&
    last !== undefined &&
    near(first, from, flow) &&
    near(last, to, flow)
  ) {
    return { path: roundedPath(data.points), middle: data.place.at };
  }
  const [path, x, y] = getSmoothStepPath({
    sourceX: from.x,
    sourceY: from.y,
    sourcePosition: PORT_SIDES[flow].output,
    targetX: to.x,
    targetY: to.y,
    targetPosition: PORT_SIDES[flow].input,
    borderRadius: 8,
  });
  return { path, middle: { x, y } };
}

/** Ports stick out of their box by half their size. */
function near(a: Point, b: Point, flow: Flow): boolean {
  const { x, y } = turnPoint({ x: a.x - b.x, y: a.y - b.y }, flow);
  return Math.abs(x) < 2 && Math.abs(y) < 8;
}

export const WireEdge = memo(WireEdgeInner);
