// Adding squeeze-and-excitation to a network, whatever it is: after every residual branch, or after chosen blocks and
// convolutions. Plans commands and says what they do; carries nothing out.

import type { Position } from '../../shared/document/commands.ts';
import { portId } from '../../shared/document/ports.ts';
import type { NodeId } from '../../shared/document/types.ts';
import { LAYER_GAP, turn, turnPoint, turnSize } from '../../shared/layout/flow.ts';
import { nodeSize } from '../../shared/layout/node-size.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import { parentPath } from '../../shared/network/paths.ts';
import type { Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { boxOf } from './boxes.ts';
import { recordFor } from './catalogue.ts';
import { detachAllInDraft } from './detaching.ts';
import { addToDraft, startDraft, type Draft } from './draft.ts';
import {
  ARGUMENT,
  candidates,
  TEMPLATE,
  type LeftOutReason,
  type Place,
  type Target,
} from './excitation-places.ts';
import { freshId } from './ids.ts';
import { tidyPositions } from './positions.ts';

export interface ExcitationPlan {
  readonly draft: Draft;
  /** Blocks whose own argument adds it. */
  readonly byArgument: number;
  /** Places where a block is put into the wire. */
  readonly inserted: number;
  /** Templates that had to become blocks of the user's own. */
  readonly detached: number;
  readonly leftOut: ReadonlyMap<LeftOutReason, number>;
}

/** The reduction that the template has without an argument. */
const DEFAULT_REDUCTION = 16;

/**
 * What would be done to the open document.
 * @returns a problem where there is no place for it at all
 */
export function planExcitation(target: Target, reduction: number): ExcitationPlan | Problem {
  const draft = startDraft();
  const leftOut = new Map<LeftOutReason, number>();
  const wanted = new Set<string>();
  for (const candidate of candidates(analysisOf(draft.document), target, reduction)) {
    if ('key' in candidate) wanted.add(candidate.key);
    else leftOut.set(candidate.leftOut, (leftOut.get(candidate.leftOut) ?? 0) + 1);
  }
  if (wanted.size === 0) return nowhere(target, leftOut, reduction);
  const detached = new Set<string>();
  for (;;) {
    const analysis = analysisOf(draft.document);
    const places = candidates(analysis, target, reduction).filter(
      (candidate): candidate is Place => 'key' in candidate && wanted.has(candidate.key),
    );
    const closed = new Set(places.flatMap((place) => closedTemplate(analysis, place) ?? []));
    if (closed.size === 0) {
      const done = carryOut(draft, analysis, places, reduction, detached);
      return 'code' in done ? done : { draft, ...done, detached: detached.size, leftOut };
    }
    const refused = detachAllInDraft(draft, closed);
    if (refused !== undefined) return refused;
    for (const path of closed) detached.add(path);
  }
}

/** The outermost template whose inside would have to change; an argument is set from outside. */
function closedTemplate({ network }: Analysis, { level, template }: Place): string | undefined {
  const inner = template === undefined ? level.path : parentPath(template);
  const names = inner === '' ? [] : inner.split('.');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const path = names.slice(0, depth).join('.');
    const record = network.elements.get(path)?.record;
    // The repetitions of a template that stand in a row share its arguments.
    if (record?.kind === 'template' && network.levels.get(path)?.repeats?.id !== record.id) return path;
    if (record?.kind === 'template' && template === undefined) return path;
  }
  return undefined;
}

function carryOut(
  draft: Draft,
  analysis: Analysis,
  places: readonly Place[],
  reduction: number,
  detached: ReadonlySet<string>,
): Pick<ExcitationPlan, 'byArgument' | 'inserted'> | Problem {
  const set = new Set<NodeId>();
  /** By level; instances of a definition and repetitions in a row share theirs. */
  const byParent = new Map<NodeId | null, { readonly level: Level; readonly places: Map<string, Place> }>();
  for (const place of places) {
    if (place.template !== undefined) {
      const node = recordOf(analysis, place.template);
      if (set.has(node)) continue;
      set.add(node);
      const refused = addToDraft(draft, {
        type: 'setValues',
        node,
        values: { [ARGUMENT]: reduction },
      });
      if (refused !== undefined) return refused;
      continue;
    }
    const { parentId } = place.level;
    if (parentId === undefined)
      return problem('read-only', `The inside of "${place.level.path}" cannot be edited.`);
    const entry = byParent.get(parentId);
    const value = portId(place.from.node, place.from.port);
    if (entry === undefined)
      byParent.set(parentId, { level: place.level, places: new Map([[value, place]]) });
    else if (!entry.places.has(value)) entry.places.set(value, place);
  }
  let inserted = 0;
  const positions: Record<NodeId, Position> = {};
  const tidied: string[] = [];
  for (const { level, places: here } of byParent.values()) {
    const made = insertAt(draft, level, [...here.values()], reduction);
    if ('code' in made) return made;
    // What a template laid out is laid out afresh; what the user placed only makes room.
    if (isWithin(level.path, detached)) tidied.push(level.path);
    else Object.assign(positions, made.moved);
    inserted += here.size;
  }
  if (tidied.length > 0) {
    const after = analysisOf(draft.document);
    for (const path of tidied)
      Object.assign(positions, Object.fromEntries(tidyPositions(levelAt(after, path))));
  }
  const refused = addToDraft(draft, { type: 'move', positions });
  if (refused !== undefined) return refused;
  return { byArgument: set.size, inserted };
}

