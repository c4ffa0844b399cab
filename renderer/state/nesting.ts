// Edits of nesting that people make: grouping, ungrouping, detaching a template. Each is one undo step;
// selection follows the edit; problems are returned, for the caller to show.

import { applyCommand, type Command, type Position } from '../../shared/document/commands.ts';
import { isBoundary } from '../../shared/document/ports.ts';
import type { Document, EdgeRecord, NodeId, NodeRecord } from '../../shared/document/types.ts';
import { nodeSize, type Size } from '../../shared/layout/node-size.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { LIBRARY } from '../presets/index.ts';
import { analysisOf, levelAt, selectedElements } from './analysis.ts';
import { recordFor } from './catalogue.ts';
import { withFreshIds } from './clipboard.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { boxOf, READ_ONLY } from './editing.ts';
import { freshId } from './ids.ts';
import { tidyPositions } from './positions.ts';
import { select, useSession } from './session-store.ts';

/** Space between a block's ports and what stands inside. */
const GAP = 56;

type Bounds = Position & Size;

/** Puts the selected nodes into a new block. Inputs and outputs of the level stay where they are. */
export function groupSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const elements = selectedElements(level, ids).filter(({ record }) => !isPort(record));
  const bounds = boundsOf(elements.map(boxOf));
  if (bounds === undefined) {
    return problem(
      'nothing-to-group',
      'There is nothing to group. Select the nodes that the block should hold; inputs and outputs stay outside.',
    );
  }
  const block = freshId();
  const port = nodeSize(recordFor({ kind: 'operator', type: 'Input' }, block, bounds));
  const middle = Math.round(bounds.x + (bounds.width - port.width) / 2);
  const refused = dispatch({
    type: 'group',
    nodes: elements.map(({ record }) => record.id),
    block,
    name: 'block',
    position: blockPlace(bounds),
    inputs: { x: middle, y: bounds.y - GAP - port.height },
    outputs: { x: middle, y: bounds.y + bounds.height + GAP },
  });
  if (refused === undefined) select([block]);
  return refused;
}

/** Replaces the selected blocks by what they hold; a template is detached on the way. */
export function ungroupSelection(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const blocks = selectedElements(level, ids).filter(({ record }) => record.kind !== 'operator');
  if (blocks.length === 0) return problem('not-a-block', 'Select the block to ungroup.');
  const draft = startDraft();
  const freed: NodeId[] = [];
  for (const { path, record } of blocks) {
    const refused = detachInDraft(draft, path);
    if (refused !== undefined) return refused;
    const analysis = analysisOf(draft.document);
    const inside = [...levelAt(analysis, path).elements.values()].filter(
      (element) => !isPort(element.record),
    );
    freed.push(...inside.map((element) => element.record.id));
    const { shift, room } = ungroupedPlaces(levelAt(analysis, level.path), record.id, inside);
    const bad =
      addToDraft(draft, { type: 'move', positions: room }) ??
      addToDraft(draft, { type: 'ungroup', block: record.id, shift });
    if (bad !== undefined) return bad;
  }
  const refused = dispatch(draft.commands);
  if (refused === undefined) select(freed);
  return refused;
}

/** Makes the template at this path the user's own, and every template around it. Selection stays by name. */
export function detachTemplate(path: string): Problem | undefined {
  const draft = startDraft();
  const refused = detachInDraft(draft, path) ?? dispatch(draft.commands);
  if (refused !== undefined) return refused;
  const { level, nodes } = useSession.getState();
  const chosen = new Set(
    selectedElements(levelAt(analysisOf(draft.before), level), nodes).map((element) => element.path),
  );
  const now = [...levelAt(analysisOf(currentDocument()), level).elements.values()];
  select(now.filter((element) => chosen.has(element.path)).map(({ record }) => record.id));
  return undefined;
}

/** Path of the template that a wish to edit means: the selected one, or the one that is open. */
export function detachablePath(level: Level, ids: readonly NodeId[]): string | undefined {
  const [element, ...more] = selectedElements(level, ids);
  if (element?.record.kind === 'template' && more.length === 0) return element.path;
  return level.parentId === undefined ? level.path : undefined;
}

