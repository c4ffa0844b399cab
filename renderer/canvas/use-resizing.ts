// A note or frame while its corner or side is dragged: shown as it would be, and changed in the document when it is let
// go. Escape leaves it as it was.

import type { NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Position } from '../../shared/document/commands.ts';
import type { NoteRecord } from '../../shared/document/types.ts';
import type { Box } from '../state/boxes.ts';
import { dispatch } from '../state/document-store.ts';
import { blockOf, recordId } from '../state/unfolding.ts';
import { followDragKeys } from './drag-keys.ts';
import type { Placing } from './placing.ts';
import type { CanvasItem, Projection } from './project.ts';

interface Resize {
  readonly id: string;
  readonly position: Position;
  readonly size: NoteRecord['size'];
}

export function useResizing(placing: Placing, projection: Projection) {
  const [resizing, setResizing] = useState<Resize>();
  /** The end of a resize does not say where it left the note. */
  const last = useRef<Resize>(undefined);
  const givenUp = useRef(false);
  /** Ends the listening for keys; undefined while nothing is resized. */
  const stopKeys = useRef<() => void>(undefined);
  useEffect(() => () => stopKeys.current?.(), []);

  /** The item as it is resized; itself where it is not. */
  const resized = useCallback(
    <T extends CanvasItem>(item: T): T => {
      if (resizing?.id !== item.id) return item;
      const { position, size } = resizing;
      return { ...item, position, ...size, measured: size, data: { ...item.data, ...size }, dragging: true };
    },
    [resizing],
  );

  /** @returns true where the changes are of a resize */
  const resize = useCallback(
    (changes: readonly NodeChange<CanvasItem>[]): boolean => {
      const now = resizedTo(changes, projection);
      if (now === undefined) return false;
      if (now.done) {
        const { id, position, size } = last.current ?? now;
        stopKeys.current?.();
        stopKeys.current = undefined;
        last.current = undefined;
        setResizing(undefined);
        if (!givenUp.current) dispatchResize(placing, id, { ...position, ...size });
        return true;
      }
      if (stopKeys.current === undefined) {
        givenUp.current = false;
        stopKeys.current = followDragKeys({ onEscape: () => (givenUp.current = true) });
      }
      last.current = now;
      setResizing(now);
      return true;
    },
    [placing, projection],
  );

  return { resized, resize };
}

function dispatchResize(placing: Placing, id: string, box: Box): void {
  const part = placing.byBlock.get(blockOf(id));
  const note = part?.notes.find((one) => one.id === recordId(id));
  if (part === undefined || note === undefined) return;
  const { x, y, width, height } = part.boxOfNote(note, box);
  dispatch({ type: 'changeNote', note: note.id, changes: { position: { x, y }, size: { width, height } } });
}

/** A note's new place and size while it is pulled at an edge; undefined where the changes are of other kinds. */
function resizedTo(
  changes: readonly NodeChange<CanvasItem>[],
  { notes }: Projection,
): (Resize & { readonly done: boolean }) | undefined {
  const change = changes.find((one) => one.type === 'dimensions' && one.resizing !== undefined);
  if (change?.type !== 'dimensions' || change.dimensions === undefined) return undefined;
  const note = notes.find(({ id }) => id === change.id);
  if (note === undefined) return undefined;
  const moved = changes.find((one) => one.type === 'position' && one.id === change.id);
  const { x, y } = (moved?.type === 'position' ? moved.position : undefined) ?? note.position;
  const { width, height } = change.dimensions;
  return {
    id: change.id,
    position: { x: Math.round(x), y: Math.round(y) },
    size: { width: Math.round(width), height: Math.round(height) },
    done: change.resizing === false,
  };
}
