import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readNetloomFile, writeNetloomFile } from '../../shared/document/container.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { Document } from '../../shared/document/types.ts';
import type { OpenedFile, SavedFile, SaveRequest, UnsavedChoice } from '../../shared/host/host.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { isZip } from '../../shared/lib/sniff.ts';
import { writeSafetensors } from '../../shared/weights/safetensors.ts';
import { currentDocument, dispatch, useDocumentStore } from '../state/document-store.ts';
import { bringToFront, closeDocument, isDirty, openDocument, useDocuments } from '../state/open-documents.ts';
import {
  newDocument,
  openFile,
  openGivenFile,
  saveAllFiles,
  saveFile,
  saveFileAs,
  saveFileAsText,
} from './files.ts';
import { closeOtherTabs, closeTab, stepTab } from './tabs.ts';
import { useUnsavedQuestion } from './unsaved.ts';

const { host, notices, errors } = vi.hoisted(() => ({
  host: {
    openFile: vi.fn<() => Promise<unknown>>(),
    saveFile: vi.fn<(request: never) => Promise<unknown>>(),
  },
  notices: [] as { title: string }[],
  errors: [] as string[],
}));
vi.mock('./leave-field.ts', () => ({ leaveField: () => undefined }));
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
const names = () => useDocuments.getState().documents.map(({ history }) => history.present.name);
const edit = (): unknown => dispatch({ type: 'setSeed', seed: currentDocument().seed + 1 });
const requests = (): SaveRequest[] => host.saveFile.mock.calls.map(([request]) => request);

const NODE = {
  id: 'a',
  kind: 'operator',
  parentId: null,
  name: 'a',
  position: { x: 0, y: 0 },
  operator: 'ReLU',
  attributes: {},
} as const;

/** What a host would write. */
async function bytesOf(request: SaveRequest | undefined): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request!.chunks()) chunks.push(chunk);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  expect(bytes.length).toBe(request!.byteLength);
  return bytes;
}

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
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
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
  test('a save that ends while another document is in front is that of the one it began with', async () => {
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
    expect(useDocuments.getState().documents.map((open) => isDirty(open))).toEqual([false, true]);
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

  test('what is edited during a save is written by the next one, which waits for it', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    edit();
    const written = later<SavedFile>();
    host.saveFile.mockReturnValueOnce(written.promise);
    const first = saveFile();
    edit();
    const seconds = [saveFile(), saveFile()];
    expect(await saveFileAs()).toBe(false);
    expect(notices).toMatchObject([{ title: 'Still being saved' }]);
    expect(requests()).toHaveLength(1);
    written.resolve({ name: 'a.netloom', token: 'a.netloom' });
    expect(await Promise.all([first, ...seconds])).toEqual([true, true, true]);
    expect(requests()).toHaveLength(2);
    expect(readNetloomFile(await bytesOf(requests()[1])).document).toEqual(currentDocument());
    expect(isDirty()).toBe(false);
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
    expect(readNetloomFile(await bytesOf(requests()[0])).weights).toEqual(weights);
  });

  test('text stays text whatever its name is', async () => {
    const bytes = new TextEncoder().encode(serialiseDocument(named('Text')));
    await openGivenFile({ name: 'renamed.netloom', token: 't', bytes });
    edit();
    await saveFile();
    expect(isZip(await bytesOf(requests()[0]))).toBe(false);
    expect(readNetloomFile(await bytesOf(requests()[0])).document).toEqual(currentDocument());
  });

  test('a container that cannot be written back is offered under a name that fits it', async () => {
    await openGivenFile({ ...container('renamed.json', trained, weights), token: undefined });
    await saveFile();
    expect(requests()[0]).toMatchObject({ token: undefined, suggestedName: 'renamed.netloom' });
    expect(isZip(await bytesOf(requests()[0]))).toBe(true);
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

describe('opening', () => {
  test('an untouched empty document gives way; any other keeps its tab', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    await openGivenFile(container('b.netloom', named('B')));
    expect(names()).toEqual(['A', 'B']);
    newDocument();
    newDocument();
    expect(names()).toEqual(['A', 'B', 'Untitled']);
    edit();
    newDocument();
    expect(names()).toEqual(['A', 'B', 'Untitled', 'Untitled 2']);
    host.openFile.mockResolvedValue(container('c.netloom', named('C')));
    await openFile();
    expect(names()).toEqual(['A', 'B', 'Untitled', 'C']);
  });

  test('a new tab stands beside the one in front', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    const { front } = useDocuments.getState();
    await openGivenFile(container('b.netloom', named('B')));
    bringToFront(front);
    await openGivenFile(container('c.netloom', named('C')));
    expect(names()).toEqual(['A', 'C', 'B']);
  });

  test('an open file is shown, with its unsaved changes, and not opened again', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    edit();
    const { front } = useDocuments.getState();
    await openGivenFile(container('b.netloom', named('B')));
    await openGivenFile(container('a.netloom', named('A')));
    expect(names()).toEqual(['A', 'B']);
    expect(useDocuments.getState().front).toBe(front);
    expect(isDirty()).toBe(true);
  });

  test('where the host cannot tell files apart, the same name and the same in it are one', async () => {
    const drop = (name: string, document: Document) =>
      openGivenFile({ ...container(name, document), token: undefined });
    await drop('a.netloom', named('A'));
    await drop('a.netloom', named('A'));
    await drop('b.netloom', named('A'));
    await drop('a.netloom', named('Other'));
    expect(names()).toEqual(['A', 'A', 'Other']);
  });

  test('a file that changed on disk is read anew where nothing can be lost', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    await openGivenFile(container('b.netloom', named('B')));
    await openGivenFile(container('a.netloom', named('A, changed')));
    expect(names()).toEqual(['A, changed', 'B']);
    expect(currentDocument().name).toBe('A, changed');
  });

  test('where it can, both are open, and saving the older one asks where', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    const { front } = useDocuments.getState();
    edit();
    await openGivenFile(container('a.netloom', named('A, changed')));
    expect(names()).toEqual(['A', 'A, changed']);
    expect(notices).toMatchObject([{ title: '"a.netloom" was changed by another program' }]);
    await saveFile(front);
    expect(requests()[0]).toMatchObject({ token: undefined, suggestedName: 'a.netloom' });
  });

  test('a file that cannot be read opens nothing', async () => {
    await openGivenFile({ name: 'x.netloom', token: undefined, bytes: new Uint8Array([1, 2, 3]) });
    expect(errors).toEqual(['"x.netloom" was not opened']);
    expect(names()).toEqual(['Untitled']);
  });
});

