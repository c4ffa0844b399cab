// Recent files by name; Enter opens one.

import { FileClock } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { showDialog } from '../state/session-store.ts';
import { noRecentFiles, openRecentFile, refreshRecentFiles, useRecentFiles } from './recent-files.ts';
import { searchCommands } from './search-commands.ts';
import { Spotlight } from './Spotlight.tsx';
import styles from './Spotlight.module.css';

interface RecentFilesProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RecentFiles({ open, onClose }: RecentFilesProps) {
  const files = useRecentFiles((state) => state.files);
  const none = useRecentFiles(noRecentFiles);
  useEffect(() => {
    if (open) void refreshRecentFiles();
  }, [open]);
  const search = useCallback(
    (query: string) => {
      const titled = files.map((file) => ({ ...file, title: file.name }));
      const items = searchCommands(titled, query, () => '');
      return { items, total: items.length };
    },
    [files],
  );
  return (
    <Spotlight
      open={open}
      title="Open recent"
      placeholder="Search recent files"
      search={search}
      keyOf={({ token }) => token}
      nothing={(query) => `${none ?? `No recent file is called "${query.trim()}"`}.`}
      onPick={(file) => {
        showDialog(undefined);
        void openRecentFile(file);
      }}
      onClose={onClose}
    >
      {({ name }) => (
        <>
          <span className={styles.icon}>
            <FileClock size={14} aria-hidden />
          </span>
          <span className={styles.grow}>{name}</span>
        </>
      )}
    </Spotlight>
  );
}
