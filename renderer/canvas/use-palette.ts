// The palette of the theme that is shown, read anew when the theme changes, or the system takes the colours over.

import { useEffect, useState, type RefObject } from 'react';
import { useTheme } from '../state/settings-store.ts';
import { paletteOf, type Palette } from './draw-scene.ts';

export function usePalette(element: RefObject<HTMLElement | null>): Palette | undefined {
  const theme = useTheme();
  const [palette, setPalette] = useState<Palette>();
  useEffect(() => {
    // A frame later the root carries the new theme.
    const read = () => {
      const now = element.current;
      if (now !== null) setPalette(paletteOf(now));
    };
    const frame = requestAnimationFrame(read);
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
      matchMedia(query),
    );
    for (const query of queries) query.addEventListener('change', read);
    return () => {
      cancelAnimationFrame(frame);
      for (const query of queries) query.removeEventListener('change', read);
    };
  }, [element, theme]);
  return palette;
}
