// Opening, saving, exporting.

import { isDirty, useDocuments } from '../../state/open-documents.ts';
import { showDialog } from '../../state/session-store.ts';
import { say } from '../../state/status-line.ts';
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
import { offerRecoveries } from '../recoveries.ts';
import { closeOtherTabs, closeTab } from '../tabs.ts';
import { emptyLevel, unless, type Actions } from './action.ts';

export const FILE_ACTIONS: Actions<'file'> = {
  'file.new': { run: newDocument },
  'file.open': { run: () => void openFile() },
  'file.openRecent': { run: () => showDialog('recent') },
  'file.clearRecent': {
    run: () => void clearRecentFiles(),
    hindrance: unless(() => useRecentFiles.getState().files.length > 0, 'There are no recent files.'),
  },
  'file.presets': { run: () => showDialog('gallery') },
  'file.save': { run: () => saveTyped(() => saveFile()) },
  'file.saveAs': { run: () => saveTyped(saveFileAs) },
  'file.saveAsText': { run: () => saveTyped(saveFileAsText) },
  'file.saveAll': {
    run: () => saveTyped(saveAllFiles),
    hindrance: unless(
      () => useDocuments.getState().documents.some((open) => isDirty(open)),
      'Everything is saved.',
    ),
  },
  // Looked for anew: other windows leave drafts while this one is open.
  'file.recover': { run: () => void offerRecoveries(() => say('There are no drafts to recover.')) },
  'file.close': { run: () => void closeTab() },
  'file.closeOthers': {
    run: () => void closeOtherTabs(),
    hindrance: unless(() => useDocuments.getState().documents.length > 1, 'No other network is open.'),
  },
  'file.exportOnnx': { run: exportOnnx },
  'file.exportFigure': { run: () => showDialog('figure'), hindrance: emptyLevel },
};

function saveTyped(save: () => Promise<boolean>): void {
  takeField();
  void save();
}
