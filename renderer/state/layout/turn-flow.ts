// Turning the network: every level that can be edited is laid out for the other flow, in one undo step.

import { applyCommand, type Command } from '../../../shared/document/commands.ts';
import { flowOf } from '../../../shared/document/flow.ts';
import { expand } from '../../../shared/network/expand.ts';
import type { Problem } from '../../../shared/operators/define.ts';
import { LIBRARY } from '../../presets/index.ts';
import { currentDocument } from '../document-store.ts';
import { notesAt } from '../note-editing.ts';
import type { Tidy } from '../tidying.ts';
import { arrange } from './arrange-aside.ts';

/** Makes a network that runs down run to the right, and the other way round. Settles as `arrange` does. */
export async function turnFlow(): Promise<Problem | undefined> {
  const document = currentDocument();
  const command: Command = { type: 'setFlow', flow: flowOf(document) === 'down' ? 'right' : 'down' };
  const turned = applyCommand(document, command);
  if (!turned.ok) return turned.problem;
  // Instances of a definition share their inside.
  const tidies = new Map<string | null, Tidy>();
  for (const level of expand(turned.document, LIBRARY).levels.values()) {
    if (level.parentId === undefined || tidies.has(level.parentId)) continue;
    tidies.set(level.parentId, { level, notes: notesAt(document, level) });
  }
  return arrange([...tidies.values()], [command]);
}
