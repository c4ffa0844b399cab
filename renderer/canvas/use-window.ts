// Keeps the window of a large level where the user looks.

import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useSession } from '../state/session-store.ts';
import type { Projection } from './project.ts';
import { canvasId } from '../state/unfolding.ts';
import type { Part } from './placing.ts';
import { sceneOf, type Looking } from './scene.ts';
import { serves, windowFor, type Window } from './window.ts';

/** Larger selections, of all nodes, say, would be all the elements that the window saves; see carrySelected. */
const MOST_KEPT = 60;

export function useWindow(projection: Projection, { block }: Part) {
  const store = useStoreApi();
  const selected = useSession((state) => state.nodes);
  const keep = useMemo(
    () => (selected.length > MOST_KEPT ? [] : selected.map((id) => canvasId(block, id))),
    [selected, block],
  );
  const scene = useMemo(() => sceneOf(projection), [projection]);
  /** What was looked at when the window was chosen, and which kind the one before was. */
  const [chosen, setChosen] = useState<{ readonly looking: Looking; readonly before: Window['kind'] }>();
  const window = useMemo(
    () => windowFor(scene, projection, chosen?.looking, chosen?.before ?? 'near', keep),
    [scene, projection, chosen, keep],
  );
  useEffect(() => {
    const look = () => {
      const looking = lookingOf(store.getState());
      if (looking.width > 0 && !serves(window, scene, looking)) {
        setChosen({ looking, before: window.kind });
      }
    };
    look();
    let last = store.getState().transform;
    return store.subscribe(({ transform }) => {
      if (transform === last) return;
      last = transform;
      look();
    });
  }, [store, scene, window]);
  return { scene, window };
}

/** What React Flow's store shows. */
export function lookingOf({
  transform: [x, y, zoom],
  width,
  height,
}: {
  readonly transform: readonly [number, number, number];
  readonly width: number;
  readonly height: number;
}): Looking {
  return { x, y, zoom, width, height };
}
