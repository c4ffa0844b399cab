// A wire with the shape of its tensor written on it.

import { BaseEdge, getSmoothStepPath, Position, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { CanvasEdge } from './project.ts';
import { roundedPath, type Point } from './routes.ts';
import styles from './Canvas.module.css';

const LABEL_HEIGHT = 16;
/** Width of a character of the label's monospaced 11 px. */
const CHARACTER = 6.65;

function WireEdgeInner(props: EdgeProps<CanvasEdge>) {
  const { sourceX, sourceY, targetX, targetY, data, selected } = props;
  const { path, label: at } = place({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data?.route);
  const label = data?.label ?? '';
  const width = label.length * CHARACTER + 10;
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        interactionWidth={16}
        className={styles.wire ?? ''}
        data-selected={selected === true ? '' : undefined}
      />
      {label === '' ? null : (
        <g
          className={styles.wireLabel}
          data-selected={selected === true ? '' : undefined}
          transform={`translate(${at.x} ${at.y})`}
        >
          <rect x={-width / 2} y={-LABEL_HEIGHT / 2} width={width} height={LABEL_HEIGHT} rx={4} />
          <text textAnchor="middle" dominantBaseline="central">
            {label}
          </text>
        </g>
      )}
    </>
  );
}

/** The stored route, or a plain step while a node is being dragged away from it. */
function place(
  from: Point,
  to: Point,
  route: { readonly points: readonly Point[]; readonly label: Point } | undefined,
): { readonly path: string; readonly label: Point } {
  const first = route?.points[0];
  const last = route?.points.at(-1);
  if (
    route !== undefined &&
    first !== undefined &&
    last !== undefined &&
    near(first, from) &&
    near(last, to)
  ) {
    return { path: roundedPath([...route.points]), label: route.label };
  }
  const [path, x, y] = getSmoothStepPath({
    sourceX: from.x,
    sourceY: from.y,
    sourcePosition: Position.Bottom,
    targetX: to.x,
    targetY: to.y,
    targetPosition: Position.Top,
    borderRadius: 8,
  });
  return { path, label: { x, y } };
}

/** Ports stick out of their box by half their size. */
function near(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < 2 && Math.abs(a.y - b.y) < 8;
}

export const WireEdge = memo(WireEdgeInner);
