// The tour's steps: real actions on LeNet-5, whose weights are trained, from a digit drawn to an ONNX file.

import type { CommandId } from '../../shared/host/commands.ts';
import type { Element } from '../../shared/network/types.ts';
import { useRun } from '../run/run-store.ts';
import { analysisOf } from '../state/analysis.ts';
import { currentDocument, dispatch, undo, useDocumentStore } from '../state/document-store.ts';
import { applyFix, offersFor, useFixing } from '../state/fixing.ts';
import { revealNode, select, showNode, useSession } from '../state/session-store.ts';
import type { TourStep } from '../tour/tour-store.ts';
import { findCommand, runCommand } from './commands.ts';
import { drawSeven, giveInput, showPad, takeStage } from './tour-stage.ts';
import { showKeys } from '../ui/key-names.ts';

/** The layer that is broken and mended: its 6 input channels are not divisible by 4. */
const BROKEN = 'conv2';

export const TOUR: readonly TourStep[] = [
  {
    title: 'Draw a digit',
    text: () => 'This is LeNet-5, trained to read digits. Draw one on the pad, as large as it allows.',
    target: '[data-testid="digit-pad"]',
    begin() {
      showPad();
      return () => {
        const { source, strokes, record } = useRun.getState();
        return source === 'digit' && strokes.length > 0 && record !== undefined;
      };
    },
    show: drawSeven,
  },
  {
    title: 'Run it',
    text: () =>
      `A network this small runs while you draw. Run it yourself for exact times: press Run${keysText('run.run')}.`,
    target: 'section[aria-label="Run"]',
    begin() {
      giveInput();
      const before = useRun.getState().times.length;
      return () => useRun.getState().progress === undefined && useRun.getState().times.length > before + 1;
    },
    show() {
      giveInput();
      runCommand('run.run');
    },
  },
  {
    title: 'See what a layer saw',
    text: () =>
      'Click a layer, such as conv1. Its output appears on the right, one picture for each of its channels.',
    target: nodeNamed('conv1'),
    begin() {
      giveInput();
      select([]);
      takeIntoView(nodeNamed('conv1'));
      return () => useSession.getState().nodes.length === 1;
    },
    show() {
      giveInput();
      const conv = elementNamed('conv1');
      if (conv !== undefined) showNode('', conv.record.id);
    },
  },
  {
    title: 'Change it',
    text: () => `Shapes and costs follow every edit. Now ask for too much: set Groups of ${BROKEN} to 4.`,
    target: '[data-field="groups"]',
    begin() {
      showBroken();
      return () => errors().length > 0;
    },
    show: breakIt,
  },
  {
    title: 'Read what is wrong',
    text: () =>
      `6 channels do not split into 4 groups, and the layer says so. Ask what would mend it: click its badge${keysText('edit.fix')}.`,
    target: nodeNamed(BROKEN),
    begin() {
      // Whoever skipped the change sees what it does all the same.
      if (isUntouched()) breakIt();
      takeIntoView(nodeNamed(BROKEN));
      return () => useFixing.getState().diagnostics.length > 0 || errors().length === 0;
    },
    show() {
      showBroken();
      if (errors().length === 0) breakIt();
      runCommand('edit.fix');
    },
  },
  {
    title: 'Take a fix',
    text: () => 'Every fix was tried out, and says what it costs. Choose one.',
    target: '[role="menu"][aria-label="Fixes"]',
    begin() {
      if (errors().length > 0 && useFixing.getState().diagnostics.length === 0) runCommand('edit.fix');
      return () => errors().length === 0;
    },
    show: mendIt,
  },
  {
    title: 'Undo',
    text: () =>
      `One step takes the fix back, one more the change. Undo${keysText('edit.undo')} until ${BROKEN} has one group again.`,
    target: nodeNamed(BROKEN),
    begin() {
      if (errors().length > 0) mendIt();
      takeIntoView(nodeNamed(BROKEN));
      return () => errors().length === 0 && canRedo();
    },
    show() {
      takeStage('inspector');
      // Closed in between, it was opened anew.
      if (isUntouched()) breakIt();
      undo();
      if (errors().length > 0) undo();
    },
  },
  {
    title: 'Take it away',
    text: () =>
      `The network, weights and all, as an ONNX file that other tools load: File, Export ONNX${keysText('file.exportOnnx')}.`,
    target: '[role="menubar"] [role="menuitem"]',
    begin: () => () => useSession.getState().dialog === 'export',
    show() {
      takeStage('inspector');
      runCommand('file.exportOnnx');
    },
  },
];

/** A layer that was panned away is not on the page. */
function takeIntoView(target: string): void {
  if (document.querySelector(target) === null) runCommand('view.fit');
}

function showBroken(): void {
  takeStage('inspector');
  const conv = elementNamed(BROKEN);
  if (conv !== undefined) revealNode('', conv.record.id);
}

function breakIt(): void {
  showBroken();
  const conv = elementNamed(BROKEN);
  if (conv !== undefined) dispatch({ type: 'setValues', node: conv.record.id, values: { groups: 4 } });
}

function mendIt(): void {
  takeStage('inspector');
  const [fix] = errors().flatMap((diagnostic) => offersFor(diagnostic));
  if (fix !== undefined) applyFix(fix);
}

/** ` (Ctrl+E)`, where the command has keys. */
function keysText(id: CommandId): string {
  const [keys] = findCommand(id)?.keys ?? [];
  return keys === undefined ? '' : ` (${showKeys(keys)})`;
}

function nodeNamed(name: string): string {
  return `.react-flow__node:has([data-name="${name}"])`;
}

function elementNamed(path: string): Element | undefined {
  return analysisOf(currentDocument()).network.elements.get(path);
}

function errors() {
  return analysisOf(currentDocument()).diagnostics.filter(({ severity }) => severity === 'error');
}

/** Nothing was done in the tour's network, nor taken back. */
function isUntouched(): boolean {
  const { past, future } = useDocumentStore.getState().history;
  return past.length + future.length === 0;
}

function canRedo(): boolean {
  return useDocumentStore.getState().history.future.length > 0;
}
