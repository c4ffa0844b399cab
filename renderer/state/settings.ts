// What the user set for the whole app: the schema, and reading what was kept. Keeping it is settings-store's.

import * as z from 'zod';
import { isCommandId } from '../../shared/host/commands.ts';
import { areKeys, type KeyChanges } from '../../shared/host/key-map.ts';

/** A strict CSP forbids the code that zod would generate. */
z.config({ jitless: true });

const SETTINGS_VERSION = 1;
export const MAX_SEED = 2 ** 32 - 1;

const FIELDS = {
  theme: z.enum(['system', 'light', 'dark']),
  /** What a wheel without keys does on the canvas. */
  wheel: z.enum(['zoom', 'pan']),
  /** `reduced` whatever the system says. */
  motion: z.enum(['system', 'reduced']),
  /** Where networks run unless the run panel says otherwise. */
  backend: z.enum(['auto', 'webgpu', 'wasm']),
  /** Of new documents. */
  seed: z.int().min(0).max(MAX_SEED),
  keys: z.custom<KeyChanges>(areKeyChanges),
} as const;

type Fields = typeof FIELDS;
export type Settings = { readonly [K in keyof Fields]: z.output<Fields[K]> };
export type Theme = Settings['theme'];

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  wheel: 'zoom',
  motion: 'system',
  backend: 'auto',
  seed: 0,
  keys: {},
};

/** What was kept cannot be kept again as it was: a newer Netloom wrote it, or it is damaged. */
export type Unreadable = 'newer' | 'damaged';

export interface ReadSettings {
  readonly settings: Settings;
  /** Undefined where all of it was understood, and nothing is lost by writing it anew. */
  readonly unreadable: Unreadable | undefined;
}

/** Each setting by itself: one that is missing or wrong is the default, the others stay. */
export function readSettings(text: string | null): ReadSettings {
  if (text === null) return { settings: DEFAULT_SETTINGS, unreadable: undefined };
  const kept = recordIn(text);
  if (kept === undefined) return { settings: DEFAULT_SETTINGS, unreadable: 'damaged' };
  const version = kept['version'];
  let damaged = version !== SETTINGS_VERSION;
  const field = <K extends keyof Fields>(name: K): Settings[K] => {
    if (!Object.hasOwn(kept, name)) return DEFAULT_SETTINGS[name];
    const parsed = FIELDS[name].safeParse(kept[name]);
    if (parsed.success) return parsed.data as Settings[K];
    damaged = true;
    return DEFAULT_SETTINGS[name];
  };
  const settings: Settings = {
    theme: field('theme'),
    wheel: field('wheel'),
    motion: field('motion'),
    backend: field('backend'),
    seed: field('seed'),
    keys: field('keys'),
  };
  const newer = typeof version === 'number' && version > SETTINGS_VERSION;
  return { settings, unreadable: newer ? 'newer' : damaged ? 'damaged' : undefined };
}

export function writeSettings(settings: Settings): string {
  return JSON.stringify({ version: SETTINGS_VERSION, ...settings });
}

function recordIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // What is not JSON is damaged, which the caller says.
    return undefined;
  }
}

/** Commands may come and go between versions; keys of one that is not there do no harm. */
function areKeyChanges(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const lists = Object.entries(value);
  const keys = lists.flatMap(([id, list]: readonly [string, unknown]) =>
    isCommandId(id) && Array.isArray(list) ? (list as readonly unknown[]) : [],
  );
  return (
    lists.every(([, list]) => Array.isArray(list)) &&
    keys.every((one) => typeof one === 'string' && areKeys(one)) &&
    new Set(keys).size === keys.length
  );
}
