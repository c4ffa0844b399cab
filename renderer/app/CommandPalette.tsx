// Every command by its name, with its keys, and recent files by theirs; Enter runs one.

import { useCallback, useEffect } from 'react';
import { flushSync } from 'react-dom';
import { MENU_TITLES } from '../../shared/host/commands.ts';
import type { RecentFile } from '../../shared/host/host.ts';
import { showDialog } from '../state/session-store.ts';
import { COMMANDS, runCommand, type AppCommand } from './commands.ts';
import { showKeys } from '../ui/key-names.ts';
import { openRecentFile, refreshRecentFiles, useRecentFiles } from './recent-files.ts';
import { searchCommands } from './search-commands.ts';
import { Spotlight } from './Spotlight.tsx';
import styles from './Spotlight.module.css';

interface Entry {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly keys: readonly string[];
  hindrance(): string | undefined;
  run(): void;
}

const LISTED = COMMANDS.filter(({ id }) => id !== 'view.commands').map(commandEntry);

function commandEntry({ id, menu, title, keys, hindrance }: AppCommand): Entry {
  return {
    key: id,
    group: MENU_TITLES[menu],
    title: title.replace('…', ''),
    keys,
    hindrance,
    run: () => runCommand(id),
  };
}

function fileEntry(file: RecentFile): Entry {
  return {
    key: `recent ${file.token}`,
    group: 'Recent',
    title: file.name,
    keys: [],
    hindrance: () => undefined,
    run: () => void openRecentFile(file),
  };
}

interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function CommandPalette({ open, onClose }: CommandPaletteProps) {
  const files = useRecentFiles((state) => state.files);
  useEffect(() => {
    if (open) void refreshRecentFiles();
  }, [open]);
  /** What can be done now comes first. */
  const search = useCallback(
    (query: string) => {
      const found = searchCommands([...LISTED, ...files.map(fileEntry)], query, ({ group }) => group);
      const items = [...found.filter((entry) => !isDisabled(entry)), ...found.filter(isDisabled)];
      return { items, total: items.length };
    },
    [files],
  );
  return (
    <Spotlight
      open={open}
      title="Command palette"
      placeholder="Search commands"
      search={search}
      keyOf={({ key }) => key}
      isDisabled={isDisabled}
      nothing={(query) => `No command is called "${query.trim()}".`}
      onPick={run}
      onClose={onClose}
    >
      {({ group, title, keys, hindrance }) => (
        <>
          <span className={styles.menu}>{group}</span>
          <span className={styles.grow}>
            {title}
            <span className={styles.hindrance}>{hindrance()}</span>
          </span>
          {shownKeys(keys, hindrance()).map((each) => (
            <kbd key={each}>{showKeys(each)}</kbd>
          ))}
        </>
      )}
    </Spotlight>
  );
}

/** Why not matters more than by which other keys not. */
function shownKeys(keys: readonly string[], hindrance: string | undefined): readonly string[] {
  return hindrance === undefined ? keys : keys.slice(0, 1);
}

function isDisabled(entry: Entry): boolean {
  return entry.hindrance() !== undefined;
}

/** The palette is gone before the command runs: it may open a dialog of its own, which gives the focus back, too. */
function run(entry: Entry, giveBack: () => void): void {
  flushSync(() => showDialog(undefined));
  giveBack();
  entry.run();
}
