// Where nodes stand on a level: stored positions, or a tidy layout where a template made the level.

import { applyCommand, type Position } from '../../shared/document/commands.ts';
import type { Document, Flow, Graph, NodeId } from '../../shared/document/types.ts';
import { layoutGraph, type LayoutEdge, type LayoutNode } from '../../shared/layout/layout.ts';
import { LAYER_GAP } from '../../shared/layout/flow.ts';
import { nodeSize, portOffset } from '../../shared/layout/node-size.ts';
import { expand } from '../../shared/network/expand.ts';
import type { Level } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import type { LayoutRequest } from './layout/protocol.ts';

/** Where the level's nodes stand: as stored, or tidied where a template made them. */
export function levelPositions(level: Level): ReadonlyMap<string, Position> {
  if (level.parentId === undefined) return tidyPositions(level);
  return new Map([...level.elements.values()].map(({ record }) => [record.id, record.position] as const));
}

const tidied: Readonly<Record<Flow, WeakMap<Graph, ReadonlyMap<string, Position>>>> = {
  down: new WeakMap(),
  right: new WeakMap(),
};

/** A tidy layout of a level, computed once. */
export function tidyPositions(level: Level): ReadonlyMap<string, Position> {
  let positions = tidied[level.flow].get(level.graph);
  if (positions === undefined) {
    const { nodes, edges, options } = layoutInput(level);
    positions = layoutGraph(nodes, edges, options);
    tidied[level.flow].set(level.graph, positions);
  }
  return positions;
}

/** A tidy layout of some of a level's nodes, as if they were alone. */
export function partPositions(level: Level, part: ReadonlySet<NodeId>): ReadonlyMap<string, Position> {
  const { nodes, edges, options } = layoutInput(level, part);
  return layoutGraph(nodes, edges, options);
}

/** What the layout needs to know of a level, or of a part of it. */
export function layoutInput(level: Level, part?: ReadonlySet<NodeId>): LayoutRequest {
  const { flow } = level;
  const elements = [...level.elements.values()].filter(({ record }) => part?.has(record.id) ?? true);
  const nodes = elements.map(({ record, inputs, outputs }): LayoutNode => {
    const size = nodeSize(record, flow, inputs.length, outputs.length);
    return {
      id: record.id,
      ...size,
      inputs: inputs.map((_, index) => portOffset(index, inputs.length, size, flow)),
      outputs: outputs.map((_, index) => portOffset(index, outputs.length, size, flow)),
    };
  });
  const edges = Object.values(level.graph.edges).flatMap((edge): readonly LayoutEdge[] => {
    if (part !== undefined && !(part.has(edge.source) && part.has(edge.target))) return [];
    const sourcePort = level.elements
      .get(edge.source)
      ?.outputs.findIndex(({ key }) => key === edge.sourcePort);
    const targetPort = level.elements
      .get(edge.target)
      ?.inputs.findIndex(({ key }) => key === edge.targetPort);
    if (sourcePort === undefined || targetPort === undefined) return [];
    return [{ source: edge.source, sourcePort, target: edge.target, targetPort }];
  });
  return { nodes, edges, options: { direction: flow, layerGap: LAYER_GAP[flow] } };
}

/** The document with every level tidied: builder code gives no positions. */
export function laidOut(document: Document): Document {
  const moved: Record<NodeId, Position> = {};
  for (const level of expand(document, LIBRARY).levels.values()) {
    if (level.parentId === undefined) continue;
    for (const [node, position] of tidyPositions(level)) moved[node] = position;
  }
  const result = applyCommand(document, { type: 'move', positions: moved });
  return result.ok ? result.document : document;
}
