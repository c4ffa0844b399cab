import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readNetloomFile, writeNetloomFile } from '../../shared/document/container.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document } from '../../shared/document/types.ts';
import { currentDocument, dispatch, markSaved } from '../state/document-store.ts';
import { closeDocument, isDirty, openDocument, useDocuments } from '../state/open-documents.ts';
import { keepDrafts, useDraftOffer } from './drafts.ts';

const { host, errors, store } = vi.hoisted(() => {
  const kept: { draft: Uint8Array | undefined } = { draft: undefined };
  return {
    store: kept,
    errors: [] as string[],
    host: {
      readDraft: () => Promise.resolve(kept.draft),
      writeDraft(bytes: Uint8Array | undefined) {
        kept.draft = bytes;
        return Promise.resolve();
      },
    },
  };
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
const draftName = (): string | undefined =>
  store.draft === undefined ? undefined : readNetloomFile(store.draft).document.name;
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(5000);

let page: EventTarget;
let stop: () => void = () => undefined;

/** Starts the app anew, with this draft from last time. */
async function start(draft?: Document): Promise<void> {
  store.draft = draft === undefined ? undefined : writeNetloomFile(draft);
  stop = keepDrafts();
  await settle();
}

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', new EventTarget());
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
  errors.length = 0;
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a change is kept within half a second, and forgotten once it is saved', async () => {
  await start();
  dispatch({ type: 'setName', name: 'Mine' });
  await vi.advanceTimersByTimeAsync(500);
  expect(draftName()).toBe('Mine');
  markSaved(useDocuments.getState().front, currentDocument(), {
    name: 'mine.netloom',
    token: undefined,
    form: 'container',
  });
  await settle();
  expect(store.draft).toBeUndefined();
});

test.each(['beforeunload', 'pagehide'])('a change just before the page goes is kept: %s', async (event) => {
  await start();
  dispatch({ type: 'setName', name: 'Mine' });
  page.dispatchEvent(new Event(event));
  expect(draftName()).toBe('Mine');
});

test('while the offer stands, neither edits nor files that are opened touch the old draft', async () => {
  await start(withNode('Old'));
  dispatch({ type: 'setName', name: 'New' });
  await later();
  expect(draftName()).toBe('Old');
  openDocument(withNode('Clean'));
  await later();
  page.dispatchEvent(new Event('pagehide'));
  await later();
  expect(draftName()).toBe('Old');
  useDraftOffer.getState().offer?.answer('recover');
  await settle();
  expect(currentDocument().name).toBe('Old');
  expect(isDirty()).toBe(true);
  expect(draftName()).toBe('Old');
});

test('a draft that is not wanted goes; work that was begun meanwhile has its own', async () => {
  await start(withNode('Old'));
  useDraftOffer.getState().offer?.answer('discard');
  await settle();
  expect(store.draft).toBeUndefined();
  stop();
  await start(withNode('Old'));
  dispatch({ type: 'setName', name: 'New' });
  useDraftOffer.getState().offer?.answer('discard');
  await settle();
  expect(draftName()).toBe('New');
});

test('a draft that cannot be read is told, and stays until there is a new one', async () => {
  store.draft = new Uint8Array([1, 2, 3]);
  stop = keepDrafts();
  await later();
  expect(errors).toEqual(['The draft of last time cannot be read']);
  expect(store.draft).toHaveLength(3);
  dispatch({ type: 'setName', name: 'New' });
  await later();
  expect(draftName()).toBe('New');
});
