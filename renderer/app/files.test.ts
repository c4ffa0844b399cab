import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readNetloomFile, writeNetloomFile } from '../../shared/document/container.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { Document } from '../../shared/document/types.ts';
import type { OpenedFile, SavedFile, SaveRequest, UnsavedChoice } from '../../shared/host/host.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { isZip } from '../../shared/lib/sniff.ts';
import { writeSafetensors } from '../../shared/weights/safetensors.ts';
import {
  currentDocument,
  dispatch,
  isDirty,
  openDocument,
  useDocumentStore,
} from '../state/document-store.ts';
import {
  mayReplace,
  newDocument,
  openFile,
  openGivenFile,
  saveFile,
  saveFileAsText,
  useUnsavedQuestion,
} from './files.ts';

const { host, notices, errors } = vi.hoisted(() => ({
  host: {
    openFile: vi.fn<() => Promise<unknown>>(),
    saveFile: vi.fn<(request: never) => Promise<unknown>>(),
  },
  notices: [] as { title: string }[],
  errors: [] as string[],
}));
vi.mock('./host.ts', () => ({ host }));
vi.mock('../ui/Toasts.tsx', () => ({
  notify: (notice: { title: string }) => notices.push(notice),
  notifyError: (title: string) => errors.push(title),
}));

const weights = writeSafetensors([]);
const named = (name: string): Document => ({ ...emptyDocument(), name });
const trained: Document = { ...named('Trained'), weights: { id: 'mine', sha256: sha256(weights) } };
const container = (name: string, document: Document, own?: Uint8Array): OpenedFile => ({
  name,
  token: name,
  bytes: writeNetloomFile(document, own),
});
const edit = (): unknown => dispatch({ type: 'setSeed', seed: currentDocument().seed + 1 });
const requests = (): SaveRequest[] => host.saveFile.mock.calls.map(([request]) => request);

/** Answers the question that stands, or fails where none does. */
async function answer(choice: UnsavedChoice): Promise<void> {
  await vi.waitFor(() => expect(useUnsavedQuestion.getState().question).toBeDefined());
  useUnsavedQuestion.getState().question?.answer(choice);
}

function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

beforeEach(() => {
  openDocument(emptyDocument());
  useUnsavedQuestion.setState({ question: undefined });
  host.openFile.mockReset();
  host.saveFile.mockReset();
  host.saveFile.mockImplementation(async ({ token, suggestedName }: SaveRequest): Promise<SavedFile> => ({
    name: suggestedName,
    token,
  }));
  notices.length = 0;
  errors.length = 0;
});

