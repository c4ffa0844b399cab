// What the Compare page holds: the networks side by side, their figures and measured times. It outlives the page's
// closing, and ends with the session.

import { create } from 'zustand';
import { messageOf } from '../../shared/lib/errors.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Backend } from '../executor/types.ts';
import type { Preset } from '../presets/types.ts';
import type { OpenDocument } from '../state/open-documents.ts';
import type { ColumnId, Entry, Sorting } from './entry.ts';
import { openOrigin, savedOrigin } from './open-networks.ts';
import { keyOf, readNetwork, type Origin } from './origins.ts';

export type View = 'figures' | 'difference';

interface CompareState {
  readonly entries: readonly Entry[];
  /** Undefined for the order in which they were added. */
  readonly sorting: Sorting | undefined;
  readonly view: View;
  /** Keys of the two whose difference is shown, where the user chose. */
  readonly pair: readonly [a: string | undefined, b: string | undefined];
  readonly backend: Backend | 'auto';
}

export const useCompare = create<CompareState>()(() => ({
  entries: [],
  sorting: undefined,
  view: 'figures',
  pair: [undefined, undefined],
  backend: 'auto',
}));

const { getState, setState } = useCompare;

/** Adds networks at the end; those that are there already stay where they are. */
export function addNetworks(origins: readonly Origin[]): void {
  const there = new Set(getState().entries.map(({ key }) => key));
  const added: Entry[] = [];
  for (const origin of origins) {
    const key = keyOf(origin);
    if (there.has(key)) continue;
    there.add(key);
    added.push(newEntry(origin));
  }
  setState(({ entries }) => ({ entries: [...entries, ...added] }));
  void workOutFigures();
}

/** Adds presets with these arguments, such as those that the gallery shows. */
export function addPresets(
  presets: readonly { readonly preset: Preset; readonly stored: StoredValues }[],
): void {
  addNetworks(presets.map((preset) => ({ kind: 'preset', ...preset })));
}

function newEntry(origin: Origin): Entry {
  const nothing = { figures: undefined, problem: undefined, latency: undefined, latencyProblem: undefined };
  return { key: keyOf(origin), origin, ...nothing };
}

export function removeNetwork(key: string): void {
  setState(({ entries }) => ({ entries: entries.filter((entry) => entry.key !== key) }));
}

export function removeAll(): void {
  setState({ entries: [], pair: [undefined, undefined], view: 'figures' });
}

/** Follows edits of open networks, and their files; those that were closed go. */
export function followOpenNetworks(documents: readonly OpenDocument[]): void {
  const { entries } = getState();
  const followed = entries.flatMap((entry) => {
    const { origin } = entry;
    if (origin.kind !== 'open' && origin.kind !== 'saved') return entry;
    const open = documents.find(({ id }) => id === origin.id);
    const now = open && (origin.kind === 'open' ? openOrigin(open) : savedOrigin(open));
    if (now === undefined) return [];
    if (now.document !== origin.document) return newEntry(now);
    return isSame(now, origin) ? entry : { ...entry, origin: now };
  });
  if (followed.length === entries.length && followed.every((entry, at) => entry === entries[at])) return;
  setState({ entries: followed });
  void workOutFigures();
}

/** Whether nothing that rows say of them differs. */
function isSame(one: Origin, other: Origin): boolean {
  if (one.kind === 'open' && other.kind === 'open')
    return one.file === other.file && one.edited === other.edited;
  return one.kind === 'saved' && other.kind === 'saved' && one.file === other.file;
}

/** Shows what became of an open network: the difference from what it was made from to what it is now. */
export function compareWithOriginal(open: OpenDocument, original: Origin): void {
  const now = openOrigin(open);
  addNetworks([original, now]);
  setState({ view: 'difference', pair: [keyOf(original), keyOf(now)] });
}

/** Sorts by a column, largest first; then smallest first; then as they were added. */
export function sortBy(column: ColumnId): void {
  setState(({ sorting }) => {
    if (sorting?.column !== column) return { sorting: { column, descending: column !== 'name' } };
    const first = column !== 'name';
    return { sorting: sorting.descending === first ? { column, descending: !first } : undefined };
  });
}

export function showView(view: View): void {
  setState({ view });
}

export function choosePair(a: string | undefined, b: string | undefined): void {
  setState({ pair: [a, b] });
}

export function setBackend(backend: Backend | 'auto'): void {
  setState({ backend });
}

export function changeEntry(key: string, change: Partial<Omit<Entry, 'key' | 'origin'>>): void {
  setState(({ entries }) => ({
    entries: entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)),
  }));
}

let working = false;

/** One network at a time, and the page between them: some take a tenth of a second. */
async function workOutFigures(): Promise<void> {
  if (working) return;
  working = true;
  try {
    for (let entry = nextEntry(); entry !== undefined; entry = nextEntry()) {
      await new Promise((resolve) => setTimeout(resolve));
      const { origin } = entry;
      const change = await figuresOf(origin);
      // An edit in the meantime made another entry of the same key.
      setState(({ entries }) => ({
        entries: entries.map((one) => (one.origin === origin ? { ...one, ...change } : one)),
      }));
    }
  } finally {
    working = false;
  }
}

function nextEntry(): Entry | undefined {
  return getState().entries.find(({ figures, problem }) => figures === undefined && problem === undefined);
}

async function figuresOf(origin: Origin): Promise<Pick<Entry, 'figures' | 'problem'>> {
  try {
    const { comparable } = await readNetwork(origin);
    const { summary, notes } = comparable;
    return { figures: { summary, notes }, problem: undefined };
  } catch (error) {
    return { figures: undefined, problem: messageOf(error) };
  }
}
