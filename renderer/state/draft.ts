// Commands that build on each other, tried out one after another before they become one undo step.

import { applyCommand, type Command } from '../../shared/document/commands.ts';
import type { Document } from '../../shared/document/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { currentDocument, dispatch } from './document-store.ts';

export interface Draft {
  readonly before: Document;
  /** What the commands lead to. */
  document: Document;
  readonly commands: Command[];
}

export function startDraft(): Draft {
  const before = currentDocument();
  return { before, document: before, commands: [] };
}

/** @returns why the command was refused; the draft is then as it was */
export function addToDraft(draft: Draft, command: Command): Problem | undefined {
  const result = applyCommand(draft.document, command);
  if (!result.ok) return result.problem;
  draft.document = result.document;
  draft.commands.push(command);
  return undefined;
}

/** Makes the draft one undo step, or part of the gesture's. */
export function dispatchDraft(draft: Draft, gesture?: string): Problem | undefined {
  return dispatch(draft.commands, gesture === undefined ? {} : { gesture });
}
