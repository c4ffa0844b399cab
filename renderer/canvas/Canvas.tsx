// The open level on screen. React Flow draws and reports gestures; the document changes by commands only.

import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  type EdgeTypes,
  type NodeTypes,
} from '@xyflow/react';
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Level } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { NodeActionsContext } from '../nodes/actions.ts';
import { NodeBox } from '../nodes/NodeBox.tsx';
import { NoteBox } from '../nodes/NoteBox.tsx';
import { createPortMarks, PortMarksContext } from '../nodes/port-marks.ts';
import { levelAt, useAnalysis } from '../state/analysis.ts';
import { useDocument } from '../state/document-store.ts';
import { notesAt } from '../state/note-editing.ts';
import { usePanels } from '../state/panels-store.ts';
import { pointAway } from '../state/pointing-store.ts';
import { showRoot, useSession } from '../state/session-store.ts';
import { insideOf, rootOf } from '../state/unfolding.ts';
import { CanvasSearch } from './CanvasSearch.tsx';
import { ColourLegend } from './ColourLegend.tsx';
import { ConnectionHint } from './ConnectionHint.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { FarView } from './FarView.tsx';
import { Ghosts } from './Ghosts.tsx';
import { Guides } from './Guides.tsx';
import { heated, heatScale, type HeatScale } from './heat.ts';
import { hasBanner, LevelBanner } from './LevelBanner.tsx';
import { followModifiers } from './modifiers.ts';
import { NODE_ACTIONS } from './node-actions.ts';
import { Overview } from './Overview.tsx';
import { placeShown } from './placing.ts';
import { createProjector } from './project.ts';
import type { Scene } from './scene.ts';
import { useCanvasHandle } from './use-canvas-handle.ts';
import { useChanges } from './use-changes.ts';
import { useConnecting } from './use-connecting.ts';
import { useContextMenu, type MenuRequest } from './use-context-menu.ts';
import { useDropping } from './use-dropping.ts';
import { useFarPointer } from './use-far-pointer.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLockedDrag } from './use-locked-drag.ts';
import { useMarquee } from './use-marquee.ts';
import { useNodeDropping } from './use-node-dropping.ts';
import { usePointing } from './use-pointing.ts';
import { usePortGestures } from './use-port-gestures.ts';
import { useReconnecting } from './use-reconnecting.ts';
import { useRightDrag } from './use-right-drag.ts';
import { useSlices } from './use-slices.ts';
import { useWindow } from './use-window.ts';
import { useWireKeys } from './use-wire-keys.ts';
import { useSearch } from './use-search.ts';
import { useSpaceDrag } from './use-space-drag.ts';
import { MAX_ZOOM, MIN_ZOOM } from './viewport.ts';
import { repetitionAround, type Repetition } from './repetition.ts';
import { createDropped } from './use-steady-view.ts';
import { useWorkingLevel } from './use-working-level.ts';
import { InsertingContext } from './wire-actions.ts';
import { WireEdge } from './WireEdge.tsx';
import { ZoomControls } from './ZoomControls.tsx';
import styles from './Canvas.module.css';

const nodeTypes: NodeTypes = { node: NodeBox, note: NoteBox };
const edgeTypes: EdgeTypes = { wire: WireEdge };
const PAN_BUTTONS = [1, 2];
const MULTI_SELECT = ['Shift', 'Control', 'Meta'];

interface CanvasProps {
  /** A menu is wanted for what is selected, at a place of the window. */
  readonly onMenu: (request: MenuRequest) => void;
  /** What is shown while nothing is drawn, in place of the canvas's own words. */
  readonly start?: ReactNode;
}

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasInner {...props} />
    </ReactFlowProvider>
  );
}

