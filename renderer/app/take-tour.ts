// How the tour begins: with LeNet-5 in a tab of its own, and nothing drawn.

import { setStrokes } from '../run/run-store.ts';
import { showSide } from '../state/panels-store.ts';
import { startTour } from '../tour/tour-store.ts';
import { openStage, showPad } from './tour-stage.ts';

export function takeTour(): void {
  openStage();
  setStrokes([]);
  showSide('left', true);
  showPad();
  startTour();
}
