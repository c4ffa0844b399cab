// The wires of a level: from which port to which, and where they run between its boxes.

import { portId } from '../../shared/document/ports.ts';
import type { EdgeRecord } from '../../shared/document/types.ts';
import { portOffset, portPoint } from '../../shared/layout/node-size.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import type { Box } from '../state/boxes.ts';
import type { Frame } from './block-frame.ts';
import { routeWires, type Point, type Wire } from './routes.ts';

export interface RoutedWire {
  readonly edge: EdgeRecord;
  readonly points: readonly Point[];
  /** Wires with the same origin carry the same tensor. */
  readonly origin: string;
}

/** Routes every wire of a level whose ports exist. `boxes` and `frames` are by the ids of its nodes. */
export function routeLevel(
  level: Level,
  boxes: ReadonlyMap<string, Box>,
  frames: ReadonlyMap<string, { readonly frame: Frame }>,
): readonly RoutedWire[] {
  const ids = [...level.elements.keys()];
  const indices = new Map(ids.map((id, index) => [id, index] as const));
  const pointAt = (element: Element, side: 'input' | 'output', key: string): Point | undefined => {
    const ports = side === 'input' ? element.inputs : element.outputs;
    const index = ports.findIndex((port) => port.key === key);
    const box = boxes.get(element.record.id);
    if (index === -1 || box === undefined) return undefined;
    const frame = frames.get(element.record.id)?.frame;
    const offset =
      frame === undefined
        ? portOffset(index, ports.length, box, level.flow)
        : (side === 'input' ? frame.inputs : frame.outputs)[index]!;
    return portPoint(box, side, offset, level.flow);
  };
  const drawn = Object.values(level.graph.edges).flatMap((edge) => {
    const [source, target] = [level.elements.get(edge.source), level.elements.get(edge.target)];
    if (source === undefined || target === undefined) return [];
    const from = pointAt(source, 'output', edge.sourcePort);
    const to = pointAt(target, 'input', edge.targetPort);
    if (from === undefined || to === undefined) return [];
    const wire: Wire = {
      from,
      to,
      source: indices.get(edge.source)!,
      target: indices.get(edge.target)!,
      origin: portId(edge.source, edge.sourcePort),
    };
    return [{ edge, wire }];
  });
  const routes = routeWires(
    ids.map((id) => boxes.get(id)!),
    drawn.map(({ wire }) => wire),
    level.flow,
  );
  return drawn.map(({ edge, wire }, index) => ({ edge, points: routes[index]!, origin: wire.origin }));
}
