// Replacing a node by one of another kind: it keeps its place, its wires, and the attributes that fit.

import { assertNever } from '../../shared/lib/assert-never.ts';
import { canBypass } from '../../shared/document/bypass.ts';
import { isBoundary, variadicKey } from '../../shared/document/ports.ts';
import type { Graph, NodeId, NodeRecord } from '../../shared/document/types.ts';
import { turn, turnPoint, turnSize } from '../../shared/layout/flow.ts';
import { nodeSize } from '../../shared/layout/node-size.ts';
import type { Level } from '../../shared/network/types.ts';
import { parseValues, type Schema, type StoredValues } from '../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { LIBRARY } from '../presets/index.ts';
import { boxOf } from './boxes.ts';
import { recordFor } from './catalogue.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { READ_ONLY } from './editing.ts';
import { bringItem, portsOf, type Item } from './items.ts';
import { select } from './session-store.ts';

const PORT = problem(
  'port-of-block',
  'This is a port of the block around it, whose wires depend on it. Remove it, or replace the whole block.',
);

/**
 * Puts a node of this kind in the place of another. Connected inputs keep their order and go to the new
 * node's, as far as it has any; what was typed stays where the new kind has an attribute of that name that
 * takes it. A name that was never chosen becomes the new kind's.
 */
export function replaceNode(level: Level, node: NodeId, item: Item): Problem | undefined {
  const element = level.elements.get(node);
  if (element === undefined) return undefined;
  if (level.parentId === undefined) return READ_ONLY;
  const { record } = element;
  if (level.parentId !== null && (isBoundary(record, 'Input') || isBoundary(record, 'Output'))) return PORT;
  const brought = bringItem(item);
  const fresh = recordFor(brought.item, level.parentId, record.position);
  const { inputs, outputs } = portKeys(brought.item, brought.graph);
  const connected = element.inputs.filter((port) => port.connected).map(({ key }) => key);
  const { flow } = level;
  const box = turn(boxOf(element, flow), flow);
  const { width } = turnSize(nodeSize(fresh, flow, connected.length, outputs.length), flow);
  const { schema, stored } = described(record);
  const values = fitting(schemaOf(brought.item), schema, stored);
  const base = {
    ...fresh,
    ...(record.bypassed === true && canBypass(fresh) ? { bypassed: true as const } : {}),
    ...(record.kind !== 'operator' && fresh.kind !== 'operator' && record.repeat !== undefined
      ? { repeat: record.repeat }
      : {}),
    ...storedFor(record, fresh),
    id: node,
    name: isOwnName(record) ? record.name : fresh.name,
    position: turnPoint({ x: Math.round(box.x + (box.width - width) / 2), y: box.y }, flow),
  };
  const refused = dispatch([
    ...brought.commands,
    {
      type: 'exchange',
      node: withValues(base, values),
      inputs: pairs(connected, inputs),
      outputs: pairs(
        element.outputs.map(({ key }) => key),
        (index) => outputs[index],
      ),
    },
  ]);
  if (refused === undefined) select([node]);
  return refused;
}

/** Stored weights stay with a layer of the same kind; another finds none, also where a tensor of its name would fit. */
function storedFor(record: NodeRecord, fresh: NodeRecord): Pick<NodeRecord, 'storedName' | 'storedAs'> {
  if (currentDocument().weights === undefined) return {};
  const { storedName, storedAs } = record;
  // No tensor is called by an id that was made just now; by its own, a preset's node would find those of its path.
  if (typeOf(record) !== typeOf(fresh)) return { storedAs: fresh.id };
  return {
    ...(storedName === undefined ? {} : { storedName }),
    ...(storedAs === undefined ? {} : { storedAs }),
  };
}

function typeOf(record: NodeRecord): string {
  switch (record.kind) {
    case 'operator':
      return record.operator;
    case 'template':
      return record.template;
    case 'linked':
    case 'custom':
      return record.id;
    default:
      return assertNever(record);
  }
}

function withValues(record: NodeRecord, values: StoredValues): NodeRecord {
  if (record.kind === 'operator') return { ...record, attributes: values };
  return record.kind === 'template' ? { ...record, arguments: values } : record;
}

function pairs(
  keys: readonly string[],
  to: (index: number) => string | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    keys.flatMap((key, index): readonly [string, string][] => {
      const next = to(index);
      return next === undefined ? [] : [[key, next]];
    }),
  );
}

function portKeys(
  item: Item,
  graph: Graph,
): {
  readonly inputs: (index: number) => string | undefined;
  readonly outputs: readonly string[];
} {
  if (item.kind === 'template') {
    const template = LIBRARY.findTemplate(item.type);
    return { inputs: (index) => template?.inputs[index], outputs: template?.outputs ?? [] };
  }
  if (item.kind !== 'operator') {
    const { input, output } = portsOf(item, graph);
    return {
      inputs: (index) => (index === 0 ? input : undefined),
      outputs: output === undefined ? [] : [output],
    };
  }
  const operator = findOperator(item.type);
  const ports = operator?.inputs;
  return {
    inputs: ports?.kind === 'variadic' ? variadicKey : (index) => ports?.names[index],
    outputs: operator?.outputs ?? [],
  };
}

function schemaOf(item: Item): Schema {
  return (
    (item.kind === 'template'
      ? LIBRARY.findTemplate(item.type)?.arguments
      : findOperator(item.type)?.attributes) ?? {}
  );
}

function described(record: NodeRecord): { readonly schema: Schema; readonly stored: StoredValues } {
  switch (record.kind) {
    case 'operator':
      return { schema: schemaOf({ kind: 'operator', type: record.operator }), stored: record.attributes };
    case 'template':
      return { schema: schemaOf({ kind: 'template', type: record.template }), stored: record.arguments };
    default:
      return { schema: {}, stored: {} };
  }
}

/** What was typed for attributes that both kinds have, of the same control, where the new one takes it. */
function fitting(to: Schema, from: Schema, stored: StoredValues): StoredValues {
  return Object.fromEntries(
    Object.entries(stored).filter(([name, value]) => {
      if (!Object.hasOwn(to, name) || to[name]?.control !== from[name]?.control) return false;
      return parseValues({ [name]: to[name]! }, { [name]: value }).problems.length === 0;
    }),
  );
}

/** True for a name that somebody chose: not the kind's own with a number. */
function isOwnName(record: NodeRecord): boolean {
  if (record.kind !== 'operator' && record.kind !== 'template') return true;
  const type = record.kind === 'operator' ? record.operator : record.template;
  const given = recordFor({ kind: record.kind, type }, null, record.position).name;
  return record.name.replace(/\d+$/, '') !== given.replace(/\d+$/, '');
}
