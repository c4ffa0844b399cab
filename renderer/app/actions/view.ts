// What is seen: the zoom, the open block, panels, colours, the theme, the command palette.

import { canvas } from '../../canvas/handle.ts';
import { analysisOf } from '../../state/analysis.ts';
import { currentDocument } from '../../state/document-store.ts';
import { useDocuments } from '../../state/open-documents.ts';
import { colourBy, showLeft, toggleBottom, toggleFields, usePanels } from '../../state/panels-store.ts';
import {
  openLevel,
  parentPath,
  select,
  showDialog,
  toggleStreamOnly,
  useSession,
} from '../../state/session-store.ts';
import { changeSettings, settings } from '../../state/settings-store.ts';
import { stepTab } from '../tabs.ts';
import { hasAny, hasSelection, openedLevel, selectedBlock, type Actions } from './action.ts';

export const VIEW_ACTIONS: Actions<'view'> = {
  'view.commands': { run: () => showDialog('commands') },
  'view.fit': { run: () => canvas()?.fit('all'), enabled: hasAny },
  'view.fitSelection': { run: () => canvas()?.fit('selection'), enabled: hasAny },
  'view.actualSize': { run: () => canvas()?.zoomTo(1) },
  'view.zoomIn': { run: () => canvas()?.zoomBy(1.25) },
  'view.zoomOut': { run: () => canvas()?.zoomBy(1 / 1.25) },
  'view.enter': { run: enterBlock, enabled: () => selectedBlock() !== undefined },
  'view.leave': { run: leaveBlock, enabled: () => useSession.getState().level !== '' || hasSelection() },
  'view.stream': { run: toggleStreamOnly, enabled: hasAny },
  'view.outline': { run: () => showLeft(usePanels.getState().left === 'outline' ? 'palette' : 'outline') },
  'view.problems': { run: () => toggleBottom('problems') },
  'view.layers': { run: () => toggleBottom('layers') },
  'view.memory': { run: () => toggleBottom('memory') },
  'view.colourByCategory': { run: () => colourBy('category') },
  'view.colourByParameters': { run: () => colourBy('parameters') },
  'view.colourByMacs': { run: () => colourBy('macs') },
  'view.colourByMemory': { run: () => colourBy('activations') },
  'view.colourByField': { run: () => colourBy('receptiveField') },
  'view.nextTab': { run: () => stepTab(1), enabled: hasOtherTabs },
  'view.previousTab': { run: () => stepTab(-1), enabled: hasOtherTabs },
  'view.toggleFields': { run: toggleFields },
  'view.toggleTheme': { run: toggleTheme },
};

function hasOtherTabs(): boolean {
  return useDocuments.getState().documents.length > 1;
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

/** First lets go of the selection, then leaves the block with that block selected. */
function leaveBlock(): void {
  if (hasSelection()) {
    select([]);
    return;
  }
  const level = openedLevel();
  const block = analysisOf(currentDocument()).network.elements.get(level.path);
  openLevel(parentPath(level.path), block === undefined ? [] : [block.record.id]);
}
