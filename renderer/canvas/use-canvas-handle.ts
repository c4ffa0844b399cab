// The viewport: where to look when a level opens, and what the rest of the app may ask.

import { useReactFlow, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useDocumentStore } from '../state/document-store.ts';
import { useSession } from '../state/session-store.ts';
import { prefersStillness, settings } from '../state/settings-store.ts';
import { provideCanvas } from './handle.ts';
import { boundsOf, contains, overlaps, type Box } from '../state/boxes.ts';
import { canvasId } from '../state/unfolding.ts';
import { focusOnSelected } from './focus.ts';
import { createPanLayer } from './pan-layer.ts';
import type { Part, Placing } from './placing.ts';
import type { CanvasEdge, CanvasItem, Projection } from './project.ts';
import { useSteadyView, type Dropped } from './use-steady-view.ts';
import type { Point } from './routes.ts';
import { itemsAtPort } from './use-connecting.ts';
import { useKeptMiddle } from './use-kept-middle.ts';
import type { SearchOpeners } from './use-search.ts';
import {
  beginningOf,
  fitViewport,
  openingViewport,
  revealViewport,
  keepMiddle,
  shownArea,
  type Size,
  wheelDistance,
  wheelPans,
} from './viewport.ts';

/** Below these zooms, labels and then text cannot be read and are not drawn. */
const LABEL_ZOOM = 0.45;
const TEXT_ZOOM = 0.28;
/** Height that the banner of a template's inside covers. */
const BANNER = 36;

/** Where every level of every document was looked at last. */
const remembered = new Map<string, { readonly viewport: Viewport; readonly size: Size }>();

/**
 * Where the mouse is while it is over the canvas, in window pixels. Every document has a canvas of its own, and the mouse
 * lies still while another takes the place of one: keys that follow at once ask where it is.
 */
const pointer: { current: Point | undefined } = { current: undefined };

