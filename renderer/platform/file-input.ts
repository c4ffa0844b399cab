// Opening a file without the File System Access API: it can be read, but not written back.

import type { OpenedFile } from '../../shared/host/host.ts';
import { browserFileError } from './browser-errors.ts';
import { NETWORK_EXTENSIONS } from './file-system-access.ts';
import { readWhole } from './read-whole.ts';

/** Undefined when the user cancels. */
export async function askForFile(): Promise<OpenedFile | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = NETWORK_EXTENSIONS;
  const chosen = new Promise<File | undefined>((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
  });
  input.click();
  const file = await chosen;
  if (file === undefined) return undefined;
  try {
    return { name: file.name, bytes: await readWhole(file), token: undefined };
  } catch (error) {
    throw await browserFileError(error, 'open', file.name);
  }
}
