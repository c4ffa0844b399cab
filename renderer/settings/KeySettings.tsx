// The keys of every command: searched, changed by pressing the new ones, and brought back.

import { useState } from 'react';
import {
  isCommandId,
  MENU_COMMANDS,
  MENU_ORDER,
  MENU_TITLES,
  type CommandId,
  type MenuCommand,
} from '../../shared/host/commands.ts';
import { keyMap } from '../../shared/host/key-map.ts';
import { changeSettings, useSettings } from '../state/settings-store.ts';
import { Button } from '../ui/Button.tsx';
import { showKeys } from '../ui/key-names.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { KeyRow } from './KeyRow.tsx';
import styles from './Settings.module.css';

type Command = MenuCommand & { readonly id: CommandId };

const COMMANDS: readonly Command[] = MENU_COMMANDS;

export function KeySettings({ host }: { readonly host: 'browser' | 'electron' }) {
  const changes = useSettings((state) => state.settings.keys);
  const [query, setQuery] = useState('');
  const [changing, setChanging] = useState<CommandId>();
  const map = keyMap(changes, host);
  const words = query.trim().toLowerCase().split(/\s+/);
  const found = COMMANDS.filter(({ id, menu, title }) => {
    const keys = (map.get(id) ?? []).map((one) => showKeys(one)).join(' ');
    const text = `${MENU_TITLES[menu]} ${title} ${keys}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const changed = Object.keys(changes).some(isCommandId);
  return (
    <>
      <div className={styles.keyBar}>
        <SearchField
          className={styles.search}
          label="Search commands and keys"
          placeholder="Search commands and keys"
          query={query}
          onQuery={setQuery}
        />
        <Button disabled={!changed} onClick={() => changeSettings({ keys: {} })}>
          Reset all keys
        </Button>
      </div>
      {MENU_ORDER.map((menu) => {
        const own = found.filter((command) => command.menu === menu);
        return own.length === 0 ? null : (
          <section key={menu} className={styles.keyGroup} aria-label={MENU_TITLES[menu]}>
            <h3>{MENU_TITLES[menu]}</h3>
            <ul>
              {own.map((command) => (
                <KeyRow
                  key={command.id}
                  command={command}
                  keys={map.get(command.id) ?? []}
                  changes={changes}
                  changing={changing === command.id}
                  onChanging={(on) => setChanging(on ? command.id : undefined)}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {found.length === 0 ? <p className={styles.nothing}>No command answers "{query.trim()}".</p> : null}
    </>
  );
}
