// What a command of the table does, and the questions that several of them ask.

import type { CommandOf, MenuId } from '../../../shared/host/commands.ts';
import type { NoteRecord } from '../../../shared/document/types.ts';
import type { Problem } from '../../../shared/operators/define.ts';
import { analysisOf, levelAt } from '../../state/analysis.ts';
import { currentDocument } from '../../state/document-store.ts';
import { READ_ONLY } from '../../state/editing.ts';
import { notesAt } from '../../state/note-editing.ts';
import { useSession } from '../../state/session-store.ts';
import { notify } from '../../ui/Toasts.tsx';

export interface Action {
  run(): void;
  /** Why it can do nothing now, for people; undefined where it can. Without it, it always can. */
  readonly hindrance?: Hindrance;
  /** Whether what it switches is on; for commands whose table entry has a mark. */
  readonly isOn?: () => boolean;
}

export type Hindrance = () => string | undefined;

/** The first of several hindrances. */
export function anyOf(...hindrances: readonly Hindrance[]): Hindrance {
  return () => {
    for (const hindrance of hindrances) {
      const reason = hindrance();
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

/** `reason` unless the condition holds. */
export function unless(condition: () => boolean, reason: string): Hindrance {
  return () => (condition() ? undefined : reason);
}

/** An action for every command of a menu. */
export type Actions<M extends MenuId> = Readonly<Record<CommandOf<M>, Action>>;

/** Shows why an edit was refused. */
export function report(problem: Problem | undefined): void {
  if (problem !== undefined) notify({ type: 'error', title: 'Not possible', description: problem.message });
}

export function openedLevel() {
  return levelAt(analysisOf(currentDocument()), useSession.getState().level);
}

export function hasNodes(): boolean {
  return useSession.getState().nodes.length > 0;
}

export const noNodes = unless(hasNodes, 'Select a node first.');

export function hasSelection(): boolean {
  const { nodes, edges, notes } = useSession.getState();
  return nodes.length + edges.length + notes.length > 0;
}

/** The selected notes that still stand on the open level. */
export function selectedNotes(): readonly NoteRecord[] {
  const { notes } = useSession.getState();
  return notes.length === 0
    ? []
    : notesAt(currentDocument(), openedLevel()).filter(({ id }) => notes.includes(id));
}

/** Neither nodes nor notes are selected. */
export const nothingToCopy = unless(
  () => hasNodes() || selectedNotes().length > 0,
  'Select a node or a note first.',
);

export const emptyLevel = unless(
  () => openedLevel().elements.size > 0,
  'There is nothing here yet. Add a layer, or open a preset.',
);

export function isEditable(): boolean {
  return openedLevel().parentId !== undefined;
}

export const readOnly = unless(isEditable, READ_ONLY.message);

/** The path of the one selected node, where it is a block. */
export function selectedBlock(): string | undefined {
  const { nodes } = useSession.getState();
  const element = nodes.length === 1 ? openedLevel().elements.get(nodes[0]!) : undefined;
  return element === undefined || element.record.kind === 'operator' ? undefined : element.path;
}
