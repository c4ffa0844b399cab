// Everything that can be added to the open document: the catalogue, the document's own definitions, and the blocks
// that the user keeps. And how a kept block comes into the document.

import type { Command } from '../../shared/document/commands.ts';
import { bringDefinitions } from '../../shared/document/carrying.ts';
import { definitionsOf } from '../../shared/document/definitions.ts';
import { flowOf } from '../../shared/document/flow.ts';
import { isBoundary } from '../../shared/document/ports.ts';
import type { DefinitionId, Document, Graph, NodeId } from '../../shared/document/types.ts';
import { comparePositions } from '../../shared/network/children.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { LIBRARY } from '../presets/index.ts';
import { CATALOGUE, type CatalogueItem } from './catalogue.ts';
import { currentDocument, useDocumentStore } from './document-store.ts';
import { freshId } from './ids.ts';
import { useOwnBlocks, type OwnBlock } from './own-blocks.ts';

export type Item = Pick<CatalogueItem, 'kind' | 'type'> & Partial<Pick<CatalogueItem, 'title'>>;

let last: { readonly key: string; readonly items: readonly CatalogueItem[] } | undefined;

/** The same list as long as nothing in it changes, so that an edit redraws no palette. */
function itemsOf(document: Document, blocks: readonly OwnBlock[]): readonly CatalogueItem[] {
  const own = [
    ...definitionsOf(document).map(({ id, name }) => blockItem('linked', id, name, document)),
    ...blocks.map(({ id, name, graph }) => blockItem('own', id, name, graph)),
  ];
  if (own.length === 0) return CATALOGUE;
  const key = JSON.stringify(own);
  if (last?.key !== key) last = { key, items: [...own, ...CATALOGUE] };
  return last.items;
}

function blockItem(kind: 'linked' | 'own', id: DefinitionId, name: string, graph: Graph): CatalogueItem {
  return {
    kind,
    type: id,
    title: name,
    category: 'block',
    keywords: [kind === 'own' ? 'my block' : 'linked block'],
    icon: kind === 'own' ? 'bookmark' : 'link',
    help:
      kind === 'own'
        ? 'A block of your own, kept by Netloom.'
        : 'A block of this document: what is edited in one is edited in all of them.',
    inputs: boundaries(graph, id, 'Input').length,
    outputs: boundaries(graph, id, 'Output').length,
  };
}

export function useCatalogue(): readonly CatalogueItem[] {
  const blocks = useOwnBlocks((state) => state.blocks);
  return useDocumentStore((state) => itemsOf(state.history.present, blocks));
}

export function currentItems(): readonly CatalogueItem[] {
  return itemsOf(currentDocument(), useOwnBlocks.getState().blocks);
}

export function findItem(kind: string, type: string): CatalogueItem | undefined {
  return currentItems().find((item) => item.kind === kind && item.type === type);
}

/** The first input and output port of a new node of this kind. `graph` is where its definition lies. */
export function portsOf(item: Item, graph: Graph = graphOf(item)): { input?: string; output?: string } {
  const [input, output] = firstPorts(item, graph);
  return { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
}

function firstPorts(
  { kind, type }: Item,
  graph: Graph,
): readonly [input: string | undefined, output: string | undefined] {
  if (kind === 'operator') {
    const operator = findOperator(type);
    const input = operator?.inputs.kind === 'variadic' ? 'in0' : operator?.inputs.names[0];
    return [input, operator?.outputs[0]];
  }
  if (kind === 'template') {
    const template = LIBRARY.findTemplate(type);
    return [template?.inputs[0], template?.outputs[0]];
  }
  return [boundaries(graph, type, 'Input')[0], boundaries(graph, type, 'Output')[0]];
}

function graphOf({ kind, type }: Item): Graph {
  const block = kind === 'own' ? ownBlock(type) : undefined;
  return block?.graph ?? currentDocument();
}

function ownBlock(id: DefinitionId): OwnBlock | undefined {
  return useOwnBlocks.getState().blocks.find((block) => block.id === id);
}

/** The Input or Output nodes of a definition, in port order. */
function boundaries(graph: Graph, id: DefinitionId, side: 'Input' | 'Output'): readonly NodeId[] {
  return Object.values(graph.nodes)
    .filter((node) => node.parentId === id && isBoundary(node, side))
    .sort((a, b) => comparePositions(a, b, flowOf(currentDocument())))
    .map((node) => node.id);
}

interface Placeable {
  /** As the document will know it: a kept block is linked to its definition there. */
  readonly item: Item;
  /** What must come into the document first. */
  readonly commands: readonly Command[];
  /** Where the item's definition lies. */
  readonly graph: Graph;
}

/** Makes an item ready to be placed: a kept block brings its definition, unless the document has it already. */
export function bringItem(item: Item): Placeable {
  const document = currentDocument();
  const block = item.kind === 'own' ? ownBlock(item.type) : undefined;
  if (block === undefined) return { item, commands: [], graph: document };
  const { nodes, edges, notes, definitions } = block.graph;
  const kept: Graph = {
    nodes,
    edges,
    ...(notes === undefined ? {} : { notes }),
    ...(definitions === undefined ? {} : { definitions }),
  };
  const { graph, definition } = bringDefinitions(document, kept, freshId);
  const placed: Item = { kind: 'linked', type: definition(block.id), title: block.name };
  return graph.definitions === undefined
    ? { item: placed, commands: [], graph: document }
    : { item: placed, commands: [{ type: 'addGraph', graph, parentId: null }], graph };
}
