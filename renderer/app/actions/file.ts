// Opening, saving, exporting.

import { showDialog } from '../../state/session-store.ts';
import { exportOnnx, newDocument, openFile, saveFile, saveFileAs, saveFileAsText } from '../files.ts';
import type { Actions } from './action.ts';

export const FILE_ACTIONS: Actions<'file'> = {
  'file.new': { run: () => void newDocument() },
  'file.open': { run: () => void openFile() },
  'file.presets': { run: () => showDialog('gallery') },
  'file.save': { run: () => void saveFile() },
  'file.saveAs': { run: () => void saveFileAs() },
  'file.saveAsText': { run: () => void saveFileAsText() },
  'file.exportOnnx': { run: exportOnnx },
};