function CanvasInner({ onMenu, start }: CanvasProps) {
  const analysis = useAnalysis();
  const document = useDocument();
  const path = useSession((state) => state.level);
  const opened = useSession((state) => state.root);
  const unfolded = useSession((state) => state.unfolded);
  const root = rootOf(analysis, { level: path, root: opened, unfolded });
  useEffect(() => showRoot(root.path), [root.path]);
  const placing = useMemo(
    () =>
      placeShown({
        root,
        inside: insideOf(analysis, unfolded),
        notesAt: (level) => notesAt(document, level),
      }),
    [root, analysis, unfolded, document],
  );
  const working = levelAt(analysis, path);
  const part = placing.parts.find(({ level }) => level.path === working.path) ?? placing.parts[0]!;
  const { level } = part;
  const editable = root.parentId !== undefined;
  const told = editable ? level.path : root.path;
  const repetition = useMemo(() => repetitionAround(analysis.network, told), [analysis, told]);
  const container = useRef<HTMLDivElement>(null);
  const [project] = useState(() => createProjector(LIBRARY));
  const [marks] = useState(createPortMarks);
  const plain = useMemo(() => project(placing, analysis), [project, placing, analysis]);
  const colouring = usePanels((state) => state.colouring);
  const scale = useMemo(
    () => (colouring === 'category' ? undefined : heatScale(plain.nodes, analysis, colouring)),
    [plain, analysis, colouring],
  );
  const projection = useMemo(
    () => (scale === undefined ? plain : heated(plain, analysis, scale)),
    [plain, analysis, scale],
  );
  const { scene, window } = useWindow(projection, part);
  const { shown, complete } = useSlices(window, scene);
  const far = useFarPointer(placing, scene, window.kind === 'far', onMenu);
  const [dropped] = useState(createDropped);
  const marquee = useMarquee(projection, part);
  const { items, edges, guides, ghosts, isMoving, handlers } = useChanges(
    placing,
    part,
    projection,
    shown,
    marquee.isActive,
    dropped,
  );
  const search = useSearch(container, level);
  const view = useCanvasHandle(container, placing, part, projection, search.openers, dropped);
  const wireKeys = useWireKeys();
  const reconnecting = useReconnecting(container, placing, marks, wireKeys);
  const connecting = useConnecting(placing, search.openers, marks, reconnecting.isLifted, wireKeys);
  const ports = usePortGestures(container, placing, projection, marks);
  const menu = useContextMenu(placing, onMenu);
  const rightDrag = useRightDrag();
  const spaceDrag = useSpaceDrag(container);
  const dropping = useDropping(placing);
  const nodeDropping = useNodeDropping(placing, isMoving);
  const pointing = usePointing(container, placing, view, search.openers, far.askMenu);
  const work = useWorkingLevel(placing);
  const refuseDrag = useLockedDrag(placing);
  useKeptFocus(container, part.block);
  useEffect(() => followModifiers(), []);

  return (
    <div
      ref={container}
      className={styles.canvas}
      data-testid="canvas"
      data-placing={view.opening === undefined ? '' : undefined}
      {...dropping.handlers}
      onPointerDownCapture={(event) => {
        pointAway();
        if (spaceDrag.onPointerDownCapture(event)) return;
        work(event);
        refuseDrag(event);
        marquee.onPointerDownCapture(event);
        rightDrag.onPointerDownCapture(event);
        far.onPointerDownCapture(event);
      }}
      onPointerMoveCapture={far.onPointerMoveCapture}
      onPointerUpCapture={far.onPointerUpCapture}
      onPointerCancelCapture={far.onPointerCancelCapture}
      onContextMenuCapture={rightDrag.onContextMenuCapture}
      onClickCapture={spaceDrag.onClickCapture}
      onDoubleClickCapture={(event) => {
        spaceDrag.onClickCapture(event);
        if (!event.isPropagationStopped()) far.onDoubleClickCapture(event);
      }}
      onMouseDownCapture={(event) => {
        if (spaceDrag.onMouseDownCapture(event)) return;
        far.onMouseDownCapture(event);
        if (!ports.onMouseDownCapture(event)) reconnecting.onMouseDownCapture(event);
      }}
      onDoubleClick={(event) => {
        const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
        if (onPane) search.openers.add(event.clientX, event.clientY);
      }}
    >
      <NodeActionsContext value={NODE_ACTIONS}>
        <PortMarksContext value={marks}>
          <InsertingContext value={search.openers.insert}>
            <ReactFlow
              nodes={items}
              edges={edges}
              nodeTypes={nodeTypes}
              edgeTypes={edgeTypes}
              {...handlers}
              {...connecting.handlers}
              {...nodeDropping}
              {...reconnecting.handlers}
              {...marquee.handlers}
              {...menu}
              {...pointing}
              {...(view.opening === undefined ? {} : { defaultViewport: view.opening })}
              onInit={view.onInit}
              onMove={view.onMove}
              onlyRenderVisibleElements
              minZoom={MIN_ZOOM}
              maxZoom={MAX_ZOOM}
              selectionOnDrag
              selectionKeyCode={null}
              selectionMode={SelectionMode.Partial}
              panOnDrag={PAN_BUTTONS}
              panActivationKeyCode={null}
              multiSelectionKeyCode={MULTI_SELECT}
              deleteKeyCode={null}
              zoomOnDoubleClick={false}
              connectOnClick={false}
              connectionRadius={18}
              disableKeyboardA11y
              aria-describedby="canvas-keys"
              nodesFocusable
              edgesFocusable={false}
              nodeDragThreshold={2}
              elevateNodesOnSelect
              proOptions={{ hideAttribution: true }}
              aria-label="Network canvas"
              tabIndex={-1}
              onMouseOver={ports.onMouseOver}
              onMouseLeave={ports.onMouseLeave}
            >
              {window.kind === 'whole' ? (
                // Painted over the whole canvas at every step of a pan: where there is much to pan, it is half the frame.
                <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--grid)" />
              ) : null}
              <Guides lines={guides} look="guide" />
              <Ghosts boxes={ghosts} />
              <Guides lines={ports.carried} look="wire" />
              <ConnectionHint />
            </ReactFlow>
          </InsertingContext>
        </PortMarksContext>
      </NodeActionsContext>
      <p id="canvas-keys" hidden>
        Tab goes from node to node, Enter or Space selects one, Shift with them selects it beside others,
        arrows move it, Shift with arrows walks along the wires, W wires what is selected.
      </p>
      {complete ? null : <FarView block={part.block} scene={scene} moved={far.moved} ghosts={far.ghosts} />}
      <Corners scene={scene} scale={scale} root={root} repetition={repetition} />
      {scene.nodes.length + projection.notes.length === 0 && editable && search.request === undefined
        ? (start ?? <EmptyCanvas inBlock={part.level.path !== ''} />)
        : null}
      {search.request === undefined ? null : (
        <CanvasSearch
          level={level}
          request={search.request}
          area={() => container.current?.getBoundingClientRect()}
          toLevel={view.toLevel}
          onClose={search.close}
        />
      )}
    </div>
  );
}

interface CornersProps {
  readonly scene: Scene;
  readonly scale: HeatScale | undefined;
  readonly root: Level;
  readonly repetition: Repetition | undefined;
}

/** What stands around the drawing. Apart, as a drag renders the canvas at every step. */
const Corners = memo(function Corners({ scene, scale, root, repetition }: CornersProps) {
  const below = hasBanner({ root, repetition });
  return (
    <>
      {scene.nodes.length > 0 ? <Overview scene={scene} /> : null}
      <ZoomControls />
      {scene.nodes.length > 0 ? <ColourLegend nodes={scene.nodes} scale={scale} below={below} /> : null}
      <LevelBanner root={root} repetition={repetition} />
    </>
  );
});
