// Blocks that the user saved to the palette: kept by the app from one session to the next, each as the text of a
// small document that holds its definition. What is kept is read as any file is: nothing of it is believed.

import { byId } from '../../shared/document/records.ts';
import { create } from 'zustand';
import { carriedDefinitions } from '../../shared/document/carrying.ts';
import { definitionsOf, findDefinition } from '../../shared/document/definitions.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import { nameProblem } from '../../shared/document/names.ts';
import { parseDocument } from '../../shared/document/parse.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { Definition, DefinitionId, Document, Graph } from '../../shared/document/types.ts';
import { withoutStored } from '../../shared/document/weights.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';

export interface OwnBlock {
  readonly id: DefinitionId;
  readonly name: string;
  /** Its definition, and those that it uses. */
  readonly graph: Graph;
}

interface Kept {
  readonly id: DefinitionId;
  readonly text: string;
}

const KEY = 'netloom.blocks';

/** Texts that have been read, with what came of it. */
const parsed = new Map<string, OwnBlock | undefined>();

interface OwnBlocksState {
  /** By name. */
  readonly blocks: readonly OwnBlock[];
}

export const useOwnBlocks = create<OwnBlocksState>()(() => ({ blocks: read().map(({ block }) => block) }));

// Another window may have saved or removed one.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key === KEY) refresh();
});

function refresh(): void {
  useOwnBlocks.setState({ blocks: read().map(({ block }) => block) });
}

/** What cannot be read is left out, and left where it is: a newer Netloom may have written it. */
function read(): readonly { readonly kept: Kept; readonly block: OwnBlock }[] {
  return keptBlocks()
    .flatMap((kept) => {
      const block = blockOf(kept);
      return block === undefined ? [] : [{ kept, block }];
    })
    .sort((a, b) => a.block.name.localeCompare(b.block.name));
}

function keptBlocks(): readonly Kept[] {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isKept) : [];
  } catch {
    // Storage may be forbidden or damaged; there are no blocks of one's own then.
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  const record = value as Partial<Record<keyof Kept, unknown>> | null;
  return typeof record === 'object' && typeof record?.id === 'string' && typeof record.text === 'string';
}

function blockOf({ id, text }: Kept): OwnBlock | undefined {
  const key = `${id} ${text}`;
  if (!parsed.has(key)) parsed.set(key, parseBlock(id, text));
  return parsed.get(key);
}

function parseBlock(id: DefinitionId, text: string): OwnBlock | undefined {
  try {
    const document = parseDocument(text);
    const definition = findDefinition(document, id);
    return definition === undefined ? undefined : { id, name: definition.name, graph: document };
  } catch {
    // As above: it is left out.
    return undefined;
  }
}

function write(blocks: readonly Kept[]): Problem | undefined {
  try {
    if (globalThis.localStorage === undefined) throw new Error('There is no storage.');
    globalThis.localStorage.setItem(KEY, JSON.stringify(blocks));
  } catch {
    return problem(
      'blocks-not-kept',
      'The block could not be kept: the storage of this app is full or forbidden. Remove blocks that are no longer needed.',
    );
  }
  refresh();
  return undefined;
}

/** Keeps a definition of a document, with all that it uses, in place of what has its id or its name. */
export function saveOwnBlock(document: Document, id: DefinitionId): Problem | undefined {
  const definition = findDefinition(document, id);
  if (definition === undefined) return problem('definition-missing', 'The block to save no longer exists.');
  const carried = carriedDefinitions(document, [id]);
  const graph = { ...carried, nodes: withoutStored(carried.nodes) };
  const text = serialiseDocument({ ...emptyDocument(), ...graph, name: definition.name });
  if (parseBlock(id, text) === undefined) return nameUsedInside(definition.name);
  const others = keptBlocks().filter((other) => other.id !== id && blockOf(other)?.name !== definition.name);
  return write([...others, { id, text }]);
}

export function renameOwnBlock(id: DefinitionId, name: string): Problem | undefined {
  const bad = nameProblem(name);
  if (bad !== undefined) return bad;
  const others = read().filter(({ block }) => block.id !== id);
  if (others.some(({ block }) => block.name === name)) {
    return problem('name-taken', `There already is a block called "${name}".`);
  }
  const block = useOwnBlocks.getState().blocks.find((one) => one.id === id);
  if (block === undefined) return problem('definition-missing', 'The block to rename no longer exists.');
  const definitions = definitionsOf(block.graph).map((one): Definition =>
    one.id === id ? { ...one, name } : one,
  );
  const renamed = {
    ...emptyDocument(),
    ...block.graph,
    name,
    definitions: byId(definitions),
  };
  const text = serialiseDocument(renamed);
  if (parseBlock(id, text) === undefined) return nameUsedInside(name);
  return write([...keptBlocks().filter((other) => other.id !== id), { id, text }]);
}

/** Names of definitions are unique in a document, and what is kept is one: it would never be read again. */
function nameUsedInside(name: string): Problem {
  return problem(
    'name-taken',
    `A block inside this one is called "${name}" already. Choose another name for one of them.`,
  );
}

export function removeOwnBlock(id: DefinitionId): Problem | undefined {
  return write(keptBlocks().filter((other) => other.id !== id));
}