describe('saving', () => {
  test('a save that ends after another document was opened leaves that one its own file', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    edit();
    const written = later<SavedFile>();
    host.saveFile.mockReturnValue(written.promise);
    const saving = saveFile();
    openDocument(named('B'), { dirty: true });
    written.resolve({ name: 'a.netloom', token: 'a.netloom' });
    expect(await saving).toBe(true);
    expect(currentDocument().name).toBe('B');
    expect(useDocumentStore.getState().file).toBeUndefined();
    expect(isDirty()).toBe(true);
  });

  test('one save at a time: a key that is held down writes once', async () => {
    edit();
    const written = later<SavedFile>();
    host.saveFile.mockReturnValue(written.promise);
    const saves = [saveFile(), saveFile(), saveFile()];
    written.resolve({ name: 'net.netloom', token: 't' });
    expect(await Promise.all(saves)).toEqual([true, true, true]);
    expect(requests()).toHaveLength(1);
    edit();
    await saveFile();
    expect(requests()).toHaveLength(2);
  });

  test('says what was saved', async () => {
    await saveFile();
    expect(notices).toEqual([{ title: 'Saved Untitled.netloom' }]);
  });

  test('a container stays one whatever its name is, with its weights', async () => {
    await openGivenFile(container('renamed.json', trained, weights));
    edit();
    expect(await saveFile()).toBe(true);
    expect(requests()[0]).toMatchObject({ token: 'renamed.json', suggestedName: 'renamed.json' });
    expect(readNetloomFile(requests()[0]!.bytes).weights).toEqual(weights);
  });

  test('text stays text whatever its name is', async () => {
    const bytes = new TextEncoder().encode(serialiseDocument(named('Text')));
    await openGivenFile({ name: 'renamed.netloom', token: 't', bytes });
    edit();
    await saveFile();
    expect(isZip(requests()[0]!.bytes)).toBe(false);
    expect(readNetloomFile(requests()[0]!.bytes).document).toEqual(currentDocument());
  });

  test('a container that cannot be written back is offered under a name that fits it', async () => {
    await openGivenFile({ ...container('renamed.json', trained, weights), token: undefined });
    await saveFile();
    expect(requests()[0]).toMatchObject({ token: undefined, suggestedName: 'renamed.netloom' });
    expect(isZip(requests()[0]!.bytes)).toBe(true);
  });

  test('text without the weights that only this document has is not the work saved', async () => {
    await openGivenFile(container('trained.netloom', trained, weights));
    edit();
    expect(await saveFileAsText()).toBe(false);
    expect(isDirty()).toBe(true);
    expect(notices).toMatchObject([{ title: 'trained.netloom.json holds no weights' }]);
  });

  test('a container that must go without its weights says so', async () => {
    openDocument(trained);
    await saveFile();
    expect(notices).toMatchObject([{ title: 'Saved Trained.netloom without weights' }]);
  });

  test('a save that fails is told, and the work stays unsaved', async () => {
    edit();
    host.saveFile.mockRejectedValue(new Error('The disk is full.'));
    expect(await saveFile()).toBe(false);
    expect(errors).toEqual(['The network was not saved']);
    expect(isDirty()).toBe(true);
  });
});

describe('replacing', () => {
  test('an untouched empty document gives way without a question', async () => {
    expect(await mayReplace()).toBe(true);
  });

  test('a document whose nodes were all removed is asked about', async () => {
    const node = {
      id: 'a',
      kind: 'operator',
      parentId: null,
      name: 'a',
      position: { x: 0, y: 0 },
      operator: 'ReLU',
      attributes: {},
    } as const;
    dispatch({ type: 'replace', document: { ...emptyDocument(), nodes: { a: node } } });
    dispatch({ type: 'replace', document: { ...emptyDocument(), seed: 3 } });
    const asked = mayReplace();
    await answer('cancel');
    expect(await asked).toBe(false);
  });

  test('an emptied file is asked about', async () => {
    openDocument(emptyDocument(), { file: { name: 'a.netloom', token: 'a', form: 'container' } });
    edit();
    const asked = newDocument();
    await answer('cancel');
    await asked;
    expect(useDocumentStore.getState().file?.name).toBe('a.netloom');
  });

  test('an edit made while a file is being chosen is asked about', async () => {
    const chosen = later<OpenedFile>();
    host.openFile.mockReturnValue(chosen.promise);
    const opening = openFile();
    edit();
    chosen.resolve(container('b.netloom', named('B')));
    await answer('cancel');
    await opening;
    expect(currentDocument().name).toBe('Untitled');
  });

  test('an edit made while the old work is being saved is asked about', async () => {
    edit();
    const written = later<SavedFile>();
    host.saveFile.mockReturnValue(written.promise);
    const opening = openGivenFile(container('b.netloom', named('B')));
    await answer('save');
    edit();
    written.resolve({ name: 'a.netloom', token: 'a' });
    await answer('discard');
    await opening;
    expect(currentDocument().name).toBe('B');
  });

  test('a file that cannot be read asks nothing and replaces nothing', async () => {
    edit();
    await openGivenFile({ name: 'x.netloom', token: undefined, bytes: new Uint8Array([1, 2, 3]) });
    expect(errors).toEqual(['“x.netloom” was not opened']);
    expect(useUnsavedQuestion.getState().question).toBeUndefined();
    expect(isDirty()).toBe(true);
  });
});
