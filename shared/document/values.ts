// What the user sets of a node: attributes of an operator, arguments of a block.

import { parseValues, type StoredValues } from '../operators/attributes.ts';
import { problem, type Problem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import { findDefinition } from './definitions.ts';
import { lookUp } from './records.ts';
import type { Document, LinkedNode, NodeId, NodeRecord } from './types.ts';

/** Sets attributes of an operator or arguments of a block; null resets one. Refused where a schema refuses a value. */
export function setValues(document: Document, id: NodeId, values: StoredValues): Document | Problem {
  const node = lookUp(document.nodes, id);
  if (node === undefined) return problem('node-missing', 'The node to change no longer exists.');
  if (node.kind === 'custom') {
    return problem('no-attributes', `"${node.name}" is a block without arguments of its own.`);
  }
  const bad =
    node.kind === 'operator'
      ? valuesProblem(node.operator, values)
      : node.kind === 'linked'
        ? argumentsProblem(document, node, values)
        : undefined;
  if (bad !== undefined) return bad;
  const before = node.kind === 'operator' ? node.attributes : node.arguments;
  const after: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) delete after[key];
    else after[key] = value;
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return document;
  const changed: NodeRecord =
    node.kind === 'operator' ? { ...node, attributes: after } : { ...node, arguments: after };
  return { ...document, nodes: { ...document.nodes, [id]: changed } };
}

/** The first value that the operator's schema refuses. Templates are checked where their library is known. */
function valuesProblem(type: string, values: StoredValues): Problem | undefined {
  const operator = findOperator(type);
  if (operator === undefined) return undefined;
  const set = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const [first] = parseValues(operator.attributes, set).problems;
  return first === undefined
    ? undefined
    : problem('attribute-value', first.message, { attribute: first.attribute });
}

/** Of a linked block: an argument that its definition lacks, or the first value that an attribute inside refuses. */
function argumentsProblem(document: Document, node: LinkedNode, values: StoredValues): Problem | undefined {
  const definition = findDefinition(document, node.definition);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) continue;
    const argument = definition?.arguments.find((one) => one.name === name);
    if (argument === undefined) {
      return problem('attribute-value', `"${node.name}" has no argument "${name}".`, { attribute: name });
    }
    for (const { node: inside, attribute } of argument.targets) {
      const target = lookUp(document.nodes, inside);
      const bad =
        target?.kind === 'operator'
          ? valuesProblem(target.operator, { [attribute]: value })
          : target?.kind === 'linked'
            ? argumentsProblem(document, target, { [attribute]: value })
            : undefined;
      if (bad !== undefined) return { ...bad, attribute: name };
    }
  }
  return undefined;
}
