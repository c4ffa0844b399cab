// New, open, save and export: the document's ways in and out. Failures are told, and change nothing.

import type { Document } from '../../shared/document/types.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { OpenedFile } from '../../shared/host/host.ts';
import { isZip } from '../../shared/lib/sniff.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Preset } from '../presets/types.ts';
import { markSaved, weightsOf, weightsToSave } from '../state/document-store.ts';
import {
  blankDocument,
  bringToFront,
  changeOpen,
  findOpen,
  isBlank,
  isDirty,
  openDocument,
  useDocuments,
  type DocumentId,
  type FileForm,
  type FileReference,
  type OpenDocument,
} from '../state/open-documents.ts';
import { laidOut } from '../state/positions.ts';
import { openPreset } from '../state/presets.ts';
import { isShipped } from '../presets/weights/index.ts';
import { tensorsOf } from '../state/stored-weights.ts';
import type { ReadFile } from '../state/reading/protocol.ts';
import { readHere } from '../state/reading/read-aside.ts';
import { isLarge, readLarge } from '../state/reading/read-large.ts';
import { showDialog, showTab, useSession } from '../state/session-store.ts';
import { titleOf } from '../state/titles.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { host } from './host.ts';
import { isOnnx, tellOnnx } from './onnx-files.ts';
import { containerStream, textStream } from './saved-bytes.ts';

/** Opens an empty document, under a name that no open one has. There is nothing in it to run. */
export function newDocument(): void {
  showTab('inspector');
  if (isBlank()) {
    useSession.setState({ blank: useDocuments.getState().front });
    return;
  }
  const taken = new Set(useDocuments.getState().documents.map(({ history }) => history.present.name));
  const empty = blankDocument();
  let { name } = empty;
  for (let count = 2; taken.has(name); count += 1) name = `${empty.name} ${count}`;
  openDocument({ ...empty, name });
}

export function choosePreset(preset: Preset, stored: StoredValues, name?: string): void {
  showDialog(undefined);
  const problem = openPreset(preset, stored, name);
  if (problem !== undefined) notify({ type: 'error', title: 'Not opened', description: problem.message });
}

/** Opens a network that a tool made, laid out, as unsaved work. */
export function openBuilt(document: Document): void {
  showDialog(undefined);
  openDocument(laidOut(document), { dirty: true });
}

export async function openFile(): Promise<void> {
  try {
    const file = await host.openFile();
    if (file !== undefined) await openGivenFile(file);
  } catch (error) {
    notifyError('The file was not opened', error);
  }
}

/** Opens a file that was dropped on the window or handed over by the system. */
export async function openGivenFile(file: OpenedFile): Promise<void> {
  if (isOnnx(file.name)) {
    tellOnnx(new File([file.bytes], file.name));
    return;
  }
  try {
    await showFile(file);
  } catch (error) {
    notifyError(`"${file.name}" was not opened`, error);
  }
}

async function showFile(file: OpenedFile): Promise<void> {
  const { name, bytes } = file;
  const form = isZip(bytes) ? 'container' : 'text';
  // Small files are there at once.
  const read = isLarge(bytes) ? await readLarge(name, bytes) : readHere(bytes);
  if (read !== undefined) showRead(read, { name, token: file.token, form });
}

/**
 * Opens a file, or shows its tab where it is open. A file that changed on disk is read anew, unless that tab has
 * unsaved changes: then both stay open, and saving the older one asks where.
 */
function showRead({ document, weights }: ReadFile, file: FileReference): void {
  const { name, token } = file;
  // Weights that cannot be read are no file of ours.
  if (weights !== undefined) tensorsOf(weights);
  const options = { file, weights } as const;
  const text = serialiseDocument(document);
  const unchanged = ({ saved }: OpenDocument): boolean => serialiseDocument(saved) === text;
  const twin = useDocuments
    .getState()
    // Without tokens, files of one name may be any: those with the same in them are the same.
    .documents.find(
      (open) =>
        open.file?.token === token && (token !== undefined || (open.file?.name === name && unchanged(open))),
    );
  if (twin === undefined) {
    openDocument(document, options);
  } else if (unchanged(twin)) {
    bringToFront(twin.id);
  } else if (!isDirty(twin)) {
    openDocument(document, { ...options, instead: twin.id });
  } else {
    changeOpen(twin.id, ({ file: old }) => ({ file: old && { ...old, token: undefined } }));
    openDocument(document, options);
    notify({
      title: `"${name}" was changed by another program`,
      description: 'Your unsaved changes are still in the tab beside it. Saving them asks for a new file.',
    });
  }
}

