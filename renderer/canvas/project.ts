// What is shown of the document → what React Flow draws. Unchanged nodes and edges keep their identity, so that an
// edit redraws only what it changed.

import type { Edge, Node, NodeHandle } from '@xyflow/react';
import type { EdgeRecord } from '../../shared/document/types.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Diagnostic, Level, Library } from '../../shared/network/types.ts';
import { portPoint } from '../../shared/layout/node-size.ts';
import { PORT_SIDES } from '../nodes/port-sides.ts';
import { faceOf, sameFace, type Face, type FacePort } from '../nodes/face.ts';
import { canvasId } from '../state/unfolding.ts';
import { wireShape } from '../ui/format.ts';
import type { Frame } from './block-frame.ts';
import type { Part, Placing } from './placing.ts';
import { placeLabels, type LabelPlace } from './labels.ts';
import { projectNotes, titleBoxes, type NoteNode } from './project-notes.ts';
import type { Point } from './routes.ts';

export type CanvasNode = Node<Face, 'node'>;
type WireData = {
  readonly points: readonly Point[];
  /** The shape that flows along it; '' while it is not known. */
  readonly label: string;
  readonly place: LabelPlace;
  readonly editable: boolean;
};
export type CanvasEdge = Edge<WireData, 'wire'>;
export type CanvasItem = CanvasNode | NoteNode;

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

/** Projects what is shown, one state after another, and reuses what stayed the same. */
export function createProjector(library: Library): (placing: Placing, analysis: Analysis) => Projection {
  let lastPath: string | undefined;
  let lastNodes: ReadonlyMap<string, CanvasNode> = new Map();
  let lastEdges: ReadonlyMap<string, CanvasEdge> = new Map();
  return (placing, analysis) => {
    const path = placing.parts[0]!.level.path;
    if (path !== lastPath) {
      lastNodes = new Map();
      lastEdges = new Map();
      lastPath = path;
    }
    const byPart = placing.parts.map(
      (part) => [part, projectNodes(part, analysis, library, lastNodes)] as const,
    );
    const edges = placing.parts.flatMap((part) => projectEdges(part, lastEdges));
    const nodes = inOrder(byPart);
    lastNodes = new Map(nodes.map((node) => [node.id, node] as const));
    lastEdges = new Map(edges.map((edge) => [edge.id, edge] as const));
    return { nodes, edges, notes: placing.parts.flatMap(projectNotes) };
  };
}

/** A frame is followed by what is in it: so the keyboard goes, and so what lies on top comes last. */
function inOrder(byPart: readonly (readonly [Part, readonly CanvasNode[]])[]): readonly CanvasNode[] {
  const [first, ...others] = byPart;
  if (others.length === 0) return first?.[1] ?? [];
  const inside = new Map(others.map(([{ block }, nodes]) => [block, nodes] as const));
  const all: CanvasNode[] = [];
  const add = (nodes: readonly CanvasNode[]): void => {
    for (const node of nodes) {
      all.push(node);
      const within = node.data.frame === undefined ? undefined : inside.get(node.id);
      if (within !== undefined) add(within);
    }
  };
  add(first![1]);
  return all;
}

/** Frames lie under the wires and nodes in them; those further in, over those around them. */
function frameLayer(depth: number): number {
  return -2990 + 20 * depth;
}

