// Every command by its name, with its keys; Enter runs it.

import { flushSync } from 'react-dom';
import { MENU_TITLES } from '../../shared/host/commands.ts';
import { showDialog } from '../state/session-store.ts';
import { COMMANDS, runCommand, type AppCommand } from './commands.ts';
import { showKeys } from './key-names.ts';
import { searchCommands } from './search-commands.ts';
import { Spotlight } from './Spotlight.tsx';
import styles from './Spotlight.module.css';

const LISTED = COMMANDS.filter(({ id }) => id !== 'view.commands');

interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function CommandPalette({ open, onClose }: CommandPaletteProps) {
  return (
    <Spotlight
      open={open}
      title="Command palette"
      placeholder="Search commands"
      search={search}
      keyOf={({ id }) => id}
      isDisabled={isDisabled}
      nothing={(query) => `No command is called “${query.trim()}”.`}
      onPick={run}
      onClose={onClose}
    >
      {(command) => (
        <>
          <span className={styles.menu}>{MENU_TITLES[command.menu]}</span>
          <span className={styles.grow}>{command.title.replace('…', '')}</span>
          {command.keys.map((keys) => (
            <kbd key={keys}>{showKeys(keys)}</kbd>
          ))}
        </>
      )}
    </Spotlight>
  );
}

function isDisabled(command: AppCommand): boolean {
  return !command.enabled();
}

/** What can be done now comes first. */
function search(query: string) {
  const found = searchCommands(LISTED, query, ({ menu }) => MENU_TITLES[menu]);
  const items = [...found.filter((command) => command.enabled()), ...found.filter(isDisabled)];
  return { items, total: items.length };
}

/** The palette is gone before the command runs: it may open a dialog of its own, or look for the focus. */
function run(command: AppCommand): void {
  flushSync(() => showDialog(undefined));
  runCommand(command.id);
}
