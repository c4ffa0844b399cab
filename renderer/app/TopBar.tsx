// The bar at the top: menus where the host has none, the document, the way into blocks, theme and Run.

import {
  ChevronRight,
  Monitor,
  Moon,
  PanelLeft,
  PanelLeftDashed,
  PanelRight,
  PanelRightDashed,
  Play,
  Sun,
} from 'lucide-react';
import { Fragment } from 'react';
import { levelAt, useAnalysis } from '../state/analysis.ts';
import { useDocument } from '../state/document-store.ts';
import { isSideShown, usePanels, type Side } from '../state/panels-store.ts';
import { openLevel, useSession } from '../state/session-store.ts';
import { changeSettings, useTheme } from '../state/settings-store.ts';
import type { Theme } from '../state/settings.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { showKeys } from '../ui/key-names.ts';
import { runCommand, useKeys } from './commands.ts';
import { host } from './host.ts';
import { Menus } from './Menus.tsx';
import styles from './App.module.css';

export function TopBar() {
  const [run] = useKeys('run.run');
  return (
    <header className={styles.top}>
      <h1 className="visually-hidden">Netloom</h1>
      {host.kind === 'browser' ? <Menus /> : null}
      <Breadcrumbs />
      <div className={styles.topRight}>
        <SideButton side="left" />
        <SideButton side="right" />
        <ThemeButton />
        <Button
          look="primary"
          className={styles.run ?? ''}
          onClick={() => runCommand('run.run')}
          title={run === undefined ? 'Run' : `Run (${showKeys(run)})`}
        >
          <Play size={13} aria-hidden />
          Run
        </Button>
      </div>
    </header>
  );
}

/** The document, then the block that is open, and the blocks around it. */
function Breadcrumbs() {
  const document = useDocument();
  const analysis = useAnalysis();
  const level = levelAt(
    analysis,
    useSession((state) => state.level),
  );
  const names = level.path === '' ? [] : level.path.split('.');
  return (
    <nav className={styles.crumbs} aria-label="Blocks">
      <button
        type="button"
        className={styles.crumb}
        aria-current={names.length === 0 ? 'page' : undefined}
        onClick={() => openLevel('')}
      >
        {document.name}
      </button>
      {names.map((name, index) => {
        const path = names.slice(0, index + 1).join('.');
        return (
          <Fragment key={path}>
            <ChevronRight size={13} aria-hidden className={styles.chevron} />
            <button
              type="button"
              className={styles.crumb}
              aria-current={index === names.length - 1 ? 'page' : undefined}
              onClick={() => openLevel(path)}
            >
              {name}
            </button>
          </Fragment>
        );
      })}
    </nav>
  );
}

function SideButton({ side }: { readonly side: Side }) {
  const shown = usePanels((panels) => isSideShown(side, panels));
  const command = side === 'left' ? 'view.leftPanel' : 'view.rightPanel';
  const [keys] = useKeys(command);
  const [Open, Closed] = side === 'left' ? [PanelLeft, PanelLeftDashed] : [PanelRight, PanelRightDashed];
  return (
    <IconButton
      label={`${shown ? 'Hide' : 'Show'} the ${side} panel`}
      keys={keys === undefined ? undefined : showKeys(keys)}
      aria-expanded={shown}
      onClick={() => runCommand(command)}
    >
      {shown ? <Open size={14} /> : <Closed size={14} />}
    </IconButton>
  );
}

const THEMES: readonly { readonly theme: Theme; readonly label: string; readonly next: Theme }[] = [
  { theme: 'system', label: 'Theme: as the system', next: 'light' },
  { theme: 'light', label: 'Theme: light', next: 'dark' },
  { theme: 'dark', label: 'Theme: dark', next: 'system' },
];

function ThemeButton() {
  const theme = useTheme();
  const now = THEMES.find((entry) => entry.theme === theme) ?? THEMES[0]!;
  return (
    <IconButton label={now.label} onClick={() => changeSettings({ theme: now.next })}>
      {theme === 'system' ? (
        <Monitor size={14} />
      ) : theme === 'light' ? (
        <Sun size={14} />
      ) : (
        <Moon size={14} />
      )}
    </IconButton>
  );
}
