// What a wire could be joined to: by the rules of the graph, and by the shapes as far as they are known. Cheap
// enough for every port on the canvas at once; what exactly would be wrong is `forecastWire`'s, one port at a time.

import type { NodeId } from '../../shared/document/types.ts';
import { accepts } from '../../shared/network/infer.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { findOperator } from '../../shared/operators/index.ts';
import type { TensorType } from '../../shared/tensor/types.ts';
import type { PortRef } from './editing.ts';
import { reachOf } from './walking.ts';

export type PortFit = 'fits' | 'doubtful' | 'refused';
type Side = 'input' | 'output';

/** How each port of the level suits a wire that begins at this one; ports of the same side are refused. */
export function portFits(
  level: Level,
  from: PortRef,
  side: Side,
): (node: NodeId, of: Side, port: string) => PortFit {
  // A wire must not lead back: what feeds an output's node takes none from it.
  const barred = reachOf(level, [from.node], side === 'output' ? 'up' : 'down');
  const start = level.elements.get(from.node);
  return (node, of, port) => {
    const element = level.elements.get(node);
    if (of === side || barred.has(node) || element === undefined || start === undefined) return 'refused';
    const [source, sourcePort, target, targetPort] =
      side === 'output' ? [start, from.port, element, port] : [element, port, start, from.port];
    const type = source.outputs.find(({ key }) => key === sourcePort)?.type;
    return takes(target, targetPort, type) ? 'fits' : 'doubtful';
  };
}

/** Whether an operator takes this type at a port, beside what arrives at its others; blocks get the benefit. */
function takes({ record, inputs, overridden }: Element, port: string, type: TensorType | undefined): boolean {
  const operator = record.kind === 'operator' ? findOperator(record.operator) : undefined;
  if (type === undefined || operator === undefined || record.kind !== 'operator') return true;
  const types: TensorType[] = [];
  for (const input of inputs) {
    const arriving = input.key === port ? type : input.type;
    if (arriving !== undefined) types.push(arriving);
    else if (operator.inputs.kind === 'fixed') return true;
  }
  const { attributes } = record;
  return accepts(operator, types, overridden === undefined ? attributes : { ...attributes, ...overridden });
}
