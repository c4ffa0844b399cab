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
import { Lock } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Level } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { NodeBox } from '../nodes/NodeBox.tsx';
import { levelAt, useAnalysis } from '../state/analysis.ts';
import { currentItems } from '../state/items.ts';
import { addItem } from '../state/editing.ts';
import { detachTemplate, unfoldRow } from '../state/nesting.ts';
import { usePanels } from '../state/panels-store.ts';
import { pointAway, restOn } from '../state/pointing-store.ts';
import { openLevel, select, useSession } from '../state/session-store.ts';
import { notify } from '../ui/Toasts.tsx';
import { AddSearch } from './AddSearch.tsx';
import { ColourLegend } from './ColourLegend.tsx';
import { ConnectionHint } from './ConnectionHint.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { FarView } from './FarView.tsx';
import { openBadge } from './fix-badge.ts';
import { heated, heatScale } from './heat.ts';
import { Overview } from './Overview.tsx';
import { createProjector } from './project.ts';
import { useCanvasHandle } from './use-canvas-handle.ts';
import { useChanges } from './use-changes.ts';
import type { SearchRequest } from './search.ts';
import { useConnecting } from './use-connecting.ts';
import { useDropping } from './use-dropping.ts';
import { useFarPointer } from './use-far-pointer.ts';
import { useNodeDropping } from './use-node-dropping.ts';
import { useReconnecting } from './use-reconnecting.ts';
import { useWindow } from './use-window.ts';
import { MAX_ZOOM, MIN_ZOOM } from './viewport.ts';
import { WireEdge } from './WireEdge.tsx';
import { WireForecast } from './WireForecast.tsx';
import { ZoomControls } from './ZoomControls.tsx';
import styles from './Canvas.module.css';

const nodeTypes: NodeTypes = { node: NodeBox };
const edgeTypes: EdgeTypes = { wire: WireEdge };
const PAN_BUTTONS = [1, 2];
const MULTI_SELECT = ['Shift', 'Control', 'Meta'];

export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasInner />
    </ReactFlowProvider>
  );
}

function CanvasInner() {
  const analysis = useAnalysis();
  const path = useSession((state) => state.level);
  const level = levelAt(analysis, path);
  const container = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState<SearchRequest>();
  const [project] = useState(() => createProjector(LIBRARY));
  const plain = useMemo(() => project(level, analysis), [project, level, analysis]);
  const colouring = usePanels((state) => state.colouring);
  const scale = useMemo(
    () => (colouring === 'category' ? undefined : heatScale(level, analysis, colouring)),
    [level, analysis, colouring],
  );
  const projection = useMemo(
    () => (scale === undefined ? plain : heated(plain, analysis, scale)),
    [plain, analysis, scale],
  );
  const { scene, window } = useWindow(projection);
  const far = useFarPointer(level, scene, window.kind === 'far');
  const { nodes, edges, handlers } = useChanges(level, window.shown);
  const view = useCanvasHandle(container, level, projection, setSearch);
  const reconnecting = useReconnecting(container, level);
  const connecting = useConnecting(container, level, setSearch, reconnecting.isLifted);
  const dropping = useDropping(level);
  const nodeDropping = useNodeDropping(level);
  const closeSearch = useCallback(() => setSearch(undefined), []);
  const editable = level.parentId !== undefined;

  return (
    <div
      ref={container}
      className={styles.canvas}
      data-testid="canvas"
      {...dropping.handlers}
      onPointerDownCapture={(event) => {
        pointAway();
        far.onPointerDownCapture(event);
      }}
      onPointerMoveCapture={far.onPointerMoveCapture}
      onPointerUpCapture={far.onPointerUpCapture}
      onDoubleClickCapture={far.onDoubleClickCapture}
      onMouseDownCapture={(event) => {
        far.onMouseDownCapture(event);
        reconnecting.onMouseDownCapture(event);
      }}
      onDoubleClick={(event) => {
        const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
        if (onPane && editable) view.openSearchAt(event.clientX, event.clientY);
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...handlers}
        {...connecting.handlers}
        {...nodeDropping}
        {...reconnecting.handlers}
        edgesReconnectable={editable}
        onInit={view.onInit}
        onMove={view.onMove}
        onNodeClick={(event, node) => {
          openBadge(event);
          // React Flow keeps a selection of several when one of them is clicked.
          if (!event.shiftKey && !event.ctrlKey && !event.metaKey) select([node.id]);
        }}
        onNodeMouseEnter={(event, node) => restOn(node.data.path, freeHalf(container.current, event.clientX))}
        onNodeMouseLeave={pointAway}
        onNodeDoubleClick={(_event, node) => {
          if (node.data.block) openLevel(node.data.path);
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
        connectionRadius={18}
        nodesFocusable
        edgesFocusable={false}
        nodesConnectable={editable}
        nodesDraggable={editable}
        nodeDragThreshold={2}
        elevateNodesOnSelect
        proOptions={{ hideAttribution: true }}
        onPaneContextMenu={(event) => event.preventDefault()}
        aria-label="Network canvas"
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--grid)" />
        <ConnectionHint />
        <WireForecast />
      </ReactFlow>
      {window.kind === 'far' ? <FarView scene={scene} moved={far.moved} /> : null}
      {scene.nodes.length > 0 ? <Overview scene={scene} /> : null}
      <ZoomControls />
      {scene.nodes.length > 0 ? <ColourLegend nodes={scene.nodes} scale={scale} below={!editable} /> : null}
      {editable ? null : (
        <div className={styles.banner}>
          <Lock size={12} aria-hidden />
          <span>{lockOf(level)}</span>
          <button type="button" className={styles.detach} onClick={() => detach(level)}>
            {level.repeats === undefined ? 'Detach to edit' : 'Unfold to edit'}
          </button>
        </div>
      )}
      {scene.nodes.length === 0 && editable && search === undefined ? <EmptyCanvas /> : null}
      {search === undefined ? null : (
        <AddSearch
          x={search.x}
          y={search.y}
          items={search.items ?? currentItems()}
          placeholder={search.wire === undefined ? 'Add a layer or block…' : 'Connect to…'}
          onClose={closeSearch}
          onPick={(item) => {
            closeSearch();
            const at = view.toCanvas(search.clientX, search.clientY);
            const shift = search.wire === undefined ? 0 : search.wire.side === 'output' ? 32 : -32;
            const problem = addItem(level, item, { x: at.x, y: at.y + shift }, search.wire);
            if (problem !== undefined)
              notify({ type: 'error', title: 'Not added', description: problem.message });
            container.current?.querySelector<HTMLElement>('.react-flow__pane')?.focus();
          }}
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

function lockOf({ repeats }: Level): string {
  if (repeats === undefined) return 'Inside of a template: computed from its arguments.';
  return `“${repeats.name}”, ${repeats.repeat} times in a row.`;
}

function detach(level: Level): void {
  const problem = level.repeats === undefined ? detachTemplate(level.path) : unfoldRow(level.path);
  if (problem !== undefined) notify({ type: 'error', title: 'Not detached', description: problem.message });
}
