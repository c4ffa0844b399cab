// Where the tour takes place: LeNet-5 in a tab of its own, and what a step speaks of on the screen, however the user
// left it.

import { findPreset } from '../presets/index.ts';
import { isGiven } from '../run/pictures.ts';
import { setSource, setStrokes, useRun } from '../run/run-store.ts';
import { bringToFront, findOpen, useDocuments, type DocumentId } from '../state/open-documents.ts';
import { showSide } from '../state/panels-store.ts';
import { openLevel, showTab, useSession, type PanelTab } from '../state/session-store.ts';
import { choosePreset } from './files.ts';

/** A seven, in fractions of the pad. */
const SEVEN = [
  { x: 0.25, y: 0.2 },
  { x: 0.75, y: 0.2 },
  { x: 0.45, y: 0.85 },
];

let stage: DocumentId | undefined;

export function openStage(): void {
  const preset = findPreset('lenet5');
  if (preset === undefined) return;
  choosePreset(preset, {});
  stage = useDocuments.getState().front;
}

/** Brings the tour's network to the front, opened anew where it was closed, with this tab of the panel beside it. */
export function takeStage(tab: PanelTab): void {
  if (stage === undefined || findOpen(stage) === undefined) openStage();
  else if (useDocuments.getState().front !== stage) bringToFront(stage);
  if (useSession.getState().level !== '') openLevel('');
  showSide('right', true);
  showTab(tab);
}

/** The pad in place of an image or noise, whatever the user chose for another network. */
export function showPad(): void {
  takeStage('run');
  setSource('digit');
}

export function drawSeven(): void {
  showPad();
  setStrokes([SEVEN]);
}

/** For who skipped the drawing: a network without an input cannot run. */
export function giveInput(): void {
  takeStage('run');
  if (!isGiven(useRun.getState())) drawSeven();
}
