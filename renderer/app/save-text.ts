// Text made from the network, into a file that the user names.

import { notify, notifyError } from '../ui/Toasts.tsx';
import { host } from './host.ts';

export async function saveText(suggestedName: string, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
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
