// New, open, save and export: the document's ways in and out. Failures are told, and change nothing.

import { create } from 'zustand';
import { readNetloomFile, writeNetloomFile } from '../../shared/document/container.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { OpenedFile, UnsavedChoice } from '../../shared/host/host.ts';
import { isZip } from '../../shared/lib/sniff.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Preset } from '../presets/types.ts';
import {
  currentDocument,
  isBlank,
  isDirty,
  markSaved,
  openDocument,
  useDocumentStore,
  weightsOf,
  weightsToSave,
  type FileForm,
} from '../state/document-store.ts';
import { openPreset } from '../state/presets.ts';
import { isShipped } from '../presets/weights/index.ts';
import { tensorsOf } from '../state/stored-weights.ts';
import { openLevel, showDialog } from '../state/session-store.ts';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { host } from './host.ts';

interface Question {
  readonly name: string;
  readonly answer: (choice: UnsavedChoice) => void;
}

/** The question about unsaved changes, while it is asked. */
export const useUnsavedQuestion = create<{ readonly question: Question | undefined }>()(() => ({
  question: undefined,
}));

function ask(name: string): Promise<UnsavedChoice> {
  // Menus of the desktop can ask for a second thing while the first waits: the newer wish holds.
  useUnsavedQuestion.getState().question?.answer('cancel');
  return new Promise((resolve) => {
    useUnsavedQuestion.setState({
      question: {
        name,
        answer(choice) {
          useUnsavedQuestion.setState({ question: undefined });
          resolve(choice);
        },
      },
    });
  });
}

/** True where the open document may be replaced now: it is saved, was saved, or is given up. */
export async function mayReplace(): Promise<boolean> {
  if (!isDirty() || isBlank()) return true;
  const choice = await ask(currentDocument().name);
  // What was changed while it was being saved is asked about in its turn.
  if (choice === 'save') return (await saveFile()) && mayReplace();
  return choice === 'discard';
}

export async function newDocument(): Promise<void> {
  if (!(await mayReplace())) return;
  openDocument(emptyDocument());
  openLevel('');
}

export async function choosePreset(preset: Preset, stored: StoredValues, name?: string): Promise<void> {
  showDialog(undefined);
  if (!(await mayReplace())) return;
  const problem = openPreset(preset, stored, name);
  if (problem !== undefined) notify({ type: 'error', title: 'Not opened', description: problem.message });
}

export async function openFile(): Promise<void> {
  try {
    const file = await host.openFile();
    if (file !== undefined) await showFile(file);
  } catch (error) {
    notifyError('The file was not opened', error);
  }
}

/** Opens a file that was dropped on the window or handed over by the system. */
export async function openGivenFile(file: OpenedFile): Promise<void> {
  try {
    await showFile(file);
  } catch (error) {
    notifyError(`“${file.name}” was not opened`, error);
  }
}

/**
 * Asks about unsaved work last, when the file is known to be good: an edit that was made while a file was being
 * chosen counts, and a file that cannot be read costs nobody an answer.
 */
async function showFile({ name, bytes, token }: OpenedFile): Promise<void> {
  const { document, weights } = readNetloomFile(bytes);
  const own = weights as Uint8Array<ArrayBuffer> | undefined;
  // Weights that cannot be read are no file of ours.
  if (own !== undefined) tensorsOf(own);
  if (!(await mayReplace())) return;
  const form = isZip(bytes) ? 'container' : 'text';
  openDocument(document, { file: { name, token, form }, weights: own });
  openLevel('');
}

const EXTENSIONS: Readonly<Record<FileForm, string>> = { container: '.netloom', text: '.netloom.json' };

/**
 * Writes back in the form that the file has, whatever its name says.
 * @returns false where the user cancelled or it failed
 */
export function saveFile(): Promise<boolean> {
  const { file } = useDocumentStore.getState();
  const form = file?.form ?? 'container';
  return save(form, file?.token === undefined ? undefined : { token: file.token, name: file.name });
}

export function saveFileAs(): Promise<boolean> {
  return save('container');
}

/** One record a line, for version control. */
export function saveFileAsText(): Promise<boolean> {
  return save('text');
}

/** The open file's name, or the document's, with the extension of this form. */
function suggestedFile(form: FileForm): string {
  const name = useDocumentStore.getState().file?.name;
  if (name === undefined) return `${fileStem(currentDocument().name)}${EXTENSIONS[form]}`;
  const fits = form === 'text' ? /\.json$/i : /\.netloom$/i;
  return fits.test(name) ? name : `${name.replace(/(\.netloom)?(\.json)?$/i, '')}${EXTENSIONS[form]}`;
}

let saving: { readonly opened: number; readonly done: Promise<boolean> } | undefined;

/** One save of a document at a time: a key that is held down asks for many, and gets the one. */
function save(form: FileForm, place?: { readonly token: string; readonly name: string }): Promise<boolean> {
  const { opened } = useDocumentStore.getState();
  if (saving?.opened === opened) return saving.done;
  const done = write(form, opened, place).finally(() => {
    if (saving?.done === done) saving = undefined;
  });
  saving = { opened, done };
  return done;
}

async function write(
  form: FileForm,
  opened: number,
  place: { readonly token: string; readonly name: string } | undefined,
): Promise<boolean> {
  const document = currentDocument();
  const { weights: reference } = document;
  const weights = weightsToSave(document);
  const without =
    form === 'container' &&
    reference !== undefined &&
    weightsOf(document) === undefined &&
    !isShipped(reference);
  try {
    const bytes =
      form === 'text'
        ? new TextEncoder().encode(serialiseDocument(document))
        : writeNetloomFile(document, weights);
    const suggestedName = place?.name ?? suggestedFile(form);
    const saved = await host.saveFile({ token: place?.token, suggestedName, bytes });
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
    // Another document may have been opened while this one was written.
    if (useDocumentStore.getState().opened === opened) markSaved(document, { ...saved, form });
    if (without) {
      notify({
        type: 'info',
        title: `Saved ${saved.name} without weights`,
        description: `The network refers to weights “${reference.id}”, which neither its file nor Netloom holds.`,
      });
    } else {
      notify({ title: `Saved ${saved.name}` });
    }
    return true;
  } catch (error) {
    notifyError('The network was not saved', error);
    return false;
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
