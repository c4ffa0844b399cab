// Choosing the arguments of a block: what could be exposed inside it, and saving it to the palette with them.

import { applyCommand } from '../../shared/document/commands.ts';
import { findDefinition } from '../../shared/document/definitions.ts';
import { nameProblem } from '../../shared/document/names.ts';
import { isBoundary } from '../../shared/document/ports.ts';
import { insideAll, lookUp } from '../../shared/document/records.ts';
import type {
  Definition,
  DefinitionId,
  Document,
  ExposedArgument,
  NodeId,
  NodeRecord,
} from '../../shared/document/types.ts';
import { schemaOf, storedValues } from '../../shared/network/overrides.ts';
import { parseValues, type Field } from '../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { LIBRARY } from '../presets/index.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { freshId } from './ids.ts';
import { saveOwnBlock } from './own-blocks.ts';

/** An attribute inside a block that could be an argument of it. */
export interface Candidate {
  /** Names it among the others. */
  readonly key: string;
  readonly node: NodeId;
  /** Names from the block inwards, joined by dots. */
  readonly path: string;
  readonly kind: string;
  readonly attribute: string;
  readonly field: Field;
  readonly value: unknown;
}

/** What a block with these arguments would be: the document with its definition, made where there is none yet. */
export interface Exposable {
  readonly document: Document;
  readonly definition: Definition;
  /** True where the block is linked already, and the definition the document's own. */
  readonly linked: boolean;
}

export function exposableOf(node: NodeId): Exposable | undefined {
  const document = currentDocument();
  const record = lookUp(document.nodes, node);
  if (record?.kind === 'linked') {
    const definition = findDefinition(document, record.definition);
    return definition === undefined ? undefined : { document, definition, linked: true };
  }
  if (record?.kind !== 'custom') return undefined;
  const id = freshId();
  const defined = applyCommand(document, { type: 'define', block: node, definition: id, name: record.name });
  const definition = defined.ok ? findDefinition(defined.document, id) : undefined;
  return defined.ok && definition !== undefined
    ? { document: defined.document, definition, linked: false }
    : undefined;
}

export function candidatesOf({ document, definition }: Exposable): readonly Candidate[] {
  const inside = insideAll(document, [definition.id]);
  return Object.values(document.nodes).flatMap((record): readonly Candidate[] => {
    if (!inside.has(record.id) || isBoundary(record, 'Input') || isBoundary(record, 'Output')) return [];
    const schema = schemaOf(document, LIBRARY, record);
    const { values } = parseValues(schema, storedValues(record));
    return Object.entries(schema).map(([attribute, field]) => ({
      key: candidateKey(record.id, attribute),
      node: record.id,
      path: pathIn(document, record),
      kind: kindOf(document, record),
      attribute,
      field,
      value: values[attribute],
    }));
  });
}

export function candidateKey(node: NodeId, attribute: string): string {
  return JSON.stringify([node, attribute]);
}

/** Names by candidate → arguments; attributes of one name are set together. */
export function argumentsFrom(
  candidates: readonly Candidate[],
  names: ReadonlyMap<string, string>,
): readonly ExposedArgument[] | Problem {
  const byName = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const name = names.get(candidate.key);
    if (name === undefined) continue;
    const before = byName.get(name);
    if (before === undefined) byName.set(name, [candidate]);
    else before.push(candidate);
  }
  for (const [name, [first, ...others]] of byName) {
    const odd = others.find(({ field }) => field.control !== first!.field.control);
    if (odd === undefined) continue;
    return problem(
      'argument-kinds',
      `"${name}" cannot set ${first!.path}.${first!.attribute} and ${odd.path}.${odd.attribute} together: they take different values. Give them different names.`,
    );
  }
  return [...byName].map(([name, targets]) => ({
    name,
    targets: targets.map(({ node, attribute }) => ({ node, attribute })),
  }));
}

/** Gives a linked block's definition these arguments, in one undo step. */
export function exposeArguments(
  definition: DefinitionId,
  exposed: readonly ExposedArgument[],
): Problem | undefined {
  return dispatch({ type: 'expose', definition, arguments: exposed });
}

/**
 * Saves a block to the palette under this name, with these arguments. A linked block's definition takes the
 * arguments, too; a block of the user's own stays as it is.
 */
export function saveToPalette(
  { document, definition, linked }: Exposable,
  name: string,
  exposed: readonly ExposedArgument[],
): Problem | undefined {
  const bad = nameProblem(name);
  if (bad !== undefined) return bad;
  const settled = applyCommand(document, { type: 'expose', definition: definition.id, arguments: exposed });
  if (!settled.ok) return settled.problem;
  if (linked) {
    const refused = exposeArguments(definition.id, exposed);
    if (refused !== undefined) return refused;
  }
  const { definitions } = settled.document;
  const named = { ...findDefinition(settled.document, definition.id)!, name };
  return saveOwnBlock(
    { ...settled.document, definitions: { ...definitions, [definition.id]: named } },
    definition.id,
  );
}

function pathIn(document: Document, node: NodeRecord): string {
  const names: string[] = [];
  for (let at: NodeRecord | undefined = node; at !== undefined;) {
    names.unshift(at.name);
    at = at.parentId === null ? undefined : lookUp(document.nodes, at.parentId);
  }
  return names.join('.');
}

function kindOf(document: Document, node: NodeRecord): string {
  if (node.kind === 'operator') return node.operator;
  if (node.kind === 'template') return node.template;
  return node.kind === 'linked' ? (findDefinition(document, node.definition)?.name ?? 'Block') : 'Block';
}
