// Folding equal blocks that follow one another into one block that stands in a row.

import type { Command } from '../../shared/document/commands.ts';
import { definitionsOf } from '../../shared/document/definitions.ts';
import { writtenBlock } from '../../shared/document/equal.ts';
import { lookUp } from '../../shared/document/records.ts';
import type { Document, NodeId } from '../../shared/document/types.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { analysisOf, levelAt, selectedElements } from './analysis.ts';
import { addToDraft, dispatchDraft, startDraft, type Draft } from './draft.ts';
import { READ_ONLY } from './editing.ts';
import { freshId } from './ids.ts';
import { originsIn, type Origins } from './keeping-weights.ts';
import { select } from './session-store.ts';

/**
 * Folds the selected blocks, which follow one another and are equal, into the first of them. A single block that
 * holds nothing but such blocks, called 0, 1, 2 …, becomes the row itself: its weights keep their paths.
 */
export function foldRow(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const draft = startDraft();
  const elements = selectedElements(level, ids);
  const [only] = elements;
  const folded =
    elements.length === 1 && only?.record.kind === 'custom'
      ? foldInside(draft, only)
      : foldSelected(draft, level, elements);
  if (typeof folded !== 'string') return folded;
  const lost = firstChanged(originsIn(draft.before), originsIn(draft.document));
  if (lost !== undefined) return trainedProblem(lost);
  const refused = dispatchDraft(draft);
  if (refused === undefined) select([folded]);
  return refused;
}

function foldSelected(draft: Draft, level: Level, elements: readonly Element[]): NodeId | Problem {
  const own = trained(draft.document, elements);
  return own === undefined ? foldElements(draft, level, elements) : trainedProblem(own.record.name);
}

function trainedProblem(name: string): Problem {
  return problem(
    'trained',
    `"${name}" has trained weights of its own. In a row every block would get those of the first.`,
  );
}

/** The first layer, by its path, that had other stored weights before. */
function firstChanged(before: Origins, after: Origins): string | undefined {
  for (const path of [...before.keys(), ...after.keys()]) {
    if (before.get(path) !== after.get(path)) return path;
  }
  return undefined;
}

/** @returns the id of the block that stands for the row */
function foldElements(draft: Draft, level: Level, elements: readonly Element[]): NodeId | Problem {
  const chain = inOrder(level, elements);
  if ('code' in chain) return chain;
  const [first, ...others] = chain;
  const unfit = others.map((element) => whyNotFolded(draft, element)).find((why) => why !== undefined);
  if (unfit !== undefined) return unfit;
  const written = ({ record }: Element): string =>
    record.kind === 'operator' ? '' : writtenBlock(draft.document, record);
  const same = written(first);
  const odd = others.find((element) => written(element) !== same);
  if (odd !== undefined) {
    return problem(
      'not-equal',
      `"${odd.record.name}" is not the same as "${first.record.name}". Only equal blocks can be folded into a row.`,
    );
  }
  const last = others.at(-1)!;
  const port = first.outputs[0]!.key;
  const onward = Object.values(level.graph.edges)
    .filter(({ source }) => source === last.record.id)
    .map((edge): Command => ({
      type: 'connect',
      edge: { ...edge, id: freshId(), source: first.record.id, sourcePort: port },
    }));
  const commands: readonly Command[] = [
    ...onward,
    { type: 'remove', nodes: others.map(({ record }) => record.id), edges: [] },
    { type: 'repeat', node: first.record.id, count: chain.length },
  ];
  for (const command of commands) {
    const refused = addToDraft(draft, command);
    if (refused !== undefined) return refused;
  }
  return first.record.id;
}

/** What an equal block has of its own, and would lose in a row. */
function whyNotFolded({ document }: Draft, { record }: Element): Problem | undefined {
  const inside = (id: NodeId): boolean => {
    for (
      let at = lookUp(document.nodes, id);
      at !== undefined;
      at = lookUp(document.nodes, at.parentId ?? '')
    ) {
      if (at.id === record.id) return true;
    }
    return false;
  };
  const exposed = definitionsOf(document).find((definition) =>
    definition.arguments.some(({ targets }) => targets.some(({ node }) => inside(node))),
  );
  return exposed === undefined
    ? undefined
    : problem(
        'exposed',
        `"${record.name}" has attributes that "${exposed.name}" exposes as arguments. Take them from its arguments first.`,
      );
}

/** Trained weights stay only where the row's paths are those that the blocks had. */
function trained(document: Document, elements: readonly Element[]): Element | undefined {
  const layers = [...originsIn(document).keys()];
  return elements.find(({ path }) => layers.some((layer) => layer.startsWith(`${path}.`)));
}

function foldInside(draft: Draft, block: Element): NodeId | Problem {
  const inside = levelAt(analysisOf(draft.document), block.path);
  const repeated = block.record.kind !== 'operator' && block.record.repeat !== undefined;
  const blocks = [...inside.elements.values()].filter(({ record }) => record.kind !== 'operator');
  const boundary = inside.elements.size - blocks.length;
  const names = new Set(blocks.map(({ record }) => record.name));
  const counted = blocks.every((_, index) => names.has(String(index)));
  if (repeated || blocks.length < 2 || boundary !== 2 || !counted) {
    return problem(
      'nothing-to-fold',
      `Select blocks that follow one another, or a block that holds only such blocks, called 0, 1, 2 …; "${block.record.name}" does not.`,
    );
  }
  const first = foldElements(draft, inside, blocks);
  if (typeof first !== 'string') return first;
  const inner = inside.elements.get(first)!.record.position;
  const { x, y } = block.record.position;
  const refused =
    addToDraft(draft, {
      type: 'ungroup',
      block: block.record.id,
      shift: { x: x - inner.x, y: y - inner.y },
    }) ?? addToDraft(draft, { type: 'rename', node: first, name: block.record.name });
  return refused ?? first;
}

/** The elements from first to last, each read by the next alone. */
function inOrder(level: Level, elements: readonly Element[]): readonly [Element, ...Element[]] | Problem {
  const chosen = new Map(elements.map((element) => [element.record.id, element] as const));
  const unfit = elements.find(
    ({ record, inputs, outputs }) =>
      record.kind === 'operator' ||
      record.repeat !== undefined ||
      inputs.length !== 1 ||
      outputs.length !== 1,
  );
  if (elements.length < 2 || unfit !== undefined) {
    return problem(
      'nothing-to-fold',
      unfit === undefined
        ? 'Select blocks that follow one another.'
        : `"${unfit.record.name}" cannot stand in a row: only a block with one input and one output can, and not twice.`,
    );
  }
  const next = new Map<NodeId, NodeId[]>();
  const fed = new Set<NodeId>();
  for (const { source, target } of Object.values(level.graph.edges)) {
    if (!chosen.has(source)) continue;
    next.set(source, [...(next.get(source) ?? []), target]);
    if (chosen.has(target)) fed.add(target);
  }
  const start = elements.find(({ record }) => !fed.has(record.id));
  const chain: Element[] = [];
  for (let at = start; at !== undefined;) {
    chain.push(at);
    const readers: readonly NodeId[] = next.get(at.record.id) ?? [];
    const following = readers.length === 1 ? chosen.get(readers[0]!) : undefined;
    at = following;
  }
  const [first, ...others] = chain;
  if (first === undefined || chain.length < elements.length) {
    return problem(
      'not-a-chain',
      'These blocks do not follow one another, each read by the next alone. Only such blocks can be folded into a row.',
    );
  }
  return [first, ...others];
}
