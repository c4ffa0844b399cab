// How the tour begins: with LeNet-5 in a tab of its own, and nothing drawn.

import { findPreset } from '../presets/index.ts';
import { setStrokes } from '../run/run-store.ts';
import { showSide } from '../state/panels-store.ts';
import { startTour } from '../tour/tour-store.ts';
import { choosePreset } from './files.ts';

export function takeTour(): void {
  const preset = findPreset('lenet5');
  if (preset === undefined) return;
  choosePreset(preset, {});
  setStrokes([]);
  showSide('left', true);
  showSide('right', true);
  startTour();
}
