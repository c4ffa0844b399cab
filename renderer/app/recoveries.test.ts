import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeNetloomFile } from '../../shared/document/container.ts';
import { emptyDocument } from '../../shared/document/empty.ts';
import { checkpointLine } from '../../shared/document/journal.ts';
import type { Document } from '../../shared/document/types.ts';
import type { AbandonedJournal, RememberedFile } from '../../shared/host/journals.ts';
import { sha256 } from '../../shared/lib/sha256.ts';
import { writeSafetensors } from '../../shared/weights/safetensors.ts';
import { currentDocument, weightsToSave } from '../state/document-store.ts';
import { closeDocument, frontOf, isDirty, useDocuments } from '../state/open-documents.ts';
import { keepJournals } from './journals.ts';
import { discard, offerRecoveries, postpone, recover, recoverAll, useRecoveries } from './recoveries.ts';
import { disk, emptyDisk, keptName, withNode } from './testing/journal-disk.ts';

const errors = vi.hoisted((): string[] => []);
vi.mock('./host.ts', () => import('./testing/journal-disk.ts'));
vi.mock('../ui/Toasts.tsx', () => ({
  notify: ({ title }: { title: string }) => errors.push(title),
  notifyError: (title: string) => errors.push(title),
}));

const front = () => useDocuments.getState().front;
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

let stop: () => void = () => undefined;

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', new EventTarget());
  for (const { id } of useDocuments.getState().documents) closeDocument(id);
  emptyDisk();
  errors.length = 0;
  useRecoveries.setState({ recoveries: [], asking: false });
  stop = keepJournals();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

test('the work of last time is offered by name and time, the latest first', async () => {
  disk.left = [left('Old', 1000), left('New', 3000), left('Middle', 2000)];
  await offerRecoveries();
  expect(useRecoveries.getState().asking).toBe(true);
  expect(names()).toEqual(['New', 'Middle', 'Old']);
  expect(useRecoveries.getState().recoveries[0]).toMatchObject({ at: 3000, file: inFile('New') });
});

test('the work of last time opens as unsaved work, and has a journal of its own before the old one goes', async () => {
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
  expect(keptName(front())).toBe('Old');
  expect(journal.gone).toBe(true);
  expect(useRecoveries.getState()).toEqual({ recoveries: [], asking: false });
});

test('the work of last time is recovered as a whole with the latest in front, or given up one by one, or later', async () => {
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

test('the work of last time is of its file again, unless that is open here', async () => {
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

test('the work of last time has its weights from its file where they were not kept in time', async () => {
  const bytes = writeSafetensors([{ name: 'a.weight', shape: [1], data: new Float32Array([7]) }]);
  const document = { ...withNode('Old'), weights: { id: 'mine', sha256: sha256(bytes) } };
  const read = () => Promise.resolve(writeNetloomFile(document, bytes));
  disk.left = [left('Old', 1, checkpointLine(document, 1, inFile('Old')).line, { token: 'the file', read })];
  await offerRecoveries();
  await recover(useRecoveries.getState().recoveries[0]!);
  expect(frontOf(useDocuments.getState()).file?.token).toBe('the file');
  expect(weightsToSave(frontOf(useDocuments.getState()))).toEqual(bytes);
  expect(errors).toEqual([]);
});

test('the work of last time says when its weights were not kept in time, and no longer means the file that has them', async () => {
  const weights = { id: 'mine', sha256: 'a'.repeat(64) };
  const read = () => Promise.resolve(writeNetloomFile(withNode('Another')));
  const text = checkpointLine({ ...withNode('Old'), weights }, 1000, inFile('Old')).line;
  disk.left = [left('Old', 1000, text, { token: 'the file', read })];
  await offerRecoveries();
  await recover(useRecoveries.getState().recoveries[0]!);
  expect(currentDocument()).toMatchObject({ name: 'Old', weights });
  expect(frontOf(useDocuments.getState()).file).toEqual({ ...inFile('Old'), token: undefined });
  expect(errors).toEqual(['"Old" was recovered without its weights']);
});

test('the work of last time that is damaged is told and goes; that of a newer Netloom stays; what was empty is nothing', async () => {
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

test('the work of last time is offered also where what is damaged cannot be removed', async () => {
  const damaged = {
    ...left('Damaged', 1, 'damaged'),
    discard: () => Promise.reject(new Error('Read-only.')),
  };
  disk.left = [damaged, left('Good', 1)];
  await offerRecoveries();
  expect(names()).toEqual(['Good']);
  expect(errors).toEqual(['A draft of last time cannot be read']);
});

test('the work of last time comes without its weights where those kept beside it are damaged', async () => {
  const weights = { id: 'mine', sha256: 'a'.repeat(64) };
  const journal = left('Old', 1, checkpointLine({ ...withNode('Old'), weights }, 1, undefined).line);
  disk.left = [{ ...journal, weights: () => Promise.resolve(new Uint8Array(9)) }];
  await offerRecoveries();
  await recover(useRecoveries.getState().recoveries[0]!);
  expect(currentDocument()).toMatchObject({ name: 'Old', weights });
  expect(weightsToSave(frontOf(useDocuments.getState()))).toBeUndefined();
  expect(errors).toEqual(['The weights of "Old" cannot be read', '"Old" was recovered without its weights']);
});
