import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import { writeNetloomFile } from '../../shared/document/container.ts';
import { checkpointLine, readJournal } from '../../shared/document/journal.ts';
import type { Document } from '../../shared/document/types.ts';
import type { AbandonedJournal, Journals, RememberedFile } from '../../shared/host/journals.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { writeSafetensors } from '../../shared/weights/safetensors.ts';
import { currentDocument, dispatch, markSaved, undo, weightsToSave } from '../state/document-store.ts';
import {
  bringToFront,
  closeDocument,
  frontOf,
  isDirty,
  openDocument,
  useDocuments,
} from '../state/open-documents.ts';
import { useDraftTrouble } from './draft-trouble.ts';
import { keepJournals } from './journals.ts';
import { discard, offerRecoveries, postpone, recover, recoverAll, useRecoveries } from './recoveries.ts';

const { host, errors, disk } = vi.hoisted(() => {
  const kept = {
    /** Lines, by journal. */
    journals: new Map<number, string[]>(),
    /** Tokens of the files of documents, by journal. */
    files: new Map<number, string | undefined>(),
    weights: [] as string[],
    left: [] as unknown[],
    /** What the next write fails with. */
    failure: undefined as Error | undefined,
    /** What every write fails with. */
    full: undefined as Error | undefined,
    /** Writes of weights do not end before this does. */
    slow: undefined as Promise<void> | undefined,
  };
  const write = (work: () => void): Promise<void> => {
    const failure = kept.failure ?? kept.full;
    kept.failure = undefined;
    if (failure !== undefined) return Promise.reject(failure);
    work();
    return Promise.resolve();
  };
  const journals = {
    begin: (journal, line, file) =>
      write(() => {
        kept.journals.set(journal, [line]);
        kept.files.set(journal, file);
      }),
    append: (journal, line) => write(() => kept.journals.get(journal)!.push(line)),
    async keepWeights(_journal, hash) {
      await kept.slow;
      await write(() => kept.weights.push(hash));
    },
    remove: (journal) => Promise.resolve(void kept.journals.delete(journal)),
    abandoned: () => Promise.resolve(kept.left as AbandonedJournal[]),
  } satisfies Journals;
  return { disk: kept, errors: [] as string[], host: { journals } };
});
vi.mock('./host.ts', () => ({ host }));
vi.mock('../ui/Toasts.tsx', () => ({
  notify: ({ title }: { title: string }) => errors.push(title),
  notifyError: (title: string) => errors.push(title),
}));

const withNode = (name: string): Document => ({
  ...emptyDocument(),
  name,
  nodes: {
    a: {
      id: 'a',
      kind: 'operator',
      parentId: null,
      name: 'a',
      position: { x: 0, y: 0 },
      operator: 'ReLU',
      attributes: {},
    },
  },
});
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const halfASecond = (): Promise<unknown> => vi.advanceTimersByTimeAsync(500);
const front = () => useDocuments.getState().front;
const rename = (name: string): unknown => dispatch({ type: 'setName', name });
const linesOf = (id: number): readonly string[] => disk.journals.get(id) ?? [];
/** The name of the document that a journal brings back. */
const kept = (id = front()): string | undefined =>
  disk.journals.has(id) ? readJournal(linesOf(id).join('')).document.name : undefined;

