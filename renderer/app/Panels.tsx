// The panels around the canvas: palette and outline, inspector and run, and what is under it. Their widths are the
// user's.

import { Tabs } from '@base-ui/react/tabs';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import {
  Group,
  Panel,
  Separator,
  useDefaultLayout,
  usePanelRef,
  type PanelSize,
} from 'react-resizable-panels';
import { Canvas } from '../canvas/Canvas.tsx';
import type { MenuRequest } from '../canvas/use-context-menu.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { RunPanel } from '../run/RunPanel.tsx';
import { useDocumentStore } from '../state/document-store.ts';
import { isSideShown, showSide, usePanels, type Side } from '../state/panels-store.ts';
import { showTab, useSession, type PanelTab } from '../state/session-store.ts';
import { leaveAttributes } from './attribute-focus.ts';
import { BottomPanel } from './BottomPanel.tsx';
import { CanvasMenu } from './CanvasMenu.tsx';
import { FieldPreview } from './FieldPreview.tsx';
import { LeftPanel } from './LeftPanel.tsx';
import { Start, useIsStart } from './Start.tsx';
import { TabList } from '../ui/TabList.tsx';
import styles from './App.module.css';

/** Narrow windows get narrower panels, and the narrowest one at a time; sizes are remembered for each. */
export function Panels() {
  const narrow = useNarrow();
  const tight = usePanels((panels) => panels.tight);
  const room = tight ? 'tight' : narrow ? 'narrow' : 'wide';
  return <SizedPanels key={room} room={room} />;
}

function SizedPanels({ room }: { readonly room: 'tight' | 'narrow' | 'wide' }) {
  const document = useDocumentStore((open) => open.id);
  const isStart = useIsStart();
  const columns = useDefaultLayout({ id: room === 'wide' ? 'netloom.columns' : `netloom.columns.${room}` });
  const left = useSide('left', room === 'wide' ? 216 : 200);
  const right = useSide('right', room === 'wide' ? 328 : 288);
  useFitting(left, right);
  return (
    <Group orientation="horizontal" className={styles.columns} {...columns}>
      <Panel
        id="palette"
        minSize={160}
        maxSize={340}
        groupResizeBehavior="preserve-pixel-size"
        {...left.panel}
      >
        <div className={styles.sideHolder} inert={!left.shown}>
          <LeftPanel />
        </div>
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the left panel" />
      <Panel id="middle" minSize={320}>
        <main id="document" className={styles.middle}>
          <div className={styles.canvasArea}>
            <CanvasWithMenu key={document} start={isStart ? <Start /> : undefined} />
            <FieldPreview />
          </div>
          <BottomPanel />
        </main>
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the inspector" />
      <Panel id="side" minSize={264} maxSize={560} groupResizeBehavior="preserve-pixel-size" {...right.panel}>
        <div className={styles.sideHolder} inert={!right.shown}>
          <SidePanel />
        </div>
      </Panel>
    </Group>
  );
}

/** A panel at a side, which can be pushed together: by its edge, by a button of the top bar, by key. */
function useSide(side: Side, width: number) {
  const shown = usePanels((panels) => isSideShown(side, panels));
  const panelRef = usePanelRef();
  const last = useRef(width);
  const fit = useCallback(
    (open: boolean) => {
      const panel = panelRef.current;
      if (panel === null || panel.isCollapsed() !== open) return;
      if (open) panel.resize(last.current);
      else panel.collapse();
    },
    [panelRef],
  );
  const onResize = ({ inPixels }: PanelSize, _id: unknown, before: PanelSize | undefined): void => {
    if (inPixels > 0) last.current = inPixels;
    // At first it takes the size that it had: that is no wish.
    if (before !== undefined && before.inPixels > 0 !== inPixels > 0) showSide(side, inPixels > 0);
  };
  return {
    shown,
    fit,
    panel: { panelRef, defaultSize: width, collapsible: true, collapsedSize: 0, onResize },
  };
}

/** Opens and closes the panels as asked for: what goes first makes room for what comes. */
function useFitting(
  { shown: leftShown, fit: fitLeft }: ReturnType<typeof useSide>,
  { shown: rightShown, fit: fitRight }: ReturnType<typeof useSide>,
): void {
  useEffect(() => {
    if (!leftShown) fitLeft(false);
    if (!rightShown) fitRight(false);
    if (leftShown) fitLeft(true);
    if (rightShown) fitRight(true);
  }, [leftShown, fitLeft, rightShown, fitRight]);
}

function CanvasWithMenu({ start }: { readonly start: ReactNode }) {
  const [request, setRequest] = useState<MenuRequest>();
  return (
    <>
      <Canvas onMenu={setRequest} start={start} />
      <CanvasMenu request={request} onClose={() => setRequest(undefined)} />
    </>
  );
}

const SIDE_TABS = [
  { value: 'inspector', title: 'Inspector' },
  { value: 'run', title: 'Run' },
] as const satisfies readonly { value: PanelTab; title: string }[];

function SidePanel() {
  const document = useDocumentStore((open) => open.id);
  const tab = useSession((state) => state.tab);
  return (
    <Tabs.Root
      render={<aside aria-label="Details" />}
      className={styles.side}
      value={tab}
      onValueChange={(value: PanelTab) => showTab(value)}
    >
      <h2 className="visually-hidden">Details</h2>
      <TabList label="Side panel" tabs={SIDE_TABS} className={styles.tabs} />
      <Tabs.Panel
        value="inspector"
        className={styles.tabPanel}
        tabIndex={-1}
        data-inspector=""
        onKeyDown={leaveAttributes}
      >
        <Inspector key={document} />
      </Tabs.Panel>
      <Tabs.Panel value="run" className={styles.tabPanel} tabIndex={-1} keepMounted>
        <RunPanel />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

const NARROW = '(max-width: 1099px)';

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const update = () => setNarrow(query.matches);
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, []);
  return narrow;
}
