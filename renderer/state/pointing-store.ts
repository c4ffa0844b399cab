// What the pointer rests on: a node of the canvas, or an element of a feature map. Nothing is selected by it.

import { create } from 'zustand';

interface Pointed {
  readonly path: string;
  /** Row and column of an output element; the middle one where only the node is meant. */
  readonly element: readonly [number, number] | undefined;
  /** The half of the canvas that is not under the pointer. */
  readonly free: 'left' | 'right';
}

export const usePointing = create<{ readonly pointed: Pointed | undefined }>()(() => ({
  pointed: undefined,
}));

/** Milliseconds that the pointer has to stay on a node before it rests there; less once something is shown. */
const REST = 450;
const REST_AGAIN = 80;

let timer: ReturnType<typeof setTimeout> | undefined;

/** The pointer came to a node; it rests there after a moment. */
export function restOn(path: string, free: 'left' | 'right'): void {
  clearTimeout(timer);
  const delay = usePointing.getState().pointed === undefined ? REST : REST_AGAIN;
  timer = setTimeout(() => usePointing.setState({ pointed: { path, element: undefined, free } }), delay);
}

/** The pointer is at an element of what this node gives. */
export function pointAt(path: string, row: number, column: number): void {
  clearTimeout(timer);
  const { pointed } = usePointing.getState();
  if (pointed?.path === path && pointed.element?.[0] === row && pointed.element[1] === column) return;
  usePointing.setState({ pointed: { path, element: [row, column], free: 'right' } });
}

/** The pointer left; what is shown stays a moment, so that it does not flicker from one node to the next. */
export function pointAway(): void {
  clearTimeout(timer);
  timer = setTimeout(() => usePointing.setState({ pointed: undefined }), REST_AGAIN);
}