describe('closing', () => {
  test('what is saved closes without a question; the last one leaves a blank one', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    await openGivenFile(container('b.netloom', named('B')));
    expect(await closeTab()).toBe(true);
    expect(names()).toEqual(['A']);
    expect(await closeTab()).toBe(true);
    expect(names()).toEqual(['Untitled']);
  });

  test('a document whose nodes were all removed is asked about', async () => {
    dispatch({ type: 'replace', document: { ...emptyDocument(), nodes: { a: NODE } } });
    dispatch({ type: 'replace', document: { ...emptyDocument(), seed: 3 } });
    const closing = closeTab();
    await answer('cancel');
    expect(await closing).toBe(false);
    expect(isDirty()).toBe(true);
  });

  test('the tab that is asked about is in front', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    edit();
    const { front } = useDocuments.getState();
    await openGivenFile(container('b.netloom', named('B')));
    const closing = closeTab(front);
    expect(currentDocument().name).toBe('A');
    await answer('discard');
    expect(await closing).toBe(true);
    expect(names()).toEqual(['B']);
  });

  test('all others close, and unsaved ones are asked about; one that is kept ends it', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    edit();
    await openGivenFile(container('b.netloom', named('B')));
    await openGivenFile(container('c.netloom', named('C')));
    const kept = closeOtherTabs();
    await answer('cancel');
    await kept;
    expect(names()).toEqual(['A', 'B', 'C']);
    const { documents } = useDocuments.getState();
    bringToFront(documents.at(-1)!.id);
    const closing = closeOtherTabs();
    await answer('discard');
    await closing;
    expect(names()).toEqual(['C']);
  });

  test('an edit made while it is being saved is asked about', async () => {
    edit();
    const written = later<SavedFile>();
    host.saveFile.mockReturnValue(written.promise);
    const closing = closeTab();
    await answer('save');
    edit();
    written.resolve({ name: 'a.netloom', token: 'a' });
    await answer('discard');
    expect(await closing).toBe(true);
    expect(names()).toEqual(['Untitled']);
    expect(isDirty()).toBe(false);
  });

  test('a save that was cancelled keeps it open', async () => {
    edit();
    host.saveFile.mockResolvedValue(undefined);
    const closing = closeTab();
    await answer('save');
    expect(await closing).toBe(false);
    expect(isDirty()).toBe(true);
  });
});

test('tabs follow each other round the ends', async () => {
  for (const name of ['A', 'B', 'C']) await openGivenFile(container(name, named(name)));
  stepTab(1);
  expect(currentDocument().name).toBe('A');
  stepTab(-1);
  expect(currentDocument().name).toBe('C');
  stepTab(-1);
  expect(currentDocument().name).toBe('B');
});

describe('saving all', () => {
  test('writes every unsaved document, and stops where one is not saved', async () => {
    for (const name of ['A', 'B', 'C']) {
      await openGivenFile(container(`${name}.netloom`, named(name)));
      if (name !== 'B') edit();
    }
    host.saveFile.mockResolvedValueOnce(undefined);
    expect(await saveAllFiles()).toBe(false);
    expect(await saveAllFiles()).toBe(true);
    expect(requests().map(({ token }) => token)).toEqual(['A.netloom', 'A.netloom', 'C.netloom']);
  });

  test('a document saved over another takes its file away', async () => {
    await openGivenFile(container('a.netloom', named('A')));
    await openGivenFile(container('b.netloom', named('B')));
    host.saveFile.mockResolvedValue({ name: 'a.netloom', token: 'a.netloom' });
    await saveFileAs();
    const [a] = useDocuments.getState().documents;
    expect(isDirty(a)).toBe(true);
    await saveFile(a!.id);
    expect(requests()[1]).toMatchObject({ token: undefined });
  });
});
