// What is made from the network, into a file that the user names.

import { notify, notifyError } from '../ui/Toasts.tsx';
import { host } from './host.ts';

export async function saveText(suggestedName: string, text: string): Promise<void> {
  await saveBytes(suggestedName, new TextEncoder().encode(text));
}

export async function saveBytes(suggestedName: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    const saved = await host.exportFile({
      suggestedName,
      byteLength: bytes.byteLength,
      signal: new AbortController().signal,
      async *chunks() {
        yield bytes;
      },
    });
    if (saved !== undefined) notify({ title: 'Saved', description: saved.name });
  } catch (error) {
    notifyError(`${suggestedName} was not saved`, error);
  }
}
