// Document level → what React Flow draws. Unchanged nodes and edges keep their identity, so that an edit
// redraws only what it changed.

import type { Edge, Node, NodeHandle } from '@xyflow/react';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Diagnostic, Level, Library } from '../../shared/network/types.ts';
import { portPoint } from '../../shared/layout/node-size.ts';
import { PORT_SIDES } from '../nodes/port-sides.ts';
import { faceOf, sameFace, type Face, type FacePort } from '../nodes/face.ts';
import { levelPositions } from '../state/positions.ts';
import { wireShape } from '../ui/format.ts';
import type { NoteRecord } from '../../shared/document/types.ts';
import type { Box } from '../state/boxes.ts';
import { placeLabels, type LabelPlace } from './labels.ts';
import { projectNotes, titleBoxes, type NoteNode } from './project-notes.ts';
import { routeWires, type Point, type Wire } from './routes.ts';

export type CanvasNode = Node<Face, 'node'>;
type WireData = {
  readonly points: readonly Point[];
  /** The shape that flows along it; '' while it is not known. */
  readonly label: string;
  readonly place: LabelPlace;
};
export type CanvasEdge = Edge<WireData, 'wire'>;

export interface Projection {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly notes: readonly NoteNode[];
}

const HANDLE_SIZE = 10;

function handlesOf(face: Face): NodeHandle[] {
  const { flow, width, height } = face;
  const box = { x: 0, y: 0, width, height };
  const handles = (side: 'input' | 'output', ports: readonly FacePort[]) =>
    ports.map(({ key, offset }): NodeHandle => {
      const { x, y } = portPoint(box, side, offset, flow);
      return {
        id: key,
        type: side === 'input' ? 'target' : 'source',
        position: PORT_SIDES[flow][side],
        x: x - HANDLE_SIZE / 2,
        y: y - HANDLE_SIZE / 2,
        width: HANDLE_SIZE,
        height: HANDLE_SIZE,
      };
    });
  return [...handles('input', face.inputs), ...handles('output', face.outputs)];
}

/** Projects levels one after another and reuses what stayed the same. */
export function createProjector(
  library: Library,
): (level: Level, analysis: Analysis, notes?: readonly NoteRecord[]) => Projection {
  let lastPath: string | undefined;
  let lastNodes: ReadonlyMap<string, CanvasNode> = new Map();
  let lastEdges: ReadonlyMap<string, CanvasEdge> = new Map();
  return (level, analysis, notes = []) => {
    if (level.path !== lastPath) {
      lastNodes = new Map();
      lastEdges = new Map();
      lastPath = level.path;
    }
    const nodes = projectNodes(level, analysis, library, lastNodes);
    const edges = projectEdges(level, nodes, lastEdges, titleBoxes(notes));
    lastNodes = new Map(nodes.map((node) => [node.id, node] as const));
    lastEdges = new Map(edges.map((edge) => [edge.id, edge] as const));
    return { nodes, edges, notes: projectNotes(notes) };
  };
}

function projectNodes(
  level: Level,
  analysis: Analysis,
  library: Library,
  before: ReadonlyMap<string, CanvasNode>,
): readonly CanvasNode[] {
  const positions = levelPositions(level);
  const diagnostics = diagnosticsByElement(level, analysis.diagnostics);
  const editable = level.parentId !== undefined;
  return [...level.elements.values()].map((element): CanvasNode => {
    const { id } = element.record;
    const position = positions.get(id) ?? { x: 0, y: 0 };
    const old = before.get(id);
    const face = faceOf(element, analysis, diagnostics.get(element.path) ?? [], library, level.flow);
    if (
      old !== undefined &&
      old.position.x === position.x &&
      old.position.y === position.y &&
      old.draggable === editable &&
      sameFace(old.data, face)
    ) {
      return old;
    }
    const { width, height } = face;
    return {
      id,
      type: 'node',
      position: { x: position.x, y: position.y },
      data: face,
      width,
      height,
      measured: { width, height },
      handles: handlesOf(face),
      draggable: editable,
      connectable: editable,
      ariaLabel: ariaLabel(face),
    };
  });
}

