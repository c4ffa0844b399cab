// A network's outline, drawn once its place is in view and the browser has time.

import { memo, useEffect, useRef, useState } from 'react';
import { LIBRARY } from '../presets/index.ts';
import type { Preset } from '../presets/types.ts';
import { outlineOf, type Outline } from './outline.ts';
import styles from './Gallery.module.css';

const AREA = { width: 264, height: 44 } as const;

const outlines = new Map<string, Outline>();

/** At the default arguments. */
function outlineFor(preset: Preset): Outline | undefined {
  const known = outlines.get(preset.id);
  if (known !== undefined) return known;
  const built = preset.build({});
  if ('code' in built) return undefined;
  const outline = outlineOf(built, AREA);
  outlines.set(preset.id, outline);
  return outline;
}

interface ThumbnailProps {
  readonly preset: Preset;
  /** Also says in words what the network is made of. */
  readonly captioned?: boolean;
}

export const Thumbnail = memo(function Thumbnail({ preset, captioned = false }: ThumbnailProps) {
  const place = useRef<HTMLElement>(null);
  const [, redraw] = useState(0);
  const outline = outlines.get(preset.id);
  useEffect(() => {
    if (outline !== undefined || place.current === null) return undefined;
    return whenSeen(place.current, () => {
      outlineFor(preset);
      redraw((count) => count + 1);
    });
  }, [outline, preset]);
  return (
    <figure ref={place} className={styles.thumbnail}>
      <svg
        viewBox={`0 0 ${AREA.width} ${AREA.height}`}
        preserveAspectRatio="none"
        aria-hidden
        data-drawn={outline === undefined ? undefined : ''}
      >
        {outline === undefined ? null : (
          <>
            <path d={outline.frames} className={styles.frames} />
            <path d={outline.wires} className={styles.wires} />
            {[...outline.boxes].map(([category, d]) => (
              <path
                key={category}
                d={d}
                className={styles.boxes}
                data-category={category}
                style={{ '--category': `var(--category-${category})` }}
              />
            ))}
          </>
        )}
      </svg>
      {captioned ? <figcaption>{outline === undefined ? ' ' : caption(outline.kinds)}</figcaption> : null}
    </figure>
  );
});

const NAMED = 4;

/** `16 × Bottleneck, 1 × Conv2d and 6 other layers`. */
function caption(kinds: Outline['kinds']): string {
  const named = kinds.slice(0, NAMED).map(({ kind, count }) => {
    const title = LIBRARY.findTemplate(kind)?.title ?? kind;
    return count === 1 ? title : `${count} × ${title}`;
  });
  const others = kinds.slice(NAMED).reduce((sum, { count }) => sum + count, 0);
  return others === 0 ? named.join(', ') : `${named.join(', ')} and ${others} more`;
}

/** Calls back once the element comes into view and the browser idles. @returns how to give up */
function whenSeen(element: Element, act: () => void): () => void {
  let idle: number | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      idle = requestIdleCallback(act, { timeout: 500 });
    },
    { rootMargin: '120px' },
  );
  observer.observe(element);
  return () => {
    observer.disconnect();
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