export function useCanvasHandle(
  container: RefObject<HTMLDivElement | null>,
  placing: Placing,
  /** The level that is worked on. */
  part: Part,
  projection: Projection,
  search: SearchOpeners,
  dropped: Dropped,
) {
  const flow = useReactFlow<CanvasItem, CanvasEdge>();
  const [ready, setReady] = useState(false);
  const { level } = placing.parts[0]!;
  const documentId = useDocumentStore((state) => state.id);
  const reveal = useSession((state) => state.reveal);
  const place = `${documentId} ${level.flow} ${level.path}`;
  /** Where a document that comes back to the front was looked at: the first frame shows it so. */
  const [opening] = useState(() => remembered.get(place)?.viewport);
  const [panLayer] = useState(createPanLayer);
  useSteadyView(container, projection, place, dropped);
  const shown = useRef<string>(undefined);
  /** For which the viewport is. */
  const size = useRef<Size>(undefined);
  const revealed = useRef(reveal?.count);
  /** Where it was when search was opened last. */
  const searched = useRef<{ x: number; y: number }>(undefined);
  const boxes = useCallback(
    (ids?: readonly string[]): readonly Box[] => {
      const wanted = ids === undefined ? undefined : new Set(ids.map((id) => canvasId(part.block, id)));
      return [...projection.nodes, ...projection.notes]
        .filter((item) => wanted === undefined || wanted.has(item.id))
        .map(({ position, data }) => ({ ...position, width: data.width, height: data.height }));
    },
    [projection, part.block],
  );

  useLayoutEffect(() => {
    const element = container.current;
    if (!ready || element === null) return;
    // Sizes are read only where they are needed: reading them makes the browser lay the page out.
    if (shown.current !== place) {
      shown.current = place;
      const { clientWidth, clientHeight } = element;
      const bounds = boundsOf(boxes());
      const banner = level.parentId === undefined ? BANNER : 0;
      size.current = { width: clientWidth, height: clientHeight };
      const last = remembered.get(place);
      const viewport =
        last !== undefined
          ? keepMiddle(last.viewport, last.size, size.current)
          : bounds === undefined
            ? { x: clientWidth / 2, y: clientHeight / 3, zoom: 1 }
            : openingViewport(bounds, clientWidth, clientHeight, level.flow, banner);
      void flow.setViewport(viewport);
      markZoom(element, viewport.zoom);
      element.removeAttribute('data-placing');
    }
    if (reveal !== undefined && reveal.count !== revealed.current) {
      revealed.current = reveal.count;
      const { clientWidth, clientHeight } = element;
      const bounds = boundsOf(boxes([reveal.node]));
      if (bounds !== undefined) {
        void flow.setViewport(revealViewport(bounds, flow.getViewport(), clientWidth, clientHeight));
      }
    }
  }, [ready, place, level.flow, level.parentId, reveal, boxes, container, flow]);

  useKeptMiddle(container, flow, size);

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
      if (!onFlow || !wheelPans(event, settings().wheel)) return;
      event.preventDefault();
      event.stopPropagation();
      const now = flow.getViewport();
      const by = wheelDistance(event);
      void flow.setViewport({ ...now, x: now.x - by.x, y: now.y - by.y });
    };
    window.addEventListener('pointermove', move);
    element.addEventListener('wheel', wheel, { capture: true, passive: false });
    return () => {
      window.removeEventListener('pointermove', move);
      element.removeEventListener('wheel', wheel, { capture: true });
    };
  }, [container, flow]);

  useEffect(() => {
    const middle = () => {
      const box = container.current?.getBoundingClientRect();
      return box === undefined
        ? { x: 0, y: 0 }
        : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    };
    /** Without a pointer the place is the node's: into its one wire, or on from its output. */
    const searchAfter = (node: string) => {
      const [box] = boxes([node]);
      const output = part.level.elements.get(node)?.outputs[0]?.key;
      const port = output === undefined ? undefined : { node, port: output };
      const items = port === undefined ? undefined : itemsAtPort(part.level, 'output', port);
      if (box === undefined || port === undefined || items === undefined) {
        search.add(middle().x, middle().y);
        return;
      }
      const down = part.level.flow === 'down';
      const at = flow.flowToScreenPosition({
        x: box.x + (down ? box.width / 2 : box.width * 1.75),
        y: box.y + (down ? box.height : box.height / 2),
      });
      const wires = Object.values(part.level.graph.edges).filter(({ source }) => source === node);
      if (wires.length === 1) search.insert(canvasId(part.block, wires[0]!.id), at.x, at.y);
      else search.connect({ kind: 'connect', side: 'output', port, after: true }, items, at.x, at.y);
    };
    const visible = (): Box | undefined => {
      const element = container.current;
      return element === null
        ? undefined
        : shownArea(flow.getViewport(), element.clientWidth, element.clientHeight);
    };
    return provideCanvas({
      fit(what) {
        const element = container.current;
        const { nodes, notes } = useSession.getState();
        const ids = what === 'all' ? [] : [...nodes, ...notes];
        const bounds = boundsOf(boxes(ids.length === 0 ? undefined : ids));
        if (element === null || bounds === undefined) return;
        const viewport = fitViewport(
          bounds,
          element.clientWidth,
          element.clientHeight,
          what === 'all' ? 1 : 1.4,
        );
        void flow.setViewport(viewport, { duration: moving(160) });
      },
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: moving(120) }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: moving(120) }),
      isAllInView() {
        const [bounds, area] = [boundsOf(boxes()), visible()];
        return bounds === undefined || (area !== undefined && contains(area, bounds));
      },
      isAnyInView() {
        const area = visible();
        return area !== undefined && boxes().some((box) => overlaps(box, area));
      },
      showReadable(id) {
        const [element, bounds] = [container.current, boundsOf(boxes([id]))];
        if (element === null || bounds === undefined) return;
        const { clientWidth, clientHeight } = element;
        void flow.setViewport(
          revealViewport(
            beginningOf(bounds, clientWidth, clientHeight),
            flow.getViewport(),
            clientWidth,
            clientHeight,
            LABEL_ZOOM,
          ),
        );
      },
      lookAt(ids) {
        const [area, wanted] = [visible(), boxes(ids)];
        const bounds = boundsOf(wanted);
        if (area === undefined || bounds === undefined || wanted.some((box) => overlaps(box, area))) return;
        // Of what does not fit into the window, the first.
        const fits = bounds.width <= area.width && bounds.height <= area.height;
        const { x, y, width, height } = fits ? bounds : wanted[0]!;
        void flow.setCenter(x + width / 2, y + height / 2, { zoom: flow.getZoom() });
      },
      takeFocus: () => focusOnSelected(container.current, part.block),
      takeLostFocus() {
        if (document.activeElement === document.body) focusOnSelected(container.current, part.block);
      },
      openSearch() {
        const at = pointer.current ?? middle();
        const rests = pointer.current === undefined || pointer.current === searched.current;
        searched.current = pointer.current;
        const { nodes, edges } = useSession.getState();
        const [wire] = edges;
        if (wire !== undefined && edges.length === 1 && nodes.length === 0) search.insert(wire, at.x, at.y);
        else if (rests && nodes.length === 1) searchAfter(nodes[0]!);
        else search.add(at.x, at.y);
      },
      openReplace(node) {
        const box = boundsOf(boxes([node]));
        const at = box === undefined ? middle() : flow.flowToScreenPosition(box);
        search.replace(node, at.x, at.y);
      },
      pointer: () =>
        pointer.current === undefined ? undefined : part.toLevel(flow.screenToFlowPosition(pointer.current)),
      centre: () => part.toLevel(flow.screenToFlowPosition(middle())),
      area() {
        const area = visible();
        if (area === undefined) return undefined;
        const from = part.toLevel(area);
        const to = part.toLevel({ x: area.x + area.width, y: area.y + area.height });
        return { ...from, width: to.x - from.x, height: to.y - from.y };
      },
    });
  }, [boxes, container, flow, part, search]);

  const onMove = useCallback(
    (_event: unknown, viewport: Viewport) => {
      if (shown.current !== undefined && size.current !== undefined) {
        remembered.set(shown.current, { viewport, size: size.current });
      }
      if (container.current === null) return;
      markZoom(container.current, viewport.zoom);
      panLayer(container.current, viewport);
    },
    [container, panLayer],
  );

  /** What the keyboard reaches comes into view. */
  const onFocus = useCallback(
    (target: EventTarget) => {
      if (!(target instanceof HTMLElement) || !target.matches('.react-flow__node:focus-visible')) return;
      const [box, area] = [target.getBoundingClientRect(), container.current?.getBoundingClientRect()];
      if (area === undefined) return;
      // Of a frame that is larger than the window any part will do.
      const large = box.width > area.width || box.height > area.height;
      const seen = large
        ? box.left < area.right && box.right > area.left && box.top < area.bottom && box.bottom > area.top
        : box.left >= area.left &&
          box.right <= area.right &&
          box.top >= area.top &&
          box.bottom <= area.bottom;
      const id = target.getAttribute('data-id');
      const item = [...projection.nodes, ...projection.notes].find((one) => one.id === id);
      if (seen || item === undefined) return;
      const at = { ...item.position, width: item.data.width, height: item.data.height };
      void flow.setCenter(at.x + at.width / 2, at.y + at.height / 2, { zoom: flow.getZoom() });
    },
    [projection, container, flow],
  );

  return {
    opening,
    onInit: useCallback(() => setReady(true), []),
    onMove,
    onFocus,
    onCanvas: useCallback(
      (clientX: number, clientY: number) => flow.screenToFlowPosition({ x: clientX, y: clientY }),
      [flow],
    ),
    toLevel: useCallback(
      (clientX: number, clientY: number) =>
        part.toLevel(flow.screenToFlowPosition({ x: clientX, y: clientY })),
      [flow, part],
    ),
  };
}

/** Milliseconds that a change of the view takes: none for those who want no motion. */
function moving(milliseconds: number): number {
  return prefersStillness() ? 0 : milliseconds;
}

/** Tells the style sheet what can be read, without a render. */
function markZoom(element: HTMLElement, zoom: number): void {
  element.toggleAttribute('data-far', zoom < LABEL_ZOOM);
  element.toggleAttribute('data-very-far', zoom < TEXT_ZOOM);
}
