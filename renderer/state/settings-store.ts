// The settings in force, kept from one session to the next under one key. What was kept and is not understood stays
// as it is: changes then last for the session, until the user replaces it.

import { create } from 'zustand';
import {
  DEFAULT_SETTINGS,
  readSettings,
  writeSettings,
  type ReadSettings,
  type Settings,
  type Theme,
} from './settings.ts';

export const SETTINGS_KEY = 'netloom.settings';

interface SettingsState extends ReadSettings {
  /** False where the storage of this app is full or forbidden: changes last for the session. */
  readonly storable: boolean;
}

export const useSettings = create<SettingsState>()(() => load());

const { getState, setState } = useSettings;

// Another window may have changed them.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key === SETTINGS_KEY) setState(load());
});

function load(): SettingsState {
  try {
    return { ...readSettings(globalThis.localStorage?.getItem(SETTINGS_KEY) ?? null), storable: true };
  } catch {
    // Storage may be forbidden; the dialog says so.
    return { settings: DEFAULT_SETTINGS, unreadable: undefined, storable: false };
  }
}

export function settings(): Settings {
  return getState().settings;
}

/** Changes some settings at once, and keeps them unless what is kept would be lost. */
export function changeSettings(change: Partial<Settings>): void {
  setState(({ settings: before }) => ({ settings: { ...before, ...change } }));
  if (getState().unreadable === undefined) store();
}

/** Gives up what was kept and not understood for the settings in force. */
export function replaceSettings(): void {
  setState({ unreadable: undefined });
  store();
}

function store(): void {
  try {
    globalThis.localStorage?.setItem(SETTINGS_KEY, writeSettings(getState().settings));
    setState({ storable: true });
  } catch {
    setState({ storable: false });
  }
}

export function useTheme(): Theme {
  return useSettings((state) => state.settings.theme);
}

/** Whether things should be where they go at once: the user says so here, or to the system. */
export function prefersStillness(): boolean {
  return settings().motion === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
}
