// What the pointer rests on: a node of the canvas, or an element of a feature map. Nothing is selected by it.

import { create } from 'zustand';

interface Pointed {
  readonly path: string;
  /** Row and column of an output element; the middle one where only the node is meant. */
  readonly element: readonly [number, number] | undefined;
  /** The half of the canvas that is not under the pointer. */
  readonly free: 'left' | 'right';
  /** What the pointer is over: once it is no more, nothing is pointed at. */
  readonly owner: Element;
}

export const usePointing = create<{ readonly pointed: Pointed | undefined }>()(() => ({
  pointed: undefined,
}));

/** Milliseconds that the pointer has to stay on a node before it rests there; less once something is shown. */
const REST = 450;
const REST_AGAIN = 80;

/** Events after which the pointer may be over something else, though nothing says that it left. */
const DOUBTS = ['pointermove', 'wheel', 'keyup', 'blur', 'resize'] as const;

let timer: ReturnType<typeof setTimeout> | undefined;
/** The timer is that of a node which the pointer has come to. */
let coming = false;

/** The pointer came to a node; it rests there after a moment. */
export function restOn(path: string, owner: Element, free: 'left' | 'right'): void {
  clearTimeout(timer);
  coming = true;
  const delay = usePointing.getState().pointed === undefined ? REST : REST_AGAIN;
  timer = setTimeout(() => {
    coming = false;
    // What was come to may have gone meanwhile, or be under a dialog now.
    if (owner.matches(':hover')) show({ path, element: undefined, free, owner });
    else usePointing.setState({ pointed: undefined });
  }, delay);
}

/** The pointer is at an element of what this node gives. */
export function pointAt(path: string, owner: Element, [row, column]: readonly [number, number]): void {
  clearTimeout(timer);
  coming = false;
  const { pointed } = usePointing.getState();
  if (pointed?.path === path && pointed.element?.[0] === row && pointed.element[1] === column) return;
  show({ path, element: [row, column], free: 'right', owner });
}

/** The pointer left; what is shown stays a moment, so that it does not flicker from one node to the next. */
export function pointAway(): void {
  clearTimeout(timer);
  coming = false;
  timer = setTimeout(() => usePointing.setState({ pointed: undefined }), REST_AGAIN);
}

/** What is shown goes with its reason: by a key, a scroll or an edit a node can go from under a still pointer. */
function show(pointed: Pointed): void {
  for (const doubt of DOUBTS) window.addEventListener(doubt, lookAgain, { capture: true, passive: true });
  usePointing.setState({ pointed });
}

function lookAgain({ type, target }: Event): void {
  const { pointed } = usePointing.getState();
  const isWindowLeft = type === 'blur' && target === window;
  if (coming || (pointed?.owner.matches(':hover') === true && !isWindowLeft)) return;
  for (const doubt of DOUBTS) window.removeEventListener(doubt, lookAgain, { capture: true });
  if (pointed !== undefined) pointAway();
}
