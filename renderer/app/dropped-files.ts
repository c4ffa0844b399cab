// What is dropped on the window: networks are opened, an image becomes the input of a run, anything else is told.

import { NetloomError } from '../../shared/lib/errors.ts';
import { browserFileError } from '../platform/browser-errors.ts';
import { readWhole } from '../platform/read-whole.ts';
import { setFile } from '../run/run-store.ts';
import { showSide } from '../state/panels-store.ts';
import { showTab } from '../state/session-store.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { openGivenFile } from './files.ts';
import { isOnnx, tellOnnx } from './onnx-files.ts';

interface Dropped {
  readonly file: File;
  readonly isFolder: boolean;
}

const NETWORK = /\.(netloom|json)$/i;
const IMAGE = /\.(png|jpe?g|webp|gif|bmp)$/i;
/** Tabs for one drop. */
const MAX_NETWORKS = 20;

/** Opens every network; without one, an image; without that, says why the first cannot be opened. */
export async function openDropped(dropped: readonly Dropped[]): Promise<void> {
  const networks = dropped.filter((each) => isNetwork(each));
  const image = dropped.find((each) => isImage(each));
  if (networks.length > 0) {
    for (const { file } of networks.slice(0, MAX_NETWORKS)) await openNetwork(file);
    tellOfRest(networks.length, dropped.length);
  } else if (image !== undefined) {
    setFile(image.file);
    showSide('right', true);
    showTab('run');
  } else if (dropped[0] !== undefined) {
    const { file, isFolder } = dropped[0];
    if (!isFolder && isOnnx(file.name)) tellOnnx(file);
    else notifyError(`"${file.name}" was not opened`, refusal(dropped[0]));
  }
}

async function openNetwork(file: File): Promise<void> {
  try {
    const bytes = await readWhole(file);
    await openGivenFile({ name: file.name, bytes, token: undefined });
  } catch (error) {
    notifyError(`"${file.name}" was not opened`, await browserFileError(error, 'open', file.name));
  }
}

function tellOfRest(networks: number, dropped: number): void {
  if (networks > MAX_NETWORKS) {
    notify({
      title: `The first ${MAX_NETWORKS} of ${networks.toLocaleString('en')} networks were opened`,
      description: 'Drop the others in smaller numbers.',
    });
  } else if (dropped > networks) {
    const others = dropped - networks;
    notify({
      title: others === 1 ? 'One file was left out' : `${others.toLocaleString('en')} files were left out`,
      description: 'Where networks are dropped, only these are opened.',
    });
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
  return new NetloomError(
    'file-unknown',
    `"${file.name}" is neither a network nor an image. Drop a *.netloom or *.netloom.json file, or an image to run on.`,
  );
}
