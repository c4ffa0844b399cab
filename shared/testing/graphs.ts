// Documents of a few nodes, in one line each, for the tests of nesting.

import { byId } from '../document/records.ts';
import { applyCommand, type Command } from '../document/commands.ts';
import { emptyDocument } from '../document/empty.ts';
import type { CustomNode, Document, EdgeRecord, LinkedNode, NodeRecord } from '../document/types.ts';

const ORIGIN = { x: 0, y: 0 };

export function operatorNode(
  id: string,
  operator: string,
  attributes: Readonly<Record<string, unknown>> = {},
  parentId: string | null = null,
): NodeRecord {
  return { id, kind: 'operator', operator, attributes, parentId, name: id, position: ORIGIN };
}

export function customNode(id: string, parentId: string | null = null): CustomNode {
  return { id, kind: 'custom', parentId, name: id, position: ORIGIN };
}

export function linkedNode(
  id: string,
  definition: string,
  parentId: string | null = null,
  values: Readonly<Record<string, unknown>> = {},
): LinkedNode {
  return { id, kind: 'linked', parentId, name: id, position: ORIGIN, definition, arguments: values };
}

/** A wire whose id says what it joins. */
export function wireOf(
  source: string,
  target: string,
  targetPort = 'input',
  sourcePort = 'output',
): EdgeRecord {
  return { id: `${source}>${target}:${targetPort}`, source, sourcePort, target, targetPort };
}

export function documentOf(nodes: readonly NodeRecord[], edges: readonly EdgeRecord[]): Document {
  return {
    ...emptyDocument(),
    nodes: byId(nodes),
    edges: byId(edges),
  };
}

/** The document after these commands. @throws where one is refused */
export function after(document: Document, ...commands: readonly Command[]): Document {
  return commands.reduce((current, command) => {
    const result = applyCommand(current, command);
    if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
    return result.document;
  }, document);
}

/** The code with which a command is refused. */
export function refusalOf(document: Document, command: Command): string | undefined {
  const result = applyCommand(document, command);
  return result.ok ? undefined : result.problem.code;
}
