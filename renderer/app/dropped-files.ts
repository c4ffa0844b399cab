// What is dropped on the window: a network is opened, an image becomes the input of a run, anything else is told.

import { NetloomError } from '../../shared/lib/errors.ts';
import { browserFileError } from '../platform/browser-errors.ts';
import { setFile } from '../run/run-store.ts';
import { showTab } from '../state/session-store.ts';
import { notifyError } from '../ui/Toasts.tsx';
import { openGivenFile } from './files.ts';

interface Dropped {
  readonly file: File;
  readonly isFolder: boolean;
}

const NETWORK = /\.(netloom|json)$/i;
const IMAGE = /\.(png|jpe?g|webp|gif|bmp)$/i;
/** As many as the desktop reads. */
const MAX_BYTES = 2 ** 31;

/** Opens one of the files: a network before an image, and that before what cannot be opened. */
export async function openDropped(dropped: readonly Dropped[]): Promise<void> {
  const chosen =
    dropped.find((each) => isNetwork(each)) ?? dropped.find((each) => isImage(each)) ?? dropped[0];
  if (chosen === undefined) return;
  const { file } = chosen;
  if (isImage(chosen)) {
    setFile(file);
    showTab('run');
    return;
  }
  try {
    if (!isNetwork(chosen)) throw refusal(chosen);
    if (file.size > MAX_BYTES) {
      throw new NetloomError(
        'file-too-large',
        `"${file.name}" has ${file.size.toLocaleString('en')} bytes. Files up to 2 GB can be opened.`,
      );
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    await openGivenFile({ name: file.name, bytes, token: undefined });
  } catch (error) {
    notifyError(`“${file.name}” was not opened`, await browserFileError(error, 'open', file.name));
  }
}

function isNetwork({ file, isFolder }: Dropped): boolean {
  return !isFolder && NETWORK.test(file.name);
}

function isImage({ file, isFolder }: Dropped): boolean {
  return !isFolder && (file.type.startsWith('image/') || IMAGE.test(file.name));
}

function refusal({ file, isFolder }: Dropped): NetloomError {
  if (isFolder) {
    return new NetloomError('file-not-regular', `"${file.name}" is a folder. Drop a file on the window.`);
  }
  if (/\.onnx$/i.test(file.name)) {
    return new NetloomError(
      'onnx-import',
      'ONNX models cannot be imported yet; Netloom only exports them. Open the *.netloom file of the network.',
    );
  }
  return new NetloomError(
    'file-unknown',
    `"${file.name}" is neither a network nor an image. Drop a *.netloom or *.netloom.json file, or an image to run on.`,
  );
}
