import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { DEFAULT_SETTINGS, readSettings, writeSettings } from './settings.ts';

const CHANGED = {
  theme: 'dark',
  wheel: 'pan',
  motion: 'reduced',
  backend: 'wasm',
  seed: 42,
  keys: { 'arrange.detach': ['Alt+D'], 'view.fit': [] },
} as const;

describe('reading', () => {
  it('begins with the defaults', () => {
    expect(readSettings(null)).toEqual({ settings: DEFAULT_SETTINGS, unreadable: undefined });
  });

  it('gives back what was written', () => {
    expect(readSettings(writeSettings(CHANGED))).toEqual({ settings: CHANGED, unreadable: undefined });
  });

  test.each(['', '{', '[]', 'null', '7', '"dark"', '{}', '{"version":"1"}', '{"version":0}'])(
    '%j is damaged and gives the defaults',
    (text) => {
      expect(readSettings(text)).toEqual({ settings: DEFAULT_SETTINGS, unreadable: 'damaged' });
    },
  );

  test.each([
    { theme: 'sepia' },
    { theme: null },
    { wheel: 1 },
    { seed: -1 },
    { seed: 1.5 },
    { seed: 2 ** 32 },
    { keys: [] },
    { keys: { 'view.fit': 'F' } },
    { keys: { 'view.fit': ['Ctrl+F'] } },
    { keys: { 'view.fit': ['F9'], 'view.zoomIn': ['F9'] } },
  ])('%j costs only itself', (wrong) => {
    const [name] = Object.keys(wrong) as [keyof typeof DEFAULT_SETTINGS];
    const text = JSON.stringify({ version: 1, ...CHANGED, ...wrong });
    expect(readSettings(text)).toEqual({
      settings: { ...CHANGED, [name]: DEFAULT_SETTINGS[name] },
      unreadable: 'damaged',
    });
  });

  it('takes what it knows of newer settings', () => {
    const text = JSON.stringify({ version: 2, ...CHANGED, theme: 'sepia', sound: true });
    expect(readSettings(text)).toEqual({ settings: { ...CHANGED, theme: 'system' }, unreadable: 'newer' });
  });

  it('lets keys of a command that is not there be', () => {
    const text = writeSettings({ ...CHANGED, keys: { 'view.gone': ['F9'] } as object });
    expect(readSettings(text).unreadable).toBeUndefined();
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { settings } = readSettings(text);
        expect(readSettings(writeSettings(settings))).toEqual({ settings, unreadable: undefined });
      }),
    );
  });
});

describe('keeping', () => {
  const kept = new Map<string, string>();
  let refuse = false;

  beforeEach(() => {
    kept.clear();
    refuse = false;
    vi.resetModules();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem(key: string, value: string) {
        if (refuse) throw new Error('full');
        kept.set(key, value);
      },
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is done at every change', async () => {
    const { changeSettings, SETTINGS_KEY } = await import('./settings-store.ts');
    changeSettings({ theme: 'dark' });
    changeSettings({ seed: 3 });
    expect(readSettings(kept.get(SETTINGS_KEY) ?? null).settings).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      seed: 3,
    });
  });

  test.each(['{"version":2,"sound":true}', 'garbage'])('leaves %j until it is replaced', async (text) => {
    kept.set('netloom.settings', text);
    const { changeSettings, replaceSettings, useSettings } = await import('./settings-store.ts');
    changeSettings({ theme: 'dark' });
    expect(useSettings.getState().settings.theme).toBe('dark');
    expect(kept.get('netloom.settings')).toBe(text);
    replaceSettings();
    expect(readSettings(kept.get('netloom.settings') ?? null)).toEqual({
      settings: { ...DEFAULT_SETTINGS, theme: 'dark' },
      unreadable: undefined,
    });
  });

  it('says where it cannot be done', async () => {
    const { changeSettings, useSettings } = await import('./settings-store.ts');
    refuse = true;
    changeSettings({ theme: 'dark' });
    expect(useSettings.getState()).toMatchObject({ storable: false, settings: { theme: 'dark' } });
    refuse = false;
    changeSettings({ theme: 'light' });
    expect(useSettings.getState().storable).toBe(true);
  });
});