function ariaLabel(face: Face): string {
  const shape = face.outputs[0]?.shape;
  const parts = [
    `${face.name}, ${face.title}`,
    face.repeat > 1 ? `${face.repeat} times` : '',
    face.bypassed ? 'bypassed' : '',
    face.summary,
    shape === undefined ? '' : `output ${shape}`,
  ];
  if (face.problem !== undefined) parts.push(`${face.problem.severity}: ${face.problem.message}`);
  return parts.filter((part) => part !== '').join(', ');
}

/** A block shows what is wrong inside it. */
function diagnosticsByElement(
  level: Level,
  diagnostics: readonly Diagnostic[],
): ReadonlyMap<string, readonly Diagnostic[]> {
  const prefix = level.path === '' ? '' : `${level.path}.`;
  const byElement = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.path === '' || !diagnostic.path.startsWith(prefix)) continue;
    const end = diagnostic.path.indexOf('.', prefix.length);
    const path = end === -1 ? diagnostic.path : diagnostic.path.slice(0, end);
    const inside = path !== diagnostic.path;
    const shown = inside
      ? { ...diagnostic, message: `${diagnostic.path.slice(path.length + 1)}: ${diagnostic.message}` }
      : diagnostic;
    const list = byElement.get(path);
    if (list === undefined) byElement.set(path, [shown]);
    else list.push(shown);
  }
  return byElement;
}

function projectEdges(
  level: Level,
  nodes: readonly CanvasNode[],
  before: ReadonlyMap<string, CanvasEdge>,
  titles: readonly Box[],
): readonly CanvasEdge[] {
  const indices = new Map(nodes.map((node, index) => [node.id, index] as const));
  const boxes: readonly Box[] = nodes.map(({ position, data: { width, height } }) => ({
    ...position,
    width,
    height,
  }));
  const drawn = Object.values(level.graph.edges).flatMap((edge) => {
    const source = indices.get(edge.source);
    const target = indices.get(edge.target);
    if (source === undefined || target === undefined) return [];
    const out = nodes[source]!.data.outputs.find(({ key }) => key === edge.sourcePort);
    const into = nodes[target]!.data.inputs.find(({ key }) => key === edge.targetPort);
    if (out === undefined || into === undefined) return [];
    const [from, to] = [boxes[source]!, boxes[target]!];
    const wire: Wire = {
      from: portPoint(from, 'output', out.offset, level.flow),
      to: portPoint(to, 'input', into.offset, level.flow),
      source,
      target,
      origin: `${edge.source} ${edge.sourcePort}`,
    };
    return [{ edge, wire, label: portShape(level, edge.source, edge.sourcePort) }];
  });
  const routes = routeWires(
    boxes,
    drawn.map(({ wire }) => wire),
    level.flow,
  );
  const places = placeLabels(
    drawn.map(({ wire, label }, index) => ({ points: routes[index]!, text: label, origin: wire.origin })),
    boxes,
    titles,
  );
  return drawn.map(({ edge, label }, index): CanvasEdge => {
    const [points, place] = [routes[index]!, places[index]!];
    const old = before.get(edge.id);
    if (
      old?.data?.label === label &&
      old.source === edge.source &&
      old.target === edge.target &&
      old.sourceHandle === edge.sourcePort &&
      old.targetHandle === edge.targetPort &&
      old.data.place.shown === place.shown &&
      samePoints([old.data.place.at], [place.at]) &&
      samePoints(old.data.points, points)
    ) {
      return old;
    }
    return {
      id: edge.id,
      type: 'wire',
      source: edge.source,
      sourceHandle: edge.sourcePort,
      target: edge.target,
      targetHandle: edge.targetPort,
      data: { points, label, place },
      focusable: false,
    };
  });
}

function portShape(level: Level, node: string, key: string): string {
  const type = level.elements.get(node)?.outputs.find((port) => port.key === key)?.type;
  return type === undefined ? '' : wireShape(type.shape);
}

function samePoints(a: readonly Point[], b: readonly Point[]): boolean {
  return (
    a.length === b.length && a.every((point, index) => point.x === b[index]?.x && point.y === b[index]?.y)
  );
}
