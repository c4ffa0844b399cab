// The panel under the canvas: problems, layers, memory. Its height is the user's; a list of few problems takes
// no more than it needs.

import { Tabs } from '@base-ui/react/tabs';
import { X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Problems } from '../inspector/Problems.tsx';
import { LayersTable } from '../layers/LayersTable.tsx';
import { MemoryTimeline } from '../layers/MemoryTimeline.tsx';
import { frontTitle } from '../state/titles.ts';
import {
  MIN_BOTTOM_HEIGHT,
  setBottomHeight,
  showBottom,
  usePanels,
  type BottomTab,
} from '../state/panels-store.ts';
import { BarSlotContext } from '../ui/BarSlot.tsx';
import { IconButton } from '../ui/Button.tsx';
import { useSize } from '../ui/use-size.ts';

import { fileStem } from './files.ts';
import { saveText } from './save-made.ts';
import { TabList } from '../ui/TabList.tsx';
import styles from './BottomPanel.module.css';

const TABS: readonly { readonly value: BottomTab; readonly title: string }[] = [
  { value: 'problems', title: 'Problems' },
  { value: 'layers', title: 'Layers' },
  { value: 'memory', title: 'Memory' },
];

export function BottomPanel() {
  const tab = usePanels(({ bottom }) => bottom);
  return tab === undefined ? null : <OpenPanel tab={tab} />;
}

function OpenPanel({ tab }: { readonly tab: BottomTab }) {
  const height = usePanels(({ bottomHeight }) => bottomHeight);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const shown = Math.round(useSize(panel).height);
  return (
    <Tabs.Root
      ref={panel}
      render={<section aria-label="Bottom panel" />}
      className={styles.panel}
      data-tab={tab}
      data-fits={tab === 'problems' ? '' : undefined}
      style={{ '--height': height === undefined ? undefined : `${height}px` }}
      value={tab}
      onValueChange={(value: BottomTab) => showBottom(value)}
    >
      <Resizer height={height} shown={shown} />
      <div className={styles.bar}>
        <TabList label="Bottom panel" tabs={TABS} className={styles.tabs} />
        <div ref={setSlot} className={styles.slot} />
        <IconButton label="Close panel" onClick={() => showBottom(undefined)}>
          <X size={14} />
        </IconButton>
      </div>
      <BarSlotContext value={slot}>
        <Tabs.Panel value="problems" className={styles.content} tabIndex={-1}>
          <Problems />
        </Tabs.Panel>
        <Tabs.Panel value="layers" className={styles.content} tabIndex={-1}>
          <LayersTable onSave={saveLayers} />
        </Tabs.Panel>
        <Tabs.Panel value="memory" className={styles.content} tabIndex={-1}>
          <MemoryTimeline />
        </Tabs.Panel>
      </BarSlotContext>
    </Tabs.Root>
  );
}

interface ResizerProps {
  /** What the user asked for, if anything. */
  readonly height: number | undefined;
  /** What is on the screen: of few problems, or in a low window, another. */
  readonly shown: number;
}

/** Pixels that stay with the canvas. */
const CANVAS_LEAST = 120;
const STEP = 24;

/** Its upper edge: dragged, or moved by arrow keys; a double click brings the first height back. */
function Resizer({ height: asked, shown }: ResizerProps) {
  const height = asked ?? shown;
  const drag = useRef<{ readonly from: number; readonly height: number }>(undefined);
  const [most, setMost] = useState<number>();
  const measure = (edge: Element): number => {
    const room = edge.closest('main')?.clientHeight ?? window.innerHeight;
    const limit = Math.max(MIN_BOTTOM_HEIGHT, room - CANVAS_LEAST);
    setMost(limit);
    return limit;
  };
  const resize = (edge: Element, to: number): void => setBottomHeight(Math.min(to, measure(edge)));
  const move = (event: PointerEvent): void => {
    const start = drag.current;
    if (start !== undefined) resize(event.currentTarget, start.height + start.from - event.clientY);
  };
  const stop = (): void => {
    drag.current = undefined;
  };
  const key = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : undefined;
    if (step === undefined) return;
    event.preventDefault();
    resize(event.currentTarget, height + step);
  };
  return (
    <div
      className={styles.resizer}
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the bottom panel"
      aria-valuenow={height}
      aria-valuemin={MIN_BOTTOM_HEIGHT}
      aria-valuemax={most ?? Math.max(height, window.innerHeight)}
      // A separator that takes the focus is a control: https://www.w3.org/TR/wai-aria-1.2/#separator
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={key}
      onDoubleClick={() => setBottomHeight(undefined)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: event.clientY, height: shown };
      }}
      onPointerMove={move}
      onPointerUp={stop}
      onPointerCancel={stop}
    />
  );
}

function saveLayers(extension: string, text: string): void {
  void saveText(`${fileStem(frontTitle())} layers.${extension}`, text);
}
