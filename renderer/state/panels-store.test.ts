import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const KEY = 'netloom.panels';
const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.resetModules();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('panels are as they were left', async () => {
  const first = await import('./panels-store.ts');
  first.showBottom('memory');
  first.setBottomHeight(333.4);
  vi.resetModules();
  const next = await import('./panels-store.ts');
  expect(next.usePanels).not.toBe(first.usePanels);
  expect(next.usePanels.getState()).toMatchObject({ bottom: 'memory', bottomHeight: 333 });
});

test.each(['', 'null', '7', '{"bottom":"nowhere","colouring":3,"columns":[1,"macs"]}', '{'])(
  'what is stored and makes no sense (%s) is left out',
  async (text) => {
    kept.set(KEY, text);
    const { usePanels } = await import('./panels-store.ts');
    expect(usePanels.getState().bottom).not.toBe('nowhere');
    expect(usePanels.getState().colouring).toBe('category');
    if (text.includes('macs')) expect(usePanels.getState().columns).toEqual(['macs']);
  },
);
