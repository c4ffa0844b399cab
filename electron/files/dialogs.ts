// The questions about files: which to open, where to save, what to do about one that changed on disk.

import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { exportedType } from '../../shared/host/file-types.ts';
import type { BrowserWindow, ElectronApi } from '../api.ts';

type Dialog = ElectronApi['dialog'];

const NETWORKS = { name: 'Netloom networks', extensions: ['netloom', 'json'] };
const CONTAINER = { name: 'Netloom networks', extensions: ['netloom'] };
const TEXT = { name: 'Netloom networks as text', extensions: ['json'] };
/** What a name ends in that a person means as one: `.onnx` and `.bin`, but not the `.1` of `net v2.1`. */
const EXTENSION = /^\.[a-z][a-z0-9]*$/iu;
const ALL = { name: 'All files', extensions: ['*'] };

export async function askOpenPath(dialog: Dialog, window: BrowserWindow): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [NETWORKS, ALL],
  });
  return canceled ? undefined : filePaths[0];
}

function filterOf(name: string): typeof CONTAINER {
  const exported = exportedType(name);
  if (exported !== undefined) return { name: exported.name, extensions: [exported.extension.slice(1)] };
  return name.endsWith('.json') ? TEXT : CONTAINER;
}

export async function askSavePath(
  dialog: Dialog,
  window: BrowserWindow,
  suggestedName: string,
): Promise<string | undefined> {
  // A suggestion is a name and never a place, whatever the window calls it.
  const name = basename(suggestedName.replaceAll('\\', '/')).replace(/^\.*$/u, 'network.netloom');
  const extension = name.endsWith('.netloom.json') ? '.netloom.json' : extname(name);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    // One type: the bytes are made for the suggested name's extension.
    filters: [filterOf(name), ALL],
  });
  if (canceled || filePath === '') return undefined;
  if (EXTENSION.test(extname(filePath)) || extension === '') return filePath;
  // The dialog asked about the name without the extension, so the question is ours for the name with it.
  const complete = filePath + extension;
  if (!existsSync(complete)) return complete;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `"${basename(complete)}" already exists. Replace it?`,
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0 ? complete : undefined;
}

export async function askAboutChange(
  dialog: Dialog,
  window: BrowserWindow,
  message: string,
): Promise<'overwrite' | 'save-as' | 'cancel'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    buttons: ['Save As…', 'Overwrite', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
  });
  return response === 0 ? 'save-as' : response === 1 ? 'overwrite' : 'cancel';
}
