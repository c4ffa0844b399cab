// The viewport: where to look when a level opens, and what the rest of the app may ask.

import { useReactFlow, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Level } from '../../shared/network/types.ts';
import { useDocumentStore } from '../state/document-store.ts';
import { useSession } from '../state/session-store.ts';
import { provideCanvas } from './handle.ts';
import type { CanvasEdge, CanvasNode, Projection } from './project.ts';
import { searchPlace, type SearchRequest } from './search.ts';
import { boundsOf, fitViewport, isTrackpadPan, openingViewport, revealViewport } from './viewport.ts';

/** Below these zooms, labels and then text cannot be read and are not drawn. */
const LABEL_ZOOM = 0.45;
const TEXT_ZOOM = 0.28;
/** Height that the banner of a template's inside covers. */
const BANNER = 36;

/** Where every level of every document was looked at last. */
const remembered = new Map<string, Viewport>();

export function useCanvasHandle(
  container: RefObject<HTMLDivElement | null>,
  level: Level,
  projection: Projection,
  setSearch: (request: SearchRequest) => void,
) {
  const flow = useReactFlow<CanvasNode, CanvasEdge>();
  const [ready, setReady] = useState(false);
  const document = useDocumentStore((state) => state.id);
  const reveal = useSession((state) => state.reveal);
  const shown = useRef<string>(undefined);
  const revealed = useRef(reveal?.count);
  const pointer = useRef<{ x: number; y: number }>(undefined);
  const boxes = useCallback(
    (ids?: readonly string[]) =>
      projection.nodes
        .filter((node) => ids === undefined || ids.includes(node.id))
        .map(({ position, data }) => ({ ...position, width: data.width, height: data.height })),
    [projection],
  );

  useLayoutEffect(() => {
    const element = container.current;
    if (!ready || element === null) return;
    const key = `${document} ${level.path}`;
    // Sizes are read only where they are needed: reading them makes the browser lay the page out.
    if (shown.current !== key) {
      shown.current = key;
      const { clientWidth, clientHeight } = element;
      const bounds = boundsOf(boxes());
      const viewport =
        remembered.get(key) ??
        (bounds === undefined
          ? { x: clientWidth / 2, y: clientHeight / 3, zoom: 1 }
          : openingViewport(bounds, clientWidth, clientHeight, level.parentId === undefined ? BANNER : 0));
      void flow.setViewport(viewport);
      markZoom(element, viewport.zoom);
    }
    if (reveal !== undefined && reveal.count !== revealed.current) {
      revealed.current = reveal.count;
      const { clientWidth, clientHeight } = element;
      const bounds = boundsOf(boxes([reveal.node]));
      if (bounds !== undefined) {
        void flow.setViewport(revealViewport(bounds, flow.getViewport(), clientWidth, clientHeight));
      }
    }
  }, [ready, document, level.path, level.parentId, reveal, boxes, container, flow]);

  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    // On the window: a dialog above the canvas takes the pointer away and does not give it back.
    const move = (event: PointerEvent) => {
      const box = element.getBoundingClientRect();
      const inside =
        event.clientX >= box.left &&
        event.clientX <= box.right &&
        event.clientY >= box.top &&
        event.clientY <= box.bottom;
      pointer.current = inside ? { x: event.clientX, y: event.clientY } : undefined;
    };
    const wheel = (event: WheelEvent) => {
      const onFlow = event.target instanceof Element && event.target.closest('.nowheel') === null;
      if (!onFlow || !isTrackpadPan(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const now = flow.getViewport();
      void flow.setViewport({ ...now, x: now.x - event.deltaX, y: now.y - event.deltaY });
    };
    window.addEventListener('pointermove', move);
    element.addEventListener('wheel', wheel, { capture: true, passive: false });
    return () => {
      window.removeEventListener('pointermove', move);
      element.removeEventListener('wheel', wheel, { capture: true });
    };
  }, [container, flow]);

  const openSearchAt = useCallback(
    (clientX: number, clientY: number) => {
      if (container.current === null || level.parentId === undefined) return;
      setSearch({ ...searchPlace(container.current, clientX, clientY), clientX, clientY });
    },
    [container, level, setSearch],
  );

  useEffect(() => {
    const middle = () => {
      const box = container.current?.getBoundingClientRect();
      return box === undefined
        ? { x: 0, y: 0 }
        : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    };
    return provideCanvas({
      fit(what) {
        const element = container.current;
        const ids = what === 'all' ? undefined : useSession.getState().nodes;
        const bounds = boundsOf(boxes(ids?.length === 0 ? undefined : ids));
        if (element === null || bounds === undefined) return;
        const viewport = fitViewport(
          bounds,
          element.clientWidth,
          element.clientHeight,
          what === 'all' ? 1 : 1.4,
        );
        void flow.setViewport(viewport, { duration: 160 });
      },
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: 120 }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: 120 }),
      openSearch() {
        const at = pointer.current ?? middle();
        openSearchAt(at.x, at.y);
      },
      pointer: () => (pointer.current === undefined ? undefined : flow.screenToFlowPosition(pointer.current)),
      centre: () => flow.screenToFlowPosition(middle()),
    });
  }, [boxes, container, flow, openSearchAt]);

  const onMove = useCallback(
    (_event: unknown, viewport: Viewport) => {
      if (shown.current !== undefined) remembered.set(shown.current, viewport);
      if (container.current !== null) markZoom(container.current, viewport.zoom);
    },
    [container],
  );

  return {
    onInit: useCallback(() => setReady(true), []),
    onMove,
    openSearchAt,
    toCanvas: (clientX: number, clientY: number) => flow.screenToFlowPosition({ x: clientX, y: clientY }),
  };
}

/** Tells the style sheet what can be read, without a render. */
function markZoom(element: HTMLElement, zoom: number): void {
  element.toggleAttribute('data-far', zoom < LABEL_ZOOM);
  element.toggleAttribute('data-very-far', zoom < TEXT_ZOOM);
}
