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
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { LIBRARY } from '../presets/index.ts';
import { NodeActionsContext } from '../nodes/actions.ts';
import { NodeBox } from '../nodes/NodeBox.tsx';
import { NoteBox } from '../nodes/NoteBox.tsx';
import { createPortMarks, PortMarksContext } from '../nodes/port-marks.ts';
import { levelAt, useAnalysis } from '../state/analysis.ts';
import { useDocument } from '../state/document-store.ts';
import { notesAt } from '../state/note-editing.ts';
import { usePanels } from '../state/panels-store.ts';
import { pointAway, restOn } from '../state/pointing-store.ts';
import { openLevel, select, showRoot, useSession } from '../state/session-store.ts';
import { blockOf, insideOf, recordId, rootOf, unfold } from '../state/unfolding.ts';
import { chooseOne, enter, isChosen } from './choosing.ts';
import { CanvasSearch } from './CanvasSearch.tsx';
import { ColourLegend } from './ColourLegend.tsx';
import { ConnectionHint } from './ConnectionHint.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { FarView } from './FarView.tsx';
import { openBadge } from './fix-badge.ts';
import { Guides } from './Guides.tsx';
import { heated, heatScale } from './heat.ts';
import { LockBanner } from './LockBanner.tsx';
import { heldModifiers, followModifiers } from './modifiers.ts';
import { NODE_ACTIONS } from './node-actions.ts';
import { Overview } from './Overview.tsx';
import { partAt, placeShown, type Placing } from './placing.ts';
import { createProjector } from './project.ts';
import { useCanvasHandle } from './use-canvas-handle.ts';
import { useChanges, type CanvasItem } from './use-changes.ts';
import { useConnecting } from './use-connecting.ts';
import { useContextMenu, type MenuRequest } from './use-context-menu.ts';
import { useDropping } from './use-dropping.ts';
import { useFarPointer } from './use-far-pointer.ts';
import { useMarquee } from './use-marquee.ts';
import { useNodeDropping } from './use-node-dropping.ts';
import { usePortGestures } from './use-port-gestures.ts';
import { useReconnecting } from './use-reconnecting.ts';
import { useRightDrag } from './use-right-drag.ts';
import { useWindow } from './use-window.ts';
import { useSearch } from './use-search.ts';
import { MAX_ZOOM, MIN_ZOOM } from './viewport.ts';
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
  const far = useFarPointer(placing, scene, window.kind === 'far');
  const [dropped] = useState(createDropped);
  const marquee = useMarquee(projection, part);
  const { items, edges, guides, handlers } = useChanges(
    placing,
    part,
    projection,
    window.shown,
    marquee.isActive,
    dropped,
  );
  const search = useSearch(container, level);
  const view = useCanvasHandle(container, placing, part, projection, search.openers, dropped);
  const reconnecting = useReconnecting(container, placing, marks);
  const connecting = useConnecting(placing, search.openers, marks, reconnecting.isLifted);
  const ports = usePortGestures(container, placing, projection, marks);
  const menu = useContextMenu(placing, onMenu);
  const rightDrag = useRightDrag();
  const dropping = useDropping(placing);
  const nodeDropping = useNodeDropping(placing);
  const work = useWorkingLevel(placing);
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
        work(event);
        marquee.onPointerDownCapture(event);
        rightDrag.onPointerDownCapture(event);
        far.onPointerDownCapture(event);
      }}
      onPointerMoveCapture={far.onPointerMoveCapture}
      onPointerUpCapture={far.onPointerUpCapture}
      onContextMenuCapture={rightDrag.onContextMenuCapture}
      onDoubleClickCapture={far.onDoubleClickCapture}
      onMouseDownCapture={(event) => {
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
              {...(view.opening === undefined ? {} : { defaultViewport: view.opening })}
              onInit={view.onInit}
              onMove={view.onMove}
              onNodeClick={(event, item) => {
                if (toggleFold(event, item, placing)) return;
                openBadge(event);
                // React Flow keeps a selection of several when one of them is clicked.
                const { shift, control } = heldModifiers();
                if (!shift && !control) chooseOne(placing, item.type === 'note' ? 'note' : 'node', item.id);
                else if (item.type === 'note' && item.data.kind === 'frame')
                  toggleFrame(recordId(item.id), shift);
              }}
              onEdgeClick={(_event, edge) => {
                const { shift, control } = heldModifiers();
                if (!shift && !control) chooseOne(placing, 'edge', edge.id);
              }}
              onNodeMouseEnter={(event, item) => {
                // Whoever drags looks at what is dragged.
                if (item.type !== 'node' || event.buttons !== 0) return;
                restOn(item.data.path, event.currentTarget, freeHalf(container.current, event.clientX));
              }}
              onNodeMouseLeave={pointAway}
              onNodeDoubleClick={(event, item) => {
                if (item.type !== 'node') return;
                if (isOn(event, '[data-unfold]')) return;
                if (isOn(event, '[data-rename]') && item.draggable === true) NODE_ACTIONS.edit(item.id);
                else if (item.data.block) openLevel(item.data.path);
              }}
              onlyRenderVisibleElements
              minZoom={MIN_ZOOM}
              maxZoom={MAX_ZOOM}
              selectionOnDrag
              selectionKeyCode={null}
              selectionMode={SelectionMode.Partial}
              panOnDrag={PAN_BUTTONS}
              panActivationKeyCode="Space"
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
              onPaneContextMenu={(event) => {
                event.preventDefault();
                enter(placing, partAt(placing, view.onCanvas(event.clientX, event.clientY)));
                search.openers.add(event.clientX, event.clientY);
              }}
              aria-label="Network canvas"
              onMouseOver={ports.onMouseOver}
              onFocus={(event) => view.onFocus(event.target)}
              onKeyDown={(event) => selectFocused(event, placing)}
            >
              {window.kind === 'whole' ? (
                // Painted over the whole canvas at every step of a pan: where there is much to pan, it is half the frame.
                <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--grid)" />
              ) : null}
              <Guides lines={guides} look="guide" />
              <Guides lines={ports.carried} look="wire" />
              <ConnectionHint />
            </ReactFlow>
          </InsertingContext>
        </PortMarksContext>
      </NodeActionsContext>
      <p id="canvas-keys" hidden>
        Tab goes from node to node, Enter or Space selects one, arrows move it, Shift with arrows walks along
        the wires.
      </p>
      {window.kind === 'far' ? <FarView block={part.block} scene={scene} moved={far.moved} /> : null}
      {scene.nodes.length > 0 ? <Overview scene={scene} /> : null}
      <ZoomControls />
      {scene.nodes.length > 0 ? <ColourLegend nodes={scene.nodes} scale={scale} below={!editable} /> : null}
      {editable ? null : <LockBanner level={root} />}
      {scene.nodes.length + projection.notes.length === 0 && editable && search.request === undefined
        ? (start ?? <EmptyCanvas />)
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

/** The half of the canvas that the pointer is not in. */
function freeHalf(canvas: HTMLElement | null, clientX: number): 'left' | 'right' {
  const box = canvas?.getBoundingClientRect();
  return box !== undefined && clientX < box.left + box.width / 2 ? 'right' : 'left';
}

/** Enter and Space select the node that has the focus; once it is selected, the keys are the commands'. */
function selectFocused(event: KeyboardEvent, placing: Placing): void {
  const box = event.target instanceof Element && event.target.matches('.react-flow__node') && event.target;
  if (box === false || (event.key !== 'Enter' && event.key !== ' ')) return;
  const id = box.getAttribute('data-id');
  const isNote = box.classList.contains('react-flow__node-note');
  if (id === null || isChosen(placing, isNote ? 'notes' : 'nodes', id)) return;
  event.preventDefault();
  chooseOne(placing, isNote ? 'note' : 'node', id);
}

function isOn({ target }: { readonly target: EventTarget }, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

/** A click on the triangle of a block's face. @returns whether it was one */
function toggleFold(event: MouseEvent, { id, data }: CanvasItem, { byBlock }: Placing): boolean {
  if (!isOn(event, '[data-unfold]')) return false;
  const element = byBlock.get(blockOf(id))?.level.elements.get(recordId(id));
  if (element !== undefined) unfold([element], data['frame'] === undefined);
  return true;
}

/** React Flow leaves frames out of its own selection, so that rectangles drawn inside them do, too. */
function toggleFrame(id: string, onlyAdd: boolean): void {
  const { nodes, edges, notes } = useSession.getState();
  if (!notes.includes(id)) select(nodes, edges, [...notes, id]);
  else if (!onlyAdd)
    select(
      nodes,
      edges,
      notes.filter((other) => other !== id),
    );
}
