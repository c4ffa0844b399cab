// Tidying levels, large ones in a worker with progress and cancel. What comes of it is one undo step, and none
// where the document changed meanwhile.

import { create } from 'zustand';
import type { Command, Position } from '../../../shared/document/commands.ts';
import type { NodeId } from '../../../shared/document/types.ts';
import { problem, type Problem } from '../../../shared/operators/define.ts';
import { currentDocument, dispatch } from '../document-store.ts';
import { READ_ONLY } from '../editing.ts';
import { layoutInput, partPositions, tidyPositions } from '../positions.ts';
import { tidyCommands, type Tidy } from '../tidying.ts';
import { layOutAside } from './lay-out-aside.ts';

interface LayoutJob {
  /** How many nodes are being laid out. */
  readonly nodes: number;
  /** From 0 to 1. */
  readonly done: number;
}

export const useLayoutJob = create<{ readonly job: LayoutJob | undefined }>()(() => ({ job: undefined }));

/** Levels of this many nodes are laid out aside: fewer take hardly longer than starting a worker. */
const ASIDE_FROM = 300;

let running: AbortController | undefined;

const CHANGED = problem(
  'layout-outdated',
  'The network was changed while its layout was being made, so nothing was moved. Tidy again.',
);

/**
 * Lays out all that is given and applies it after `before` as one undo step. A newer wish ends one under way.
 * @returns why nothing was moved, or undefined, also where it was cancelled
 * @throws NetloomError `layout-failed` where the worker dies
 */
export async function arrange(
  tidies: readonly Tidy[],
  before: readonly Command[] = [],
  layOut = layOutAside,
): Promise<Problem | undefined> {
  if (tidies.some(({ level }) => level.parentId === undefined)) return READ_ONLY;
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const document = currentDocument();
  const commands = [...before];
  const nodes = tidies.filter(isLarge).reduce((sum, tidy) => sum + sizeOf(tidy), 0);
  let behind = 0;
  try {
    for (const tidy of tidies) {
      const show = (done: number): void => {
        if (controller.signal.aborted) return;
        useLayoutJob.setState({ job: { nodes, done: (behind + done * sizeOf(tidy)) / nodes } });
      };
      let positions: ReadonlyMap<NodeId, Position> | undefined;
      if (isLarge(tidy)) {
        show(0);
        const input = layoutInput(tidy.level, tidy.part);
        positions = await layOut(input, { signal: controller.signal, onProgress: show });
        if (positions === undefined) return undefined;
        behind += sizeOf(tidy);
      } else {
        positions =
          tidy.part === undefined ? tidyPositions(tidy.level) : partPositions(tidy.level, tidy.part);
      }
      commands.push(...tidyCommands(tidy, positions));
    }
  } finally {
    if (running === controller) cancelArrange();
  }
  return currentDocument() === document ? dispatch(commands) : CHANGED;
}

/** Ends the layout under way; nothing is moved. */
export function cancelArrange(): void {
  running?.abort();
  running = undefined;
  useLayoutJob.setState({ job: undefined });
}

function sizeOf({ level, part }: Tidy): number {
  return part?.size ?? level.elements.size;
}

function isLarge(tidy: Tidy): boolean {
  return sizeOf(tidy) >= ASIDE_FROM;
}
