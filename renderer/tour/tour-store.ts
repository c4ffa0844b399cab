// Where the tour is. What its steps are about is the app's.

import { create } from 'zustand';

/** One thing to do. Whoever does it another way than the words say has done it all the same. */
export interface TourStep {
  readonly title: string;
  /** As it is now: it names keys, which the user may change. */
  text(): string;
  /** Selects what to look at; it may not be on the page yet. */
  readonly target: string;
  /** Puts what is needed on the screen. @returns whether the user did it, asked until they have */
  begin(): () => boolean;
  /** Does it for the user. */
  show(): void;
}

interface TourState {
  /** Index of the step, the number of steps once all are done; undefined while no tour is under way. */
  readonly at: number | undefined;
}

export const useTour = create<TourState>()(() => ({ at: undefined }));

export function startTour(): void {
  useTour.setState({ at: 0 });
}

export function leaveTour(): void {
  useTour.setState({ at: undefined });
}

/** Goes on from a step, unless something else did already. */
export function passStep(step: number): void {
  if (useTour.getState().at === step) useTour.setState({ at: step + 1 });
}
