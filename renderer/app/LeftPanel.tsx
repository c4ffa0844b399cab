// The panel left of the canvas: what can be added, and what is there.

import { Tabs } from '@base-ui/react/tabs';
import { LayoutGrid } from 'lucide-react';
import { canvas } from '../canvas/handle.ts';
import { Outline } from '../layers/Outline.tsx';
import { Palette } from '../palette/Palette.tsx';
import { isEditable, useLevel } from '../state/analysis.ts';
import type { CatalogueItem } from '../state/catalogue.ts';
import { appendItem } from '../state/editing.ts';
import { showLeft, usePanels, type LeftTab } from '../state/panels-store.ts';
import { revealNode, showDialog, useSession } from '../state/session-store.ts';
import { Button } from '../ui/Button.tsx';
import { TabList } from '../ui/TabList.tsx';
import { openedLevel, report } from './actions/action.ts';
import styles from './App.module.css';

const TABS = [
  { value: 'palette', title: 'Palette' },
  { value: 'outline', title: 'Outline' },
] as const satisfies readonly { value: LeftTab; title: string }[];

export function LeftPanel() {
  const tab = usePanels(({ left }) => left);
  return (
    <Tabs.Root
      render={<aside aria-label="Parts" />}
      className={styles.side}
      value={tab}
      onValueChange={(value: LeftTab) => showLeft(value)}
    >
      <h2 className="visually-hidden">Parts</h2>
      <TabList label="Left panel" tabs={TABS} className={styles.tabs} />
      <div className={styles.above}>
        <Button className={styles.presets ?? ''} onClick={openGallery}>
          <LayoutGrid size={14} aria-hidden />
          Presets
        </Button>
      </div>
      <Tabs.Panel value="palette" className={styles.tabPanel} tabIndex={-1} keepMounted>
        <PalettePanel />
      </Tabs.Panel>
      <Tabs.Panel value="outline" className={styles.tabPanel} tabIndex={-1}>
        <Outline />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function PalettePanel() {
  return <Palette onAdd={addFromPalette} disabled={!isEditable(useLevel())} />;
}

function openGallery(): void {
  showDialog('gallery');
}

function addFromPalette(item: CatalogueItem): void {
  const at = canvas()?.centre() ?? { x: 0, y: 0 };
  report(appendItem(openedLevel(), item, useSession.getState().nodes, at));
  // What hangs under the selected node may lie below the edge of the canvas.
  const [added] = useSession.getState().nodes;
  if (added !== undefined) revealNode(openedLevel().path, added);
}
