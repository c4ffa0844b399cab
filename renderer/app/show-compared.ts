// From the Compare page to the network itself: opens it, and brings a layer into view where one is asked for.

import type { Origin } from '../compare/origins.ts';
import { analysisOf } from '../state/analysis.ts';
import { currentDocument } from '../state/document-store.ts';
import { bringToFront } from '../state/open-documents.ts';
import { revealNode, showDialog } from '../state/session-store.ts';
import { notifyError } from '../ui/Toasts.tsx';
import { choosePreset, openGivenFile } from './files.ts';

/** @param path of a layer, from the top */
export async function showCompared(origin: Origin, path?: string): Promise<void> {
  showDialog(undefined);
  const before = currentDocument();
  switch (origin.kind) {
    case 'preset':
      choosePreset(origin.preset, origin.stored);
      break;
    case 'open':
    case 'saved':
      bringToFront(origin.id);
      break;
    case 'file':
      if (!(await openFileOf(origin.file))) return;
      break;
  }
  // A preset or a file that was refused leaves the front to another network, whose layers are not meant.
  const document = currentDocument();
  if (path === undefined || (origin.kind === 'preset' && document === before)) return;
  const element = analysisOf(document).network.elements.get(path);
  if (element !== undefined) revealNode(element.level, element.record.id);
}

/** False where it cannot be read any more, which is told. */
async function openFileOf(file: File): Promise<boolean> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await openGivenFile({ name: file.name, bytes, token: undefined });
    return true;
  } catch (error) {
    notifyError(`"${file.name}" was not opened`, error);
    return false;
  }
}
