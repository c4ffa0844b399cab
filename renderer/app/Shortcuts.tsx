// The list of shortcuts, from the command table and the gestures of the mouse.

import { useRef, useState } from 'react';
import { MENU_ORDER, MENU_TITLES } from '../../shared/host/commands.ts';
import { Modal } from '../ui/Modal.tsx';
import { COMMANDS } from './commands.ts';
import { showKeys } from '../ui/key-names.ts';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './dialogs.module.css';

interface Row {
  readonly group: string;
  readonly title: string;
  readonly keys: readonly string[];
}

const GESTURES: readonly Row[] = [
  { title: 'Add a layer by search', keys: ['Double-click', 'Right-click'] },
  { title: 'Menu of a node or wire', keys: ['Right-click'] },
  { title: 'Select several', keys: ['Drag'] },
  { title: 'Add to the selection', keys: ['Shift+Click', 'Shift+Drag'] },
  { title: 'Toggle in the selection', keys: ['Ctrl+Click', 'Ctrl+Drag'] },
  { title: 'Pan', keys: ['Space+Drag', 'Middle-drag', 'Right-drag', 'Two fingers'] },
  { title: 'Zoom at the pointer', keys: ['Wheel', 'Pinch'] },
  { title: 'Add and connect', keys: ['Drop a wire on empty space'] },
  { title: 'Connect to the nearest free port', keys: ['Drop a wire on a node'] },
  { title: 'Insert into a wire', keys: ['Drop a layer on it', '+ in its middle'] },
  { title: 'Move a wire', keys: ['Drag an occupied input'] },
  { title: 'Move all wires of an output', keys: ['Ctrl+Drag'] },
  { title: 'Break the wires of a port', keys: ['Alt+Click'] },
  { title: 'Snap to other nodes', keys: ['Drag, then Shift'] },
  { title: 'Duplicate by dragging', keys: ['Alt+Drag'] },
  { title: 'Take a drag back', keys: ['Esc while dragging'] },
  { title: 'Rename', keys: ['Double-click the name'] },
  { title: 'Open a block', keys: ['Double-click'] },
  { title: 'Close a tab', keys: ['Middle-click on it'] },
  { title: 'Move a tab', keys: ['Drag it'] },
].map((row) => ({ ...row, group: 'Mouse' }));

function allRows(): readonly Row[] {
  return [
    ...COMMANDS.filter(({ keys }) => keys.length > 0).map((command) => ({
      group: MENU_TITLES[command.menu],
      title: command.title.replace('…', ''),
      keys: command.keys.map((keys) => showKeys(keys)),
    })),
    ...GESTURES,
  ];
}

const GROUPS: readonly string[] = [...MENU_ORDER.map((menu) => MENU_TITLES[menu]), 'Mouse'];

interface ShortcutsProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function Shortcuts({ open, onClose }: ShortcutsProps) {
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const wanted = query.trim().toLowerCase();
  const rows = allRows().filter(({ title, keys }) =>
    `${title} ${keys.join(' ')}`.toLowerCase().includes(wanted),
  );
  const close = (): void => {
    setQuery('');
    onClose();
  };
  return (
    <Modal open={open} wide title="Keyboard shortcuts" initialFocus={() => search.current} onClose={close}>
      <div className={styles.search}>
        <SearchField
          field={search}
          label="Search shortcuts"
          placeholder="Search shortcuts"
          query={query}
          onQuery={setQuery}
        />
      </div>
      <div className={styles.shortcuts}>
        {GROUPS.map((group) => {
          const own = rows.filter((row) => row.group === group);
          return own.length === 0 ? null : (
            <div key={group} className={styles.group}>
              <h3>{group}</h3>
              {own.map((row) => (
                <div key={row.title} className={styles.shortcut}>
                  <span>{row.title}</span>
                  <div className={styles.keys}>
                    {row.keys.map((keys) => (
                      <kbd key={keys}>{keys}</kbd>
                    ))}
                  </div>
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {rows.length === 0 ? <p>No shortcut is called "{query.trim()}".</p> : null}
    </Modal>
  );
}
