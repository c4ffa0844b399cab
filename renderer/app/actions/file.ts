// Opening, saving, exporting.

import { isDirty, useDocuments } from '../../state/open-documents.ts';
import { showDialog } from '../../state/session-store.ts';
import {
  exportOnnx,
  newDocument,
  openFile,
  saveAllFiles,
  saveFile,
  saveFileAs,
  saveFileAsText,
} from '../files.ts';
import { takeField } from '../leave-field.ts';
import { clearRecentFiles, useRecentFiles } from '../recent-files.ts';
import { askAgain, useRecoveries } from '../recoveries.ts';
import { closeTab } from '../tabs.ts';
import { hasAny, type Actions } from './action.ts';

export const FILE_ACTIONS: Actions<'file'> = {
  'file.new': { run: newDocument },
  'file.open': { run: () => void openFile() },
  'file.openRecent': { run: () => showDialog('recent') },
  'file.clearRecent': {
    run: () => void clearRecentFiles(),
    enabled: () => useRecentFiles.getState().files.length > 0,
  },
  'file.presets': { run: () => showDialog('gallery') },
  'file.save': { run: () => saveTyped(() => saveFile()) },
  'file.saveAs': { run: () => saveTyped(saveFileAs) },
  'file.saveAsText': { run: () => saveTyped(saveFileAsText) },
  'file.saveAll': {
    run: () => saveTyped(saveAllFiles),
    enabled: () => useDocuments.getState().documents.some((open) => isDirty(open)),
  },
  'file.recover': {
    run: askAgain,
    enabled: () => useRecoveries.getState().recoveries.length > 0,
  },
  'file.close': { run: () => void closeTab() },
  'file.exportOnnx': { run: exportOnnx },
  'file.exportFigure': { run: () => showDialog('figure'), enabled: hasAny },
};

function saveTyped(save: () => Promise<boolean>): void {
  takeField();
  void save();
}
