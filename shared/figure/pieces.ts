// What a figure shows of a level: its elements, those of opened blocks in their place, and the wires between them.

import type { EdgeRecord, NodeId } from '../document/types.ts';
import type { Element, Level, Network } from '../network/types.ts';
import type { TensorType } from '../tensor/types.ts';

export interface PieceWire {
  /** Paths of the elements at its ends, and which of their ports. */
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
  readonly type: TensorType | undefined;
}

export interface Pieces {
  /** In topological order. */
  readonly elements: readonly Element[];
  readonly wires: readonly PieceWire[];
}

/** @param depth how many levels of blocks are opened; a block that stands several times in a row stays closed */
export function piecesOf(network: Network, level: Level, depth: number): Pieces {
  const elements: Element[] = [];
  const wires: PieceWire[] = [];
  const views = new Map<string, View>();

  const visit = (view: View, left: number): void => {
    views.set(view.level.path, view);
    for (const element of view.level.elements.values()) {
      const inside = left > 0 && isOpenable(element) ? network.levels.get(element.path) : undefined;
      if (inside !== undefined) {
        visit({ level: inside, into: edgesByTarget(inside), around: { view, element } }, left - 1);
      } else if (view.around === undefined || !isPort(element)) {
        elements.push(element);
      }
    }
  };
  visit({ level, into: edgesByTarget(level), around: undefined }, depth);

  for (const element of elements) {
    const view = views.get(element.level)!;
    for (const edge of view.into.get(element.record.id) ?? []) {
      const from = sourceOf(views, view, edge);
      const targetPort = element.inputs.findIndex(({ key }) => key === edge.targetPort);
      if (from === undefined || targetPort === -1) continue;
      const sourcePort = from.element.outputs.findIndex(({ key }) => key === from.port);
      if (sourcePort === -1) continue;
      const { type } = from.element.outputs[sourcePort]!;
      wires.push({ source: from.element.path, sourcePort, target: element.path, targetPort, type });
    }
  }
  return { elements, wires };
}

interface View {
  readonly level: Level;
  readonly into: ReadonlyMap<NodeId, readonly EdgeRecord[]>;
  readonly around: { readonly view: View; readonly element: Element } | undefined;
}

function edgesByTarget(level: Level): ReadonlyMap<NodeId, readonly EdgeRecord[]> {
  const into = new Map<NodeId, EdgeRecord[]>();
  for (const edge of Object.values(level.graph.edges)) {
    const there = into.get(edge.target);
    if (there === undefined) into.set(edge.target, [edge]);
    else there.push(edge);
  }
  return into;
}

function isOpenable({ record }: Element): boolean {
  return record.kind !== 'operator' && record.repeat === undefined && record.bypassed !== true;
}

function isPort({ record }: Element): boolean {
  return record.kind === 'operator' && (record.operator === 'Input' || record.operator === 'Output');
}

/** The drawn element that feeds an edge: through the ports of opened blocks, inwards and outwards. */
function sourceOf(
  views: ReadonlyMap<string, View>,
  start: View,
  first: EdgeRecord,
): { readonly element: Element; readonly port: string } | undefined {
  let view = start;
  let edge: EdgeRecord | undefined = first;
  while (edge !== undefined) {
    const element: Element | undefined = view.level.elements.get(edge.source);
    if (element === undefined) return undefined;
    const inside = views.get(element.path);
    if (inside !== undefined && inside !== view && element.record.kind !== 'operator') {
      // A block's output port is called by the id of the Output node inside.
      edge = inside.into.get(edge.sourcePort)?.[0];
      view = inside;
    } else if (view.around !== undefined && isPort(element)) {
      const { view: outer, element: block }: NonNullable<View['around']> = view.around;
      edge = outer.into.get(block.record.id)?.find(({ targetPort }) => targetPort === element.record.id);
      view = outer;
    } else {
      return { element, port: edge.sourcePort };
    }
  }
  return undefined;
}
