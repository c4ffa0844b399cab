// Edits of nesting that people make: grouping, ungrouping, detaching, linking, unfolding rows. Each is one undo
// step; selection follows the edit; problems are returned, for the caller to show.

import type { Command, Position } from '../../shared/document/commands.ts';
import { isBoundary } from '../../shared/document/ports.ts';
import { lookUp } from '../../shared/document/records.ts';
import type { Document, Flow, NodeId, NodeRecord } from '../../shared/document/types.ts';
import { LAYER_GAP, turn, turnPoint, turnSize } from '../../shared/layout/flow.ts';
import { nodeSize } from '../../shared/layout/node-size.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { analysisOf, levelAt, selectedElements } from './analysis.ts';
import { boundsOf, boxOf, overlaps, type Box } from './boxes.ts';
import { recordFor } from './catalogue.ts';
import { detachInDraft, isDetachable, isRow, unfoldInDraft } from './detaching.ts';
import { currentDocument } from './document-store.ts';
import { addToDraft, dispatchDraft, startDraft } from './draft.ts';
import { READ_ONLY } from './editing.ts';
import { freshId } from './ids.ts';
import { keepWeights } from './keeping-weights.ts';
import { select, useSession } from './session-store.ts';

/** Puts the selected nodes into a new block. Inputs and outputs of the level stay where they are. */
export function groupSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const command = groupCommand(level, ids);
  if ('code' in command) return command;
  const draft = startDraft();
  const refused =
    addToDraft(draft, command) ??
    keepWeights(draft, draft.before, { storedNames: { [command.block]: '' } }) ??
    dispatchDraft(draft);
  if (refused === undefined) select([command.block]);
  return refused;
}

function groupCommand(
  level: Level,
  ids: readonly NodeId[],
): Extract<Command, { readonly type: 'group' }> | Problem {
  const elements = selectedElements(level, ids).filter(({ record }) => !isPort(record));
  const bounds = boundsOf(elements.map((element) => turn(boxOf(element, level.flow), level.flow)));
  if (bounds === undefined) {
    return problem(
      'nothing-to-group',
      'There is nothing to group. Select the nodes that the block should hold; inputs and outputs stay outside.',
    );
  }
  const block = freshId();
  const { flow } = level;
  const port = turnSize(nodeSize(recordFor({ kind: 'operator', type: 'Input' }, block, bounds), flow), flow);
  const middle = Math.round(bounds.x + (bounds.width - port.width) / 2);
  return {
    type: 'group',
    nodes: elements.map(({ record }) => record.id),
    block,
    name: 'block',
    position: turnPoint(blockPlace(bounds, flow), flow),
    inputs: turnPoint({ x: middle, y: bounds.y - LAYER_GAP[flow] - port.height }, flow),
    outputs: turnPoint({ x: middle, y: bounds.y + bounds.height + LAYER_GAP[flow] }, flow),
    // What is not of this level stays where it is.
    notes: useSession.getState().notes,
  };
}

/** Replaces the selected blocks by what they hold; templates are detached, links and rows undone on the way. */
export function ungroupSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const blocks = selectedElements(level, ids).filter(({ record }) => record.kind !== 'operator');
  if (blocks.length === 0) return problem('not-a-block', 'Select the block to ungroup.');
  const draft = startDraft();
  const freed: NodeId[] = [];
  for (const { path, record } of blocks) {
    const refused = unfoldInDraft(draft, path) ?? detachInDraft(draft, path);
    if (refused !== undefined) return refused;
    const before = draft.document;
    const analysis = analysisOf(before);
    const inside = [...levelAt(analysis, path).elements.values()].filter(
      (element) => !isPort(element.record),
    );
    freed.push(...inside.map((element) => element.record.id));
    const { shift, room } = ungroupedPlaces(levelAt(analysis, level.path), record.id, inside);
    const bad =
      addToDraft(draft, { type: 'move', positions: room }) ??
      addToDraft(draft, { type: 'ungroup', block: record.id, shift }) ??
      keepWeights(draft, before, { storedNames: namesOutside(before, record.id, inside) });
    if (bad !== undefined) return bad;
  }
  const refused = dispatchDraft(draft);
  if (refused === undefined) select(freed);
  return refused;
}

/** What stands in the weights' paths for nodes that come out of a block: the block's name, and their own. */
function namesOutside(
  { nodes }: Document,
  id: NodeId,
  inside: readonly Element[],
): Readonly<Record<NodeId, string>> {
  const block = lookUp(nodes, id);
  const around = block?.storedName ?? block?.name ?? '';
  return Object.fromEntries(
    inside.map(({ record }) => [
      record.id,
      [around, record.storedName ?? record.name].filter((part) => part !== '').join('.'),
    ]),
  );
}

/**
 * Makes the inside of the block at this path the user's own, and of every template around it: a template is
 * detached, a linked block unlinked, a row unfolded into the blocks that it stands for. Selection stays by name.
 */
