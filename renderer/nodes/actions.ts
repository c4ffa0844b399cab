// What nodes on the canvas may ask for. They only draw: the canvas says what becomes of it.

import { createContext, useContext } from 'react';
import type { NoteChanges } from '../../shared/document/notes.ts';

export interface NodeActions {
  /** Opens a node's name or a note's text for editing where it stands; undefined closes it. */
  edit(id: string | undefined): void;
  /** @returns why the name cannot be taken, or undefined */
  rename(id: string, name: string): string | undefined;
  changeNote(id: string, changes: NoteChanges): void;
  /** What was written in a note or title; a new note without a word goes again. */
  keepText(id: string, text: string): void;
}

export const NodeActionsContext = createContext<NodeActions | undefined>(undefined);

export function useNodeActions(): NodeActions {
  const actions = useContext(NodeActionsContext);
  if (actions === undefined) throw new Error('A node is drawn outside a canvas.');
  return actions;
}
