// What the rest of the app may ask of the canvas: to look somewhere, or to say where the pointer is.

import type { Box } from '../state/boxes.ts';
import type { Point } from './routes.ts';

interface CanvasHandle {
  /** Brings everything, or the selection, into view. */
  fit(what: 'all' | 'selection'): void;
  zoomTo(zoom: number): void;
  zoomBy(factor: number): void;
  /** Whether everything on the level, or anything of it, is in view. */
  isAllInView(): boolean;
  isAnyInView(): boolean;
  /** Brings a node or note into view, near enough to be read. */
  showReadable(id: string): void;
  /** Looks at these nodes and notes where none of them is in view. */
  lookAt(ids: readonly string[]): void;
  /** Gives the canvas the focus, the selected node where it is one. */
  takeFocus(): void;
  /** The same where nothing has the focus. */
  takeLostFocus(): void;
  /**
   * Opens search at the pointer; for a wire that is selected, to insert into it. Where the pointer is elsewhere, or has
   * not moved since, for what comes after the one selected node, or in the middle of the canvas.
   */
  openSearch(): void;
  /** Opens search for what should stand in a node's place. */
  openReplace(node: string): void;
  /** The pointer in canvas coordinates while it is over the canvas. */
  pointer(): Point | undefined;
  /** Middle of what is shown, in canvas coordinates. */
  centre(): Point;
  /** What is shown, in canvas coordinates; undefined before anything is. */
  area(): Box | undefined;
}

let current: CanvasHandle | undefined;

export function provideCanvas(handle: CanvasHandle): () => void {
  current = handle;
  return () => {
    if (current === handle) current = undefined;
  };
}

/** The canvas on screen, or undefined before it is. */
export function canvas(): CanvasHandle | undefined {
  return current;
}
