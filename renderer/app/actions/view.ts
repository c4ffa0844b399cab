// What is seen: the zoom, the open block, panels, colours, the theme, the command palette.

import { parentPath } from '../../../shared/network/paths.ts';
import type { Element } from '../../../shared/network/types.ts';
import { canvas } from '../../canvas/handle.ts';
import { analysisOf, levelAt } from '../../state/analysis.ts';
import { currentDocument } from '../../state/document-store.ts';
import { useDocuments } from '../../state/open-documents.ts';
import {
  colourBy,
  isSideShown,
  showLeft,
  toggleBottom,
  toggleFields,
  toggleSide,
  usePanels,
  type BottomTab,
  type Colouring,
} from '../../state/panels-store.ts';
import {
  openLevel,
  select,
  showDialog,
  toggleStreamOnly,
  useSession,
  workOn,
} from '../../state/session-store.ts';
import { changeSettings, settings } from '../../state/settings-store.ts';
import { foldable, isUnfolded, rootOf, unfold } from '../../state/unfolding.ts';
import { stepTab } from '../tabs.ts';
import {
  emptyLevel,
  hasSelection,
  openedLevel,
  selectedBlock,
  unless,
  type Action,
  type Actions,
} from './action.ts';

const noOtherTabs = unless(() => useDocuments.getState().documents.length > 1, 'No other network is open.');

export const VIEW_ACTIONS: Actions<'view'> = {
  'view.commands': { run: () => showDialog('commands') },
  'view.fit': { run: () => canvas()?.fit('all'), hindrance: emptyLevel },
  'view.fitSelection': { run: () => canvas()?.fit('selection'), hindrance: emptyLevel },
  'view.actualSize': { run: () => canvas()?.zoomTo(1) },
  'view.zoomIn': { run: () => canvas()?.zoomBy(1.25) },
  'view.zoomOut': { run: () => canvas()?.zoomBy(1 / 1.25) },
  'view.enter': {
    run: enterBlock,
    hindrance: unless(() => selectedBlock() !== undefined, 'Select one block first.'),
  },
  'view.leave': {
    run: leaveBlock,
    hindrance: unless(
      () => useSession.getState().level !== '' || hasSelection(),
      'This is the outermost level, and nothing is selected.',
    ),
  },
  'view.unfold': {
    run: toggleUnfolded,
    hindrance: unless(() => selectedBlocks().length > 0, 'Select a block first.'),
  },
  'view.unfoldAll': {
    run: () => unfold(foldedAmong(blocksHere()), true),
    hindrance: unless(() => foldedAmong(blocksHere()).length > 0, 'There is no folded block here.'),
  },
  'view.foldAll': { run: foldAll, hindrance: unless(hasUnfolded, 'There is no unfolded block here.') },
  'view.stream': {
    run: toggleStreamOnly,
    hindrance: emptyLevel,
    isOn: () => useSession.getState().streamOnly,
  },
  'view.outline': { run: toggleOutline, isOn: isOutlineShown },
  'view.problems': bottom('problems'),
  'view.layers': bottom('layers'),
  'view.memory': bottom('memory'),
  'view.leftPanel': { run: () => toggleSide('left'), isOn: () => isSideShown('left') },
  'view.rightPanel': { run: () => toggleSide('right'), isOn: () => isSideShown('right') },
  'view.colourByCategory': colouring('category'),
  'view.colourByParameters': colouring('parameters'),
  'view.colourByMacs': colouring('macs'),
  'view.colourByMemory': colouring('activations'),
  'view.colourByField': colouring('receptiveField'),
  'view.nextTab': { run: () => stepTab(1), hindrance: noOtherTabs },
  'view.previousTab': { run: () => stepTab(-1), hindrance: noOtherTabs },
  'view.toggleFields': { run: toggleFields, isOn: () => usePanels.getState().fields },
  'view.toggleTheme': { run: toggleTheme },
};

function bottom(tab: BottomTab): Action {
  return { run: () => toggleBottom(tab), isOn: () => usePanels.getState().bottom === tab };
}

function colouring(by: Colouring): Action {
  return { run: () => colourBy(by), isOn: () => usePanels.getState().colouring === by };
}

function isOutlineShown(): boolean {
  return isSideShown('left') && usePanels.getState().left === 'outline';
}

/** To and fro between the outline and the palette, where it is seen. */
function toggleOutline(): void {
  showLeft(isOutlineShown() ? 'palette' : 'outline');
}

function toggleTheme(): void {
  const { theme } = settings();
  const dark = theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
  changeSettings({ theme: dark ? 'light' : 'dark' });
}

function enterBlock(): void {
  const path = selectedBlock();
  if (path !== undefined) openLevel(path);
}

/**
 * First lets go of the selection, then leaves the block with that block selected: for the level around it, which is
 * opened unless the canvas shows it already.
 */
function leaveBlock(): void {
  if (hasSelection()) {
    select([]);
    return;
  }
  const level = openedLevel();
  const analysis = analysisOf(currentDocument());
  const block = analysis.network.elements.get(level.path);
  const selected = block === undefined ? [] : [block.record.id];
  const around = parentPath(level.path);
  const root = rootOf(analysis, useSession.getState());
  if (root.path === level.path) openLevel(around, selected);
  else workOn(around, root.path, { nodes: selected });
}

/** The blocks of the opened level that can be unfolded. */
function blocksHere(): readonly Element[] {
  return foldable(analysisOf(currentDocument()), openedLevel().elements.values());
}

/** The folded blocks among these, and among what the unfolded ones show: unfolding goes one deeper every time. */
function foldedAmong(blocks: readonly Element[]): readonly Element[] {
  const analysis = analysisOf(currentDocument());
  return blocks.flatMap((block) =>
    isUnfolded(block)
      ? foldedAmong(foldable(analysis, levelAt(analysis, block.path).elements.values()))
      : [block],
  );
}

function selectedBlocks(): readonly Element[] {
  const { nodes } = useSession.getState();
  return blocksHere().filter(({ record }) => nodes.includes(record.id));
}

/** Unfolds the selected blocks; where all of them are unfolded, folds them. */
function toggleUnfolded(): void {
  unfold(selectedBlocks(), !isSelectionUnfolded());
}

export function isSelectionUnfolded(): boolean {
  return selectedBlocks().every(isUnfolded);
}

/** Whether anything that the canvas shows is unfolded. */
function hasUnfolded(): boolean {
  return unfoldedBlocks().length > 0;
}

/** The unfolded blocks on the level that is open; what is unfolded within them is not seen when they are folded. */
function unfoldedBlocks(): readonly Element[] {
  const analysis = analysisOf(currentDocument());
  const root = rootOf(analysis, useSession.getState());
  return foldable(analysis, root.elements.values()).filter(isUnfolded);
}

/** Folds all that is unfolded on the level, also within what is folded. */
function foldAll(): void {
  const { elements } = analysisOf(currentDocument()).network;
  const around = unfoldedBlocks();
  const within = [...elements.values()].filter(
    (element) =>
      element.record.kind !== 'operator' &&
      around.some(({ path }) => element.path.startsWith(`${path}.`)) &&
      isUnfolded(element),
  );
  unfold([...around, ...within], false);
}
