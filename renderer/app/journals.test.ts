import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../shared/lib/sha256.ts';
import { currentDocument, dispatch, markSaved, undo } from '../state/document-store.ts';
import { bringToFront, closeDocument, openDocument, useDocuments } from '../state/open-documents.ts';
import { useDraftTrouble } from './draft-trouble.ts';
import { keepJournals } from './journals.ts';
import { disk, emptyDisk, keptName, withNode } from './testing/journal-disk.ts';

const errors = vi.hoisted((): string[] => []);
vi.mock('./host.ts', () => import('./testing/journal-disk.ts'));
vi.mock('../ui/Toasts.tsx', () => ({ notify: ({ title }: { title: string }) => errors.push(title) }));

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const halfASecond = (): Promise<unknown> => vi.advanceTimersByTimeAsync(500);
const front = () => useDocuments.getState().front;
const rename = (name: string): unknown => dispatch({ type: 'setName', name });
const linesOf = (id: number): readonly string[] => disk.journals.get(id) ?? [];
const kept = (id = front()) => keptName(id);
const WEIGHTS = new Uint8Array([1, 2, 3]);
const HASH = sha256(WEIGHTS);
const openWithWeights = (): unknown =>
  openDocument({ ...withNode('A'), weights: { id: 'mine', sha256: HASH } }, { weights: WEIGHTS });

/** Weights are not kept before this is called. */
function slowWeights(): () => void {
  let end: () => void = () => undefined;
  disk.slow = new Promise((resolve) => (end = resolve));
  return end;
}

let page: EventTarget;
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', new EventTarget());
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
  emptyDisk();
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
    const end = slowWeights();
    openWithWeights();
    rename('B');
    await halfASecond();
    rename('C');
    await halfASecond();
    expect(kept()).toBe('C');
    expect(disk.weights).toEqual([]);
    end();
    await settle();
    expect(disk.weights).toEqual([HASH]);
  });

  test('has weights of its own, where those of one that was removed meanwhile were still being kept', async () => {
    const end = slowWeights();
    openWithWeights();
    rename('B');
    await halfASecond();
    undo();
    await settle();
    expect(disk.journals.size).toBe(0);
    rename('C');
    await halfASecond();
    expect(kept()).toBe('C');
    end();
    await settle();
    // The removal took what was there of the first ones with it.
    expect(disk.weights).toEqual([HASH, HASH]);
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
    disk.slow = Promise.resolve().then(() => {
      disk.failure = new Error('The disk is full.');
    });
    openWithWeights();
    rename('B');
    await halfASecond();
    expect(disk.weights).toEqual([]);
    expect(useDraftTrouble.getState().reason).toBe('The disk is full.');
    disk.slow = undefined;
    await vi.advanceTimersByTimeAsync(5000);
    expect(disk.weights).toEqual([HASH]);
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

  test("is each document's own, in front or not, and goes when that is closed", async () => {
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
    openWithWeights();
    for (const name of ['B', 'C']) {
      rename(name);
      await halfASecond();
    }
    expect(disk.weights).toEqual([HASH]);
  });
});
