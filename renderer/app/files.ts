// New, open, save and export: the document's ways in and out. Failures are told, and change nothing.

import { create } from 'zustand';
import { readNetloomFile, writeNetloomFile } from '../../shared/document/container.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { Document } from '../../shared/document/types.ts';
import type { OpenedFile, UnsavedChoice } from '../../shared/host/host.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Preset } from '../presets/types.ts';
import {
  currentDocument,
  isDirty,
  markSaved,
  openDocument,
  useDocumentStore,
  weightsToSave,
} from '../state/document-store.ts';
import { openPreset } from '../state/presets.ts';
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

/** True where the open document may be replaced: it is saved, was saved now, or is given up. */
async function mayReplace(): Promise<boolean> {
  const state = useDocumentStore.getState();
  if (!isDirty(state) || isBlank(state.history.present)) return true;
  const choice = await ask(state.history.present.name);
  if (choice === 'save') return saveFile();
  return choice === 'discard';
}

function isBlank(document: Document): boolean {
  return Object.keys(document.nodes).length === 0;
}

export async function newDocument(): Promise<void> {
  if (!(await mayReplace())) return;
  openDocument(emptyDocument());
  openLevel('');
}

export async function choosePreset(preset: Preset, stored: StoredValues): Promise<void> {
  showDialog(undefined);
  if (!(await mayReplace())) return;
  const problem = openPreset(preset, stored);
  if (problem !== undefined) notify({ type: 'error', title: 'Not opened', description: problem.message });
}

export async function openFile(): Promise<void> {
  if (!(await mayReplace())) return;
  try {
    const file = await host.openFile();
    if (file !== undefined) showFile(file);
  } catch (error) {
    notifyError('The file was not opened', error);
  }
}

/** Opens a file that was dropped on the window or handed over by the system. */
export async function openGivenFile(file: OpenedFile): Promise<void> {
  if (!(await mayReplace())) return;
  try {
    showFile(file);
  } catch (error) {
    notifyError(`“${file.name}” was not opened`, error);
  }
}

function showFile({ name, bytes, token }: OpenedFile): void {
  const { document, weights } = readNetloomFile(bytes);
  const own = weights as Uint8Array<ArrayBuffer> | undefined;
  // Before the open document is given up: weights that cannot be read are no file of ours.
  if (own !== undefined) tensorsOf(own);
  openDocument(document, { file: { name, token }, weights: own });
  openLevel('');
}

const CONTAINER_EXTENSION = '.netloom';
const TEXT_EXTENSION = '.netloom.json';

/** @returns false where the user cancelled or it failed */
export async function saveFile(): Promise<boolean> {
  const { file } = useDocumentStore.getState();
  return save(file?.token, file?.name ?? suggestedFile(CONTAINER_EXTENSION));
}

export async function saveFileAs(): Promise<boolean> {
  return save(undefined, suggestedFile(CONTAINER_EXTENSION));
}

/** One record a line, for version control. */
export async function saveFileAsText(): Promise<boolean> {
  return save(undefined, suggestedFile(TEXT_EXTENSION));
}

/** The open file's name, or the document's, with this extension. */
function suggestedFile(extension: string): string {
  const name = useDocumentStore.getState().file?.name;
  return `${name === undefined ? fileStem(currentDocument().name) : name.replace(/\.netloom(\.json)?$/i, '')}${extension}`;
}

/** Saves as text where the name says so, else as a container. */
async function save(token: string | undefined, suggestedName: string): Promise<boolean> {
  const document = currentDocument();
  const weights = weightsToSave(document);
  const asText = suggestedName.endsWith('.json');
  try {
    const bytes = asText
      ? new TextEncoder().encode(serialiseDocument(document))
      : writeNetloomFile(document, weights);
    const saved = await host.saveFile({ token, suggestedName, bytes });
    if (saved === undefined) return false;
    if (asText && weights !== undefined) {
      notify({
        type: 'info',
        title: `${saved.name} holds no weights`,
        description: 'Text files carry the network alone. Save it as *.netloom, too, to keep its weights.',
      });
      return true;
    }
    markSaved(document, saved);
    await host.writeDraft(undefined);
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
