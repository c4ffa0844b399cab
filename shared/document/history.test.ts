import { expect, test } from 'vitest';
import { emptyDocument } from './empty.ts';
import { isUndoOrRedo, pushHistory, redo, undo, type History } from './history.ts';

test('a step back or forward is told from an edit', () => {
  const start: History = { past: [], present: emptyDocument(), future: [] };
  const edited = pushHistory(start, { ...emptyDocument(), name: 'edited' });
  const undone = undo(edited);
  expect(isUndoOrRedo(edited, undone)).toBe(true);
  expect(isUndoOrRedo(undone, redo(undone))).toBe(true);
  expect(isUndoOrRedo(start, edited)).toBe(false);
  // After an undo, an edit takes the place of what could be redone.
  expect(isUndoOrRedo(undone, pushHistory(undone, { ...emptyDocument(), name: 'other' }))).toBe(false);
});