/** The document's record that a template at this path is: for a repetition, the row's. */
function recordOf({ network }: Analysis, path: string): NodeId {
  return network.levels.get(parentPath(path))?.repeats?.id ?? network.elements.get(path)!.record.id;
}

function isWithin(path: string, blocks: ReadonlySet<string>): boolean {
  for (let at = path; at !== ''; at = parentPath(at)) if (blocks.has(at)) return true;
  return false;
}

/**
 * Puts a block behind every place of a level. Boxes are turned to run down.
 * @returns where nodes stand now that have to make room
 */
function insertAt(
  draft: Draft,
  level: Level,
  places: readonly Place[],
  reduction: number,
): { readonly moved: Readonly<Record<NodeId, Position>> } | Problem {
  const { flow } = level;
  const gap = LAYER_GAP[flow];
  const boxes = new Map(
    [...level.elements].map(([id, element]) => [id, turn(boxOf(element, flow), flow)] as const),
  );
  const stored = new Map([...boxes].map(([id, { y }]) => [id, y] as const));
  const top = (place: Place): number => boxes.get(place.from.node)?.y ?? 0;
  for (const place of [...places].sort((a, b) => top(a) - top(b))) {
    const record = recordFor({ kind: 'template', type: TEMPLATE }, level.parentId ?? null, { x: 0, y: 0 });
    const above = boxes.get(place.from.node)!;
    const { width, height } = turnSize(nodeSize(record, flow), flow);
    const bottom = above.y + above.height;
    const below = Math.min(...place.readers.map(({ target }) => boxes.get(target)?.y ?? Infinity));
    const missing = bottom + height + 2 * gap - below;
    if (below > bottom && missing > 0) {
      for (const [id, box] of boxes) if (box.y >= below) boxes.set(id, { ...box, y: box.y + missing });
    }
    const corner = { x: Math.round(above.x + (above.width - width) / 2), y: Math.round(bottom + gap) };
    boxes.set(record.id, { ...corner, width, height });
    const refused = addToDraft(draft, {
      type: 'addNode',
      node: {
        ...record,
        kind: 'template',
        template: TEMPLATE,
        arguments: reduction === DEFAULT_REDUCTION ? {} : { reduction },
        name: 'se',
        position: turnPoint(corner, flow),
      },
      edges: [
        {
          id: freshId(),
          source: place.from.node,
          sourcePort: place.from.port,
          target: record.id,
          targetPort: 'input',
        },
        ...place.readers.map((edge) => ({ ...edge, id: freshId(), source: record.id, sourcePort: 'output' })),
      ],
    });
    if (refused !== undefined) return refused;
  }
  const positions: Record<NodeId, Position> = {};
  for (const [id, box] of boxes) if (stored.get(id) !== box.y) positions[id] = turnPoint(box, flow);
  return { moved: positions };
}

function nowhere(target: Target, leftOut: ReadonlyMap<LeftOutReason, number>, reduction: number): Problem {
  if (leftOut.size > 0) {
    return problem(
      'nothing-to-excite',
      `Nothing is left to add it to: ${describeLeftOut(leftOut, reduction)}.`,
    );
  }
  return target.kind === 'residual'
    ? problem(
        'nothing-to-excite',
        'This network has no residual branch: nowhere are two ways from one node added up. Select blocks or convolutions instead.',
      )
    : problem(
        'nothing-to-excite',
        'Nothing is selected. Select the blocks or convolutions that it should follow.',
      );
}

const REASONS: Readonly<Record<LeftOutReason, (count: number, reduction: number) => string>> = {
  'has-one': (count) => (count === 1 ? '1 has it already' : `${count} have it already`),
  'no-image': (count) => `${count} ${count === 1 ? 'gives' : 'give'} no image`,
  'few-channels': (count, reduction) =>
    `${count} ${count === 1 ? 'has' : 'have'} fewer channels than the reduction of ${reduction}`,
  'neither-block-nor-convolution': (count) =>
    `${count} ${count === 1 ? 'is' : 'are'} neither a block nor a convolution`,
};

/** `2 have it already, 1 gives no image`. */
export function describeLeftOut(leftOut: ReadonlyMap<LeftOutReason, number>, reduction: number): string {
  return [...leftOut].map(([reason, count]) => REASONS[reason](count, reduction)).join(', ');
}