function projectNodes(
  part: Part,
  analysis: Analysis,
  library: Library,
  before: ReadonlyMap<string, CanvasNode>,
): readonly CanvasNode[] {
  const { level, boxes, frames } = part;
  const diagnostics = diagnosticsByElement(level, analysis.diagnostics);
  const editable = level.parentId !== undefined;
  return [...level.elements.values()].map((element): CanvasNode => {
    const id = canvasId(part.block, element.record.id);
    const { x, y } = boxes.get(element.record.id) ?? { x: 0, y: 0 };
    const old = before.get(id);
    const frame = frames.get(element.record.id);
    const problems = diagnostics.get(element.path) ?? [];
    const plain = faceOf(
      element,
      analysis,
      // In a frame, what is wrong is shown where it is.
      frame === undefined ? problems : problems.filter(({ path }) => path === element.path),
      library,
      level.flow,
    );
    const face = frame === undefined ? plain : framedFace(plain, frame);
    if (
      old !== undefined &&
      old.position.x === x &&
      old.position.y === y &&
      old.draggable === editable &&
      sameFace(old.data, face)
    ) {
      return old;
    }
    const { width, height } = face;
    return {
      id,
      type: 'node',
      position: { x, y },
      data: face,
      width,
      height,
      measured: { width, height },
      handles: handlesOf(face),
      draggable: editable,
      connectable: editable,
      ariaLabel: ariaLabel(face),
      ...(frame === undefined
        ? {}
        : {
            zIndex: frameLayer(part.depth),
            // Between its edges pointers belong to what stands in it.
            style: { pointerEvents: 'none' },
            dragHandle: '[data-grip]',
          }),
    };
  });
}

function framedFace(face: Face, { size, inputs, outputs, leads, locked }: Frame): Face {
  const at = (ports: readonly FacePort[], offsets: readonly number[]) =>
    ports.map((port, index) => ({ ...port, offset: offsets[index]! }));
  return {
    ...face,
    ...size,
    inputs: at(face.inputs, inputs),
    outputs: at(face.outputs, outputs),
    frame: { leads, locked },
  };
}

function ariaLabel(face: Face): string {
  const shape = face.outputs[0]?.shape;
  const parts = [
    `${face.name}, ${face.title}`,
    face.repeat > 1 ? `${face.repeat} times` : '',
    face.bypassed ? 'bypassed' : '',
    face.frame === undefined ? '' : 'unfolded',
    face.summary,
    shape === undefined ? '' : `output ${shape}`,
  ];
  if (face.problem !== undefined) parts.push(`${face.problem.standing}: ${face.problem.message}`);
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

function projectEdges(part: Part, before: ReadonlyMap<string, CanvasEdge>): readonly CanvasEdge[] {
  const { level } = part;
  const inCanvas = (id: string) => canvasId(part.block, id);
  const editable = level.parentId !== undefined;
  const labels = part.wires.map(({ edge }) => portShape(level, edge.source, edge.sourcePort));
  const places = placeLabels(
    part.wires.map(({ points, origin }, index) => ({ points, origin, text: labels[index]! })),
    [...part.boxes.values()],
    titleBoxes(part),
  );
  return part.wires.map(({ edge, points }, index): CanvasEdge => {
    const [label, place] = [labels[index]!, places[index]!];
    const [id, source, target] = [inCanvas(edge.id), inCanvas(edge.source), inCanvas(edge.target)];
    const old = before.get(id);
    const ariaLabel = spokenWire(level, edge, label);
    if (
      old?.data?.label === label &&
      old.ariaLabel === ariaLabel &&
      old.data.editable === editable &&
      old.source === source &&
      old.target === target &&
      old.sourceHandle === edge.sourcePort &&
      old.targetHandle === edge.targetPort &&
      old.data.place.shown === place.shown &&
      samePoints([old.data.place.at], [place.at]) &&
      samePoints(old.data.points, points)
    ) {
      return old;
    }
    return {
      id,
      type: 'wire',
      source,
      sourceHandle: edge.sourcePort,
      target,
      targetHandle: edge.targetPort,
      data: { points, label, place, editable },
      ariaLabel,
      reconnectable: editable,
      focusable: false,
    };
  });
}

/** `Wire from conv1 to bn1: 64 × 112 × 112`. */
function spokenWire({ elements }: Level, { source, target }: EdgeRecord, shape: string): string {
  const [from = source, to = target] = [source, target].map((id) => elements.get(id)?.record.name);
  return `Wire from ${from} to ${to}${shape === '' ? '' : `: ${shape}`}`;
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