let page: EventTarget;
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', new EventTarget());
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
  disk.journals.clear();
  disk.weights.length = 0;
  disk.left = [];
  disk.failure = undefined;
  disk.full = undefined;
  disk.slow = undefined;
  errors.length = 0;
  stop = keepJournals();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a journal', () => {
  test('has every change within half a second, undo among them, until the work is saved', async () => {
    openDocument(withNode('First'));
    rename('Second');
    await halfASecond();
    expect(kept()).toBe('Second');
    rename('Third');
    await halfASecond();
    expect(kept()).toBe('Third');
    undo();
    await halfASecond();
    expect(kept()).toBe('Second');
    expect(linesOf(front())).toHaveLength(3);
    markSaved(front(), currentDocument(), { name: 'a.netloom', token: undefined, form: 'container' });
    await settle();
    expect(disk.journals.size).toBe(0);
  });

  test('begins afresh after a save, with the file as that left it', async () => {
    const file = { name: 'a.netloom', token: 'a', form: 'container' } as const;
    openDocument(withNode('A'), { file });
    rename('B');
    await halfASecond();
    expect(disk.files.get(front())).toBe('a');
    const saving = currentDocument();
    rename('C');
    await halfASecond();
    expect(linesOf(front())).toHaveLength(2);
    markSaved(front(), saving, { ...file, token: 'b' });
    await halfASecond();
    expect(linesOf(front())).toHaveLength(1);
    expect(disk.files.get(front())).toBe('b');
    expect(kept()).toBe('C');
  });

  test('begins with the first change, at once', async () => {
    openDocument(withNode('A'));
    rename('B');
    await settle();
    expect(kept()).toBe('B');
  });

  test('goes on while weights are being kept, which begins after its first line', async () => {
    const weights = new Uint8Array([1, 2, 3]);
    let end: () => void = () => undefined;
    disk.slow = new Promise((resolve) => (end = resolve));
    openDocument({ ...withNode('A'), weights: { id: 'mine', sha256: sha256(weights) } }, { weights });
    rename('B');
    await halfASecond();
    rename('C');
    await halfASecond();
    expect(kept()).toBe('C');
    expect(disk.weights).toEqual([]);
    end();
    await settle();
    expect(disk.weights).toEqual([sha256(weights)]);
  });

  test('that cannot be kept is tried again by itself, and the user is told as long as it is so', async () => {
    disk.full = new Error('The disk is full.');
    openDocument(withNode('A'));
    rename('B');
    await halfASecond();
    expect(useDraftTrouble.getState().reason).toBe('The disk is full.');
    expect(errors).toEqual(['Drafts cannot be kept']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(disk.journals.size).toBe(0);
    disk.full = undefined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kept()).toBe('B');
    expect(useDraftTrouble.getState().reason).toBeUndefined();
    expect(errors).toEqual(['Drafts cannot be kept']);
  });

  test('that cannot be kept troubles nobody once its work is saved or closed', async () => {
    disk.full = new Error('The disk is full.');
    const closed = openDocument(withNode('A'));
    rename('B');
    openDocument(withNode('C'));
    rename('D');
    await halfASecond();
    closeDocument(closed);
    await settle();
    expect(useDraftTrouble.getState().reason).toBe('The disk is full.');
    markSaved(front(), currentDocument(), { name: 'a.netloom', token: undefined, form: 'container' });
    await settle();
    expect(useDraftTrouble.getState().reason).toBeUndefined();
  });

  test('tries to keep weights again', async () => {
    const weights = new Uint8Array([1, 2, 3]);
    disk.slow = Promise.resolve().then(() => {
      disk.failure = new Error('The disk is full.');
    });
    openDocument({ ...withNode('A'), weights: { id: 'mine', sha256: sha256(weights) } }, { weights });
    rename('B');
    await halfASecond();
    expect(disk.weights).toEqual([]);
    expect(useDraftTrouble.getState().reason).toBe('The disk is full.');
    disk.slow = undefined;
    await vi.advanceTimersByTimeAsync(5000);
    expect(disk.weights).toEqual([sha256(weights)]);
    expect(useDraftTrouble.getState().reason).toBeUndefined();
  });

  test('grows within half a second also where edits come without a pause', async () => {
    openDocument(withNode('Name 0'));
    for (let edit = 1; edit <= 30; edit += 1) {
      rename(`Name ${edit}`);
      await vi.advanceTimersByTimeAsync(100);
      const number = Number(kept()?.split(' ')[1] ?? 0);
      expect(edit - number).toBeLessThanOrEqual(5);
    }
  });

  test('is each document’s own, in front or not, and goes when that is closed', async () => {
    const first = openDocument(withNode('A'));
    rename('A, edited');
    const second = openDocument(withNode('B'));
    rename('B, edited');
    bringToFront(first);
    await halfASecond();
    expect([kept(first), kept(second)]).toEqual(['A, edited', 'B, edited']);
    closeDocument(second);
    await settle();
    expect([...disk.journals.keys()]).toEqual([first]);
  });

  test('is not begun for what is only opened', async () => {
    openDocument(withNode('A'), { file: { name: 'a.netloom', token: 'a', form: 'container' } });
    await halfASecond();
    expect(disk.journals.size).toBe(0);
  });

  test('begins afresh after 200 changes, and after a minute', async () => {
    openDocument(withNode('Name'));
    const lengths = [];
    for (let edit = 0; edit < 203; edit += 1) {
      rename(`Name ${edit}`);
      await vi.advanceTimersByTimeAsync(290);
      page.dispatchEvent(new Event('pagehide'));
      await vi.advanceTimersByTimeAsync(9);
      lengths.push(linesOf(front()).length);
    }
    expect(Math.max(...lengths)).toBe(201);
    expect(lengths.slice(-2)).toEqual([1, 2]);
    expect(kept()).toBe('Name 202');
    await vi.advanceTimersByTimeAsync(61_000);
    rename('Later');
    await halfASecond();
    expect(linesOf(front())).toHaveLength(1);
    expect(kept()).toBe('Later');
  });

  test('begins afresh where a line was perhaps not kept, and says so once', async () => {
    openDocument(withNode('A'));
    for (const name of ['B', 'C', 'D']) {
      rename(name);
      if (name === 'C' || name === 'D') disk.failure = new Error('The disk is full.');
      await halfASecond();
    }
    rename('E');
    await halfASecond();
    expect(linesOf(front())).toHaveLength(1);
    expect(kept()).toBe('E');
    expect(errors).toEqual(['Drafts cannot be kept']);
  });

  test.each(['beforeunload', 'pagehide'])('has a change just before the page goes: %s', (event) => {
    openDocument(withNode('A'));
    rename('B');
    page.dispatchEvent(new Event(event));
    expect(kept()).toBe('B');
  });

  test('keeps weights that are in no other file, once', async () => {
    const weights = new Uint8Array([1, 2, 3]);
    const hash = sha256(weights);
    openDocument({ ...withNode('A'), weights: { id: 'mine', sha256: hash } }, { weights });
    for (const name of ['B', 'C']) {
      rename(name);
      await halfASecond();
    }
    expect(disk.weights).toEqual([hash]);
  });
});

