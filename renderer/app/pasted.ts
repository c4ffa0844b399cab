// What is pasted that was not copied in Netloom: pictures and files go where they go when they are dropped, the text
// of a network opens beside what is open.

import { DOCUMENT_FORMAT } from '../../shared/document/serialise.ts';
import { ASIDE_FROM, readHere } from '../state/reading/read-aside.ts';
import { openDocument } from '../state/open-documents.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { openDropped } from './dropped-files.ts';

/** Networks are opened, a picture becomes the input of a run, anything else is told. */
export function openPasted(files: readonly File[]): Promise<void> {
  return openDropped(files.map((file) => ({ file, isFolder: false })));
}

/** The pictures on the system's clipboard, where a menu asks and no event brings them. */
export async function filesOfClipboard(): Promise<readonly File[]> {
  const items = await navigator.clipboard.read();
  const files: File[] = [];
  for (const item of items) {
    const type = item.types.find((one) => one.startsWith('image/'));
    if (type === undefined) continue;
    const blob = await item.getType(type);
    files.push(new File([blob], `pasted.${type.slice('image/'.length)}`, { type }));
  }
  return files;
}

/**
 * Opens the text of a whole network as unsaved work.
 * @returns false where the text is none
 */
export function openPastedNetwork(text: string): boolean {
  if (!text.slice(0, 400).includes(`"${DOCUMENT_FORMAT}"`)) return false;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > ASIDE_FROM) {
    notify({
      title: 'Too long to be pasted',
      description: `The clipboard holds a network of ${bytes.length.toLocaleString('en')} bytes; up to ${ASIDE_FROM.toLocaleString('en')} are pasted. Save the text as a file and open that.`,
    });
    return true;
  }
  try {
    openDocument(readHere(bytes).document, { dirty: true });
  } catch (error) {
    notifyError('The network on the clipboard was not opened', error);
  }
  return true;
}
