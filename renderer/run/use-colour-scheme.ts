// Light or dark, as it is on the screen now: canvases are drawn in the page's colours and must follow.

import { useSyncExternalStore } from 'react';
import { useTheme } from '../state/settings-store.ts';

const DARK = '(prefers-color-scheme: dark)';

export function useColourScheme(): 'light' | 'dark' {
  const theme = useTheme();
  const system = useSyncExternalStore(watchSystem, () => (matchMedia(DARK).matches ? 'dark' : 'light'));
  return theme === 'system' ? system : theme;
}

function watchSystem(onChange: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
