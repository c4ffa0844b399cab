// The files opened and saved last: the list as the host keeps it, and opening from it.

import { create } from 'zustand';
import type { RecentFile } from '../../shared/host/host.ts';
import { useDocuments } from '../state/open-documents.ts';
import { notifyError } from '../ui/Toasts.tsx';
import { openGivenFile } from './files.ts';
import { host } from './host.ts';

interface RecentState {
  /** The latest first. */
  readonly files: readonly RecentFile[];
}

export const useRecentFiles = create<RecentState>()(() => ({ files: [] }));

/** Why there is no list to choose from; undefined where there is one. */
export function noRecentFiles({ files }: RecentState): string | undefined {
  if (files.length > 0) return undefined;
  return host.reopens
    ? 'No files were opened here yet'
    : 'This browser cannot open files again: use Open, or Chrome or Edge';
}

/** Asks the host for the list: another window may have changed it, too. */
export async function refreshRecentFiles(): Promise<void> {
  try {
    useRecentFiles.setState({ files: await host.recentFiles() });
  } catch (error) {
    notifyError('The list of recent files cannot be read', error);
  }
}

/** Looks at the list now and whenever a document gets a file; returns the way to stop. */
export function followRecentFiles(): () => void {
  void refreshRecentFiles();
  return useDocuments.subscribe(({ documents }, before) => {
    const known = new Set(before.documents.map(({ file }) => file));
    if (documents.some(({ file }) => !known.has(file))) void refreshRecentFiles();
  });
}

export async function openRecentFile({ name, token }: RecentFile): Promise<void> {
  try {
    const file = await host.openRecent(token);
    if (file !== undefined) await openGivenFile(file);
  } catch (error) {
    notifyError(`"${name}" was not opened`, error);
  }
  await refreshRecentFiles();
}

/** Forgets the list; the files stay. */
export async function clearRecentFiles(): Promise<void> {
  try {
    await host.clearRecent();
  } catch (error) {
    notifyError('The list of recent files was not cleared', error);
  }
  await refreshRecentFiles();
}