describe('the work of last time', () => {
  const inFile = (name: string) => ({ name: `${name}.netloom`, form: 'container' }) as const;
  const left = (
    name: string,
    at: number,
    text?: string,
    remembered?: RememberedFile,
  ): AbandonedJournal & { gone: boolean } => ({
    id: name,
    gone: false,
    read: () => Promise.resolve(text ?? checkpointLine(withNode(name), at, inFile(name)).line),
    weights: () => Promise.resolve(undefined),
    file: () => Promise.resolve(remembered),
    discard() {
      this.gone = true;
      return Promise.resolve();
    },
  });
  const names = () => useRecoveries.getState().recoveries.map(({ document }) => document.name);

  beforeEach(() => useRecoveries.setState({ recoveries: [], asking: false }));

  test('is offered by name and time, the latest first', async () => {
    disk.left = [left('Old', 1000), left('New', 3000), left('Middle', 2000)];
    await offerRecoveries();
    expect(useRecoveries.getState().asking).toBe(true);
    expect(names()).toEqual(['New', 'Middle', 'Old']);
    expect(useRecoveries.getState().recoveries[0]).toMatchObject({ at: 3000, file: inFile('New') });
  });

  test('opens as unsaved work, and has a journal of its own before the old one goes', async () => {
    const journal = left('Old', 1000);
    disk.left = [journal];
    await offerRecoveries();
    disk.failure = new Error('The disk is full.');
    await recover(useRecoveries.getState().recoveries[0]!);
    expect(currentDocument().name).toBe('Old');
    expect(isDirty()).toBe(true);
    expect(frontOf(useDocuments.getState()).file).toMatchObject({ name: 'Old.netloom', token: undefined });
    expect(journal.gone).toBe(false);

    disk.left = [journal];
    await offerRecoveries();
    await recover(useRecoveries.getState().recoveries[0]!);
    expect(kept()).toBe('Old');
    expect(journal.gone).toBe(true);
    expect(useRecoveries.getState()).toEqual({ recoveries: [], asking: false });
  });

  test('is recovered as a whole with the latest in front, or given up one by one, or later', async () => {
    const journals = ['A', 'B', 'C'].map((name, index) => left(name, index));
    disk.left = journals;
    await offerRecoveries();
    await discard(useRecoveries.getState().recoveries[1]!);
    expect(journals.map(({ gone }) => gone)).toEqual([false, true, false]);
    postpone();
    expect(useRecoveries.getState().asking).toBe(false);
    expect(names()).toEqual(['C', 'A']);
    await recoverAll();
    expect(currentDocument().name).toBe('C');
    expect(useDocuments.getState().documents.map(({ history }) => history.present.name)).toEqual(['A', 'C']);
  });

  test('is of its file again, unless that is open here', async () => {
    const file = { token: 'the file', read: () => Promise.resolve(undefined) };
    const text = checkpointLine(withNode('A'), 1, { name: 'A.json', form: 'text' }).line;
    disk.left = [left('A', 1, text, file), left('Twin', 2, undefined, file)];
    await offerRecoveries();
    const [twin, first] = useRecoveries.getState().recoveries;
    await recover(first!);
    expect(frontOf(useDocuments.getState()).file).toEqual({
      name: 'A.json',
      form: 'text',
      token: 'the file',
    });
    expect(disk.files.get(front())).toBe('the file');
    await recover(twin!);
    expect(frontOf(useDocuments.getState()).file).toEqual({ ...inFile('Twin'), token: undefined });
  });

  test('has its weights from its file where they were not kept in time', async () => {
    const bytes = writeSafetensors([{ name: 'a.weight', shape: [1], data: new Float32Array([7]) }]);
    const document = { ...withNode('Old'), weights: { id: 'mine', sha256: sha256(bytes) } };
    const read = () => Promise.resolve(writeNetloomFile(document, bytes));
    disk.left = [
      left('Old', 1, checkpointLine(document, 1, inFile('Old')).line, { token: 'the file', read }),
    ];
    await offerRecoveries();
    await recover(useRecoveries.getState().recoveries[0]!);
    expect(frontOf(useDocuments.getState()).file?.token).toBe('the file');
    expect(weightsToSave(frontOf(useDocuments.getState()))).toEqual(bytes);
    expect(errors).toEqual([]);
  });

  test('says when its weights were not kept in time, and no longer means the file that has them', async () => {
    const weights = { id: 'mine', sha256: 'a'.repeat(64) };
    const read = () => Promise.resolve(writeNetloomFile(withNode('Another')));
    const text = checkpointLine({ ...withNode('Old'), weights }, 1000, inFile('Old')).line;
    disk.left = [left('Old', 1000, text, { token: 'the file', read })];
    await offerRecoveries();
    await recover(useRecoveries.getState().recoveries[0]!);
    expect(currentDocument()).toMatchObject({ name: 'Old', weights });
    expect(frontOf(useDocuments.getState()).file).toEqual({ ...inFile('Old'), token: undefined });
    expect(errors).toEqual(['“Old” was recovered without its weights']);
  });

  test('that is damaged is told and goes; that of a newer Netloom stays; what was empty is nothing', async () => {
    const newer = { ...withNode('New'), version: 9 } as unknown as Document;
    const journals = [
      left('Damaged', 1, 'damaged'),
      left('Newer', 1, checkpointLine(newer, 1, undefined).line),
      left('Empty', 1, checkpointLine(emptyDocument(), 1, undefined).line),
      left('Good', 1),
    ];
    disk.left = journals;
    await offerRecoveries();
    expect(names()).toEqual(['Good']);
    expect(journals.map(({ gone }) => gone)).toEqual([true, false, true, false]);
    expect(errors).toEqual(['A draft of last time cannot be read', 'A draft of last time cannot be read']);
  });
});