/** Commands that build on each other, with the document that they lead to. */
interface Draft {
  readonly before: Document;
  document: Document;
  readonly commands: Command[];
}

function startDraft(): Draft {
  const before = currentDocument();
  return { before, document: before, commands: [] };
}

function addToDraft(draft: Draft, command: Command): Problem | undefined {
  const result = applyCommand(draft.document, command);
  if (!result.ok) return result.problem;
  draft.document = result.document;
  draft.commands.push(command);
  return undefined;
}

/** Detaches whatever is a template on the way to this path, outermost first: the inner ones lie inside. */
function detachInDraft(draft: Draft, path: string): Problem | undefined {
  const names = path.split('.');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const analysis = analysisOf(draft.document);
    const element = analysis.network.elements.get(names.slice(0, depth).join('.'));
    if (element?.record.kind !== 'template') continue;
    const command = detaching(analysis, element, element.record.template);
    const refused = 'code' in command ? command : addToDraft(draft, command);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function detaching(analysis: Analysis, element: Element, type: string): Command | Problem {
  const template = LIBRARY.findTemplate(type);
  if (template === undefined || !analysis.network.levels.has(element.path)) {
    return problem(
      'no-inside',
      `"${element.record.name}" cannot be built from its arguments, so there is nothing inside to edit. Correct its arguments first.`,
    );
  }
  const records: NodeRecord[] = [];
  const wires: EdgeRecord[] = [];
  const paths = [element.path];
  for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
    const level = levelAt(analysis, path);
    const places = tidyPositions(level);
    for (const child of level.elements.values()) {
      records.push({ ...child.record, position: places.get(child.record.id) ?? child.record.position });
      if (child.record.kind === 'custom') paths.push(child.path);
    }
    wires.push(...Object.values(level.graph.edges));
  }
  const { graph, ids } = withFreshIds(records, wires);
  const ports = Object.fromEntries([...template.inputs, ...template.outputs].map((key) => [key, ids(key)]));
  return { type: 'detach', node: element.record.id, graph, ports };
}

function isPort(record: NodeRecord): boolean {
  return isBoundary(record, 'Input') || isBoundary(record, 'Output');
}

function boundsOf(boxes: readonly Bounds[]): Bounds | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** Where a block stands that holds nodes within these bounds: in their middle. */
function blockPlace(bounds: Bounds): Position {
  const { width, height } = nodeSize(BLOCK);
  return {
    x: Math.round(bounds.x + (bounds.width - width) / 2),
    y: Math.round(bounds.y + (bounds.height - height) / 2),
  };
}

const BLOCK: NodeRecord = { id: 'b', kind: 'custom', parentId: null, name: 'b', position: { x: 0, y: 0 } };

/**
 * How far the inside of a block moves when it is ungrouped: its middle comes to the block's. Where it would
 * cover others there, it begins at the block's top and what stands below makes room.
 */
function ungroupedPlaces(
  level: Level,
  id: NodeId,
  inside: readonly Element[],
): { readonly shift: Position; readonly room: Readonly<Record<NodeId, Position>> } {
  const bounds = boundsOf(inside.map(boxOf));
  const block = level.elements.get(id);
  if (bounds === undefined || block === undefined) return { shift: { x: 0, y: 0 }, room: {} };
  const box = boxOf(block);
  const middle = blockPlace(bounds);
  const shift = { x: box.x - middle.x, y: box.y - middle.y };
  const others = [...level.elements.values()].filter(({ record }) => record.id !== id);
  const placed = { ...bounds, x: bounds.x + shift.x, y: bounds.y + shift.y };
  if (!others.some((other) => overlap(boxOf(other), placed))) return { shift, room: {} };
  const missing = Math.max(0, bounds.height - box.height);
  const room: Record<NodeId, Position> = {};
  for (const { record } of others) {
    const { x, y } = record.position;
    if (y >= box.y + box.height) room[record.id] = { x, y: y + missing };
  }
  return { shift: { x: shift.x, y: box.y - bounds.y }, room };
}

function overlap(a: Bounds, b: Bounds): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
