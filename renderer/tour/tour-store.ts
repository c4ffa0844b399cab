// Where the tour is. What its steps are about is the app's.

import { create } from 'zustand';

/** One thing to do. Whoever does it another way than the words say has done it all the same. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** Selects what to look at; it may not be on the page yet. */
  readonly target: string;
  /** Puts what is needed on the screen. @returns whether the user did it, asked until they have */
  begin(): () => boolean;
  /** Does it for the user. */
  show(): void;
}

interface TourState {
  /** Undefined while no tour is under way. */
  readonly steps: readonly TourStep[] | undefined;
  /** Index of the step; the number of steps once all are done. */
  readonly at: number;
}

export const useTour = create<TourState>()(() => ({ steps: undefined, at: 0 }));

export function startTour(steps: readonly TourStep[]): void {
  useTour.setState({ steps, at: 0 });
}

export function leaveTour(): void {
  useTour.setState({ steps: undefined });
}

/** Goes on from a step, unless something else did already. */
export function passStep(step: TourStep): void {
  const { steps, at } = useTour.getState();
  if (steps?.[at] === step) useTour.setState({ at: at + 1 });
}