export function detachTemplate(path: string): Problem | undefined {
  const draft = startDraft();
  const refused = detachInDraft(draft, path) ?? dispatchDraft(draft);
  if (refused !== undefined) return refused;
  const { level, nodes } = useSession.getState();
  const chosen = new Set(
    selectedElements(levelAt(analysisOf(draft.before), level), nodes).map((element) => element.path),
  );
  const now = [...levelAt(analysisOf(currentDocument()), level).elements.values()];
  select(now.filter((element) => chosen.has(element.path)).map(({ record }) => record.id));
  return undefined;
}

/** Path of the block that a wish to edit means: the selected one, or the one that is open. */
export function detachablePath(level: Level, ids: readonly NodeId[]): string | undefined {
  const [element, ...more] = selectedElements(level, ids);
  if (more.length === 0 && element !== undefined && isDetachable(element.record)) return element.path;
  return level.parentId === undefined ? level.path : undefined;
}

/** Replaces the selected rows by the blocks that they stand for, one after another in a block of the same name. */
export function unfoldRows(level: Level, ids: readonly NodeId[]): Problem | undefined {
  const rows = selectedElements(level, ids).filter(({ record }) => isRow(record));
  if (rows.length === 0) return problem('not-a-row', 'Select a block that stands several times in a row.');
  const draft = startDraft();
  for (const { path } of rows) {
    const refused = unfoldInDraft(draft, path);
    if (refused !== undefined) return refused;
  }
  return dispatchDraft(draft);
}

/** Replaces the row at this path, which is open perhaps, by the blocks that it stands for. */
export function unfoldRow(path: string): Problem | undefined {
  const draft = startDraft();
  return unfoldInDraft(draft, path) ?? dispatchDraft(draft);
}

/**
 * Makes a definition of the selected block, or of a block made of the selected nodes, which becomes its first
 * instance.
 */
export function linkSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const draft = startDraft();
  const [element, ...more] = selectedElements(level, ids);
  let block: NodeId;
  let name: string;
  if (element !== undefined && more.length === 0 && element.record.kind !== 'operator') {
    if (element.record.kind === 'linked') {
      return problem('linked-already', `"${element.record.name}" is linked already.`);
    }
    const refused = element.record.kind === 'template' ? detachInDraft(draft, element.path) : undefined;
    if (refused !== undefined) return refused;
    block = element.record.id;
    ({ name } = element.record);
  } else {
    const grouping = groupCommand(level, ids);
    if ('code' in grouping) return grouping;
    const refused =
      addToDraft(draft, grouping) ??
      keepWeights(draft, draft.before, { storedNames: { [grouping.block]: '' } });
    if (refused !== undefined) return refused;
    ({ block, name } = grouping);
  }
  const before = draft.document;
  const refused =
    addToDraft(draft, { type: 'define', block, definition: freshId(), name: titled(name) }) ??
    keepWeights(draft, before) ??
    dispatchDraft(draft);
  if (refused === undefined) select([block]);
  return refused;
}

/** Names of definitions begin as titles do. */
function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function isPort(record: NodeRecord): boolean {
  return isBoundary(record, 'Input') || isBoundary(record, 'Output');
}

/** Where a block stands that holds nodes within these bounds: in their middle. Both are turned to run down. */
function blockPlace(bounds: Box, flow: Flow): Position {
  const { width, height } = turnSize(nodeSize(BLOCK, flow), flow);
  return {
    x: Math.round(bounds.x + (bounds.width - width) / 2),
    y: Math.round(bounds.y + (bounds.height - height) / 2),
  };
}

const BLOCK: NodeRecord = { id: 'b', kind: 'custom', parentId: null, name: 'b', position: { x: 0, y: 0 } };

/**
 * How far the inside of a block moves when it is ungrouped: its middle comes to the block's. Where it would
 * cover others there, it begins where the block does and what stands after it makes room.
 */
function ungroupedPlaces(
  level: Level,
  id: NodeId,
  inside: readonly Element[],
): { readonly shift: Position; readonly room: Readonly<Record<NodeId, Position>> } {
  const { flow } = level;
  const turned = (element: Element) => turn(boxOf(element, flow), flow);
  const bounds = boundsOf(inside.map(turned));
  const block = level.elements.get(id);
  if (bounds === undefined || block === undefined) return { shift: { x: 0, y: 0 }, room: {} };
  const box = turned(block);
  const middle = blockPlace(bounds, flow);
  const shift = { x: box.x - middle.x, y: box.y - middle.y };
  const others = [...level.elements.values()].filter(({ record }) => record.id !== id);
  const placed = { ...bounds, x: bounds.x + shift.x, y: bounds.y + shift.y };
  if (!others.some((other) => overlaps(turned(other), placed)))
    return { shift: turnPoint(shift, flow), room: {} };
  const missing = Math.max(0, bounds.height - box.height);
  const room: Record<NodeId, Position> = {};
  for (const { record } of others) {
    const { x, y } = turnPoint(record.position, flow);
    if (y >= box.y + box.height) room[record.id] = turnPoint({ x, y: y + missing }, flow);
  }
  return { shift: turnPoint({ x: shift.x, y: box.y - bounds.y }, flow), room };
}
