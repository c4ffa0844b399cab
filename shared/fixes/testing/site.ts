// For tests: a site of a document, and networks written down briefly.

import { LIBRARY } from '../../../renderer/presets/index.ts';
import { analyse } from '../../analysis/analyse.ts';
import { emptyDocument } from '../../document/empty.ts';
import type { Document, EdgeRecord, NodeRecord } from '../../document/types.ts';
import { expand } from '../../network/expand.ts';
import type { StoredValues } from '../../operators/attributes.ts';
import type { Site } from '../types.ts';

/** `[name, operator or block, attributes, names of what feeds it]`, one below the other. */
type Line = readonly [
  name: string,
  type: string,
  attributes?: StoredValues,
  from?: string | readonly string[],
];

/** A document of these nodes; each is wired to the one before it unless it says otherwise. */
export function network(...lines: readonly Line[]): Document {
  const nodes: Record<string, NodeRecord> = {};
  const edges: Record<string, EdgeRecord> = {};
  const operators = new Map(lines.map(([name, type]) => [name, type] as const));
  lines.forEach(([name, type, values = {}, from], index) => {
    const base = { id: name, name, parentId: null, position: { x: 0, y: index * 120 } };
    const isTemplate = LIBRARY.findTemplate(type) !== undefined;
    nodes[name] = isTemplate
      ? { ...base, kind: 'template', template: type, arguments: values }
      : { ...base, kind: 'operator', operator: type, attributes: values };
    const before = lines[index - 1]?.[0];
    const sources = from ?? (type === 'Input' || before === undefined ? [] : before);
    for (const [port, source] of [sources].flat().entries()) {
      if (source === '' || operators.get(source) === 'Output') continue;
      const targetPort = ['Add', 'Mul', 'Concat'].includes(type) ? `in${port}` : 'input';
      const id = `${name}:${targetPort}`;
      edges[id] = { id, source, sourcePort: 'output', target: name, targetPort };
    }
  });
  return { ...emptyDocument(), nodes, edges };
}

export function siteOf(document: Document): Site {
  let count = 0;
  const analyseDocument = (next: Document) => analyse(expand(next, LIBRARY));
  return {
    document,
    analysis: analyseDocument(document),
    library: LIBRARY,
    analyse: analyseDocument,
    freshId: () => `fresh${(count += 1)}`,
  };
}
