// Gestures on nodes and edges: selection goes to the session, a drag to the document when it stops.

import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import type { Position } from '../../shared/document/commands.ts';
import type { Level } from '../../shared/network/types.ts';
import { dispatch, endGesture } from '../state/document-store.ts';
import { select, useSession } from '../state/session-store.ts';
import type { CanvasEdge, CanvasNode, Projection } from './project.ts';

type Moving = ReadonlyMap<string, Position>;
const STILL: Moving = new Map();

/** Variants of projected records, so that selection and drags keep the identity of all others. */
const selectedNodes = new WeakMap<CanvasNode, CanvasNode>();
const selectedEdges = new WeakMap<CanvasEdge, CanvasEdge>();

export function useChanges(level: Level, projection: Projection) {
  const chosenNodes = useSession((state) => state.nodes);
  const chosenEdges = useSession((state) => state.edges);
  const [moving, setMoving] = useState<Moving>(STILL);

  const nodes = useMemo(() => {
    const chosen = new Set(chosenNodes);
    return projection.nodes.map((node): CanvasNode => {
      const shown = chosen.has(node.id) ? withSelected(selectedNodes, node) : node;
      const at = moving.get(node.id);
      return at === undefined ? shown : { ...shown, position: at, dragging: true };
    });
  }, [projection, chosenNodes, moving]);

  const edges = useMemo(() => {
    const chosen = new Set(chosenEdges);
    return projection.edges.map((edge) => (chosen.has(edge.id) ? withSelected(selectedEdges, edge) : edge));
  }, [projection, chosenEdges]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      applySelection(changes, 'nodes');
      const next = new Map<string, Position>();
      let dragging = false;
      for (const change of changes) {
        if (change.type !== 'position' || change.position === undefined) continue;
        next.set(change.id, { x: Math.round(change.position.x), y: Math.round(change.position.y) });
        dragging ||= change.dragging === true;
      }
      if (next.size === 0) return;
      if (dragging) {
        // Every drag is a step of its own, also of the same node.
        endGesture();
        setMoving((before) => new Map([...before, ...next]));
        return;
      }
      setMoving(STILL);
      if (level.parentId !== undefined) {
        // Arrow keys move in many small steps: one run of them is one undo step.
        dispatch(
          { type: 'move', positions: Object.fromEntries(next) },
          { gesture: moveGesture([...next.keys()]) },
        );
      }
    },
    [level],
  );

  const onEdgesChange = useCallback((changes: EdgeChange<CanvasEdge>[]) => {
    applySelection(changes, 'edges');
  }, []);

  return { nodes, edges, handlers: { onNodesChange, onEdgesChange } };
}

/** Names the undo step of moving these nodes, so that what their drop does can join it. */
export function moveGesture(nodes: readonly string[]): string {
  return `move ${nodes.join(' ')}`;
}

function withSelected<T extends CanvasNode | CanvasEdge>(cache: WeakMap<T, T>, record: T): T {
  let selected = cache.get(record);
  if (selected === undefined) {
    selected = { ...record, selected: true };
    cache.set(record, selected);
  }
  return selected;
}

function applySelection(
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[],
  which: 'nodes' | 'edges',
): void {
  const session = useSession.getState();
  const chosen = new Set(session[which]);
  let changed = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    changed = true;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  if (!changed) return;
  if (which === 'nodes') select([...chosen], session.edges);
  else select(session.nodes, [...chosen]);
}