const EXTENSIONS: Readonly<Record<FileForm, string>> = { container: '.netloom', text: '.netloom.json' };

/**
 * Writes back in the form that the file has, whatever its name says.
 * @returns false where the user cancelled or it failed
 */
export function saveFile(id = useDocuments.getState().front): Promise<boolean> {
  return save(id, 'save');
}

/**
 * Saves every open document that has unsaved changes, one after the other.
 * @returns false from the first that is not saved on
 */
export async function saveAllFiles(): Promise<boolean> {
  for (const open of useDocuments.getState().documents) {
    if (isDirty(open) && !(await saveFile(open.id))) return false;
  }
  return true;
}

export function saveFileAs(): Promise<boolean> {
  return save(useDocuments.getState().front, 'container');
}

/** One record a line, for version control. */
export function saveFileAsText(): Promise<boolean> {
  return save(useDocuments.getState().front, 'text');
}

/** The open file's name, or the tab's, with the extension of this form. */
function suggestedFile({ id, file }: OpenDocument, form: FileForm): string {
  if (file === undefined) return `${fileStem(titleOf(id))}${EXTENSIONS[form]}`;
  const fits = form === 'text' ? /\.json$/i : /\.netloom$/i;
  return fits.test(file.name)
    ? file.name
    : `${file.name.replace(/(\.netloom)?(\.json)?$/i, '')}${EXTENSIONS[form]}`;
}

interface Place {
  readonly token: string;
  readonly name: string;
}

/** Back to its file, or to one that the user chooses. */
type Saving = 'save' | FileForm;

interface Save {
  readonly how: Saving;
  readonly document: Document | undefined;
  readonly done: Promise<boolean>;
}

const saves = new Map<DocumentId, Save>();

/**
 * One save of a document at a time: a key that is held down asks for many, and gets the one; what was edited since it
 * began is written after it.
 */
function save(id: DocumentId, how: Saving): Promise<boolean> {
  const begun = saves.get(id);
  const document = findOpen(id)?.history.present;
  if (begun?.how === how && begun.document === document) return begun.done;
  if (begun !== undefined && how !== 'save') {
    notify({ title: 'Still being saved', description: 'Try again once that is done.' });
    return Promise.resolve(false);
  }
  const work = begun === undefined ? begin(id, how) : begun.done.then((saved) => saved && begin(id, how));
  const done = work.finally(() => {
    if (saves.get(id)?.done === done) saves.delete(id);
  });
  saves.set(id, { how, document, done });
  return done;
}

function begin(id: DocumentId, how: Saving): Promise<boolean> {
  if (how !== 'save') return write(id, how, undefined);
  const file = findOpen(id)?.file;
  const place = file?.token === undefined ? undefined : { token: file.token, name: file.name };
  return write(id, file?.form ?? 'container', place);
}

async function write(id: DocumentId, form: FileForm, place: Place | undefined): Promise<boolean> {
  const open = findOpen(id);
  if (open === undefined) return false;
  const document = open.history.present;
  const { weights: reference } = document;
  const weights = weightsToSave(open);
  const without =
    form === 'container' &&
    reference !== undefined &&
    weightsOf(document, open) === undefined &&
    !isShipped(reference);
  const cancelling = new AbortController();
  const { end, ...stream } =
    form === 'text' ? textStream(document) : containerStream(document, weights, cancelling);
  try {
    const suggestedName = place?.name ?? suggestedFile(open, form);
    const { signal } = cancelling;
    const saved = await host.saveFile({ token: place?.token, suggestedName, ...stream, signal });
    if (saved === undefined) return false;
    if (form === 'text' && weights !== undefined) {
      notify({
        type: 'info',
        title: `${saved.name} holds no weights`,
        description: 'Text files carry the network alone. Save it as *.netloom, too, to keep its weights.',
      });
      // The weights are in no file yet, so the work is not saved.
      return false;
    }
    markSaved(id, document, { ...saved, form });
    if (without) {
      notify({
        type: 'info',
        title: `Saved ${saved.name} without weights`,
        description: `The network refers to weights "${reference.id}", which neither its file nor Netloom holds.`,
      });
    } else {
      notify({ title: `Saved ${saved.name}` });
    }
    return true;
  } catch (error) {
    if (!cancelling.signal.aborted) notifyError('The network was not saved', error);
    return false;
  } finally {
    end();
  }
}

/** A document's name as a file's: without what file systems refuse. */
export function fileStem(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what file systems refuse
  const stem = name
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-')
    .trim()
    .slice(0, 100);
  return stem === '' || stem.startsWith('.') ? `network${stem}` : stem;
}

export function exportOnnx(): void {
  showDialog('export');
}
