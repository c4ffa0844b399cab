// The open documents as tabs: a click shows one, the middle button closes it, the right one asks what else can be done,
// dragging changes its place. Following
// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/, whose tabs hold no buttons: Delete closes the one with the focus.

import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { useShallow } from 'zustand/react/shallow';
import {
  isDirty,
  moveDocument,
  useDocuments,
  type DocumentId,
  type OpenDocument,
} from '../state/open-documents.ts';
import { useTitle } from '../state/titles.ts';
import { IconButton } from '../ui/Button.tsx';
import { CommandMenu } from './CommandMenu.tsx';
import { newDocument } from './files.ts';
import { closeTab, showTab } from './tabs.ts';
import styles from './TabStrip.module.css';

const MIDDLE = 1;
const MENU = [
  ['file.save', 'file.saveAs'],
  ['file.close', 'file.closeOthers'],
] as const;

/** Pixels that a pressed tab is pulled before it moves. */
const PULL = 6;

export function TabStrip() {
  const front = useDocuments((state) => state.front);
  const ids = useDocuments(useShallow(({ documents }) => documents.map(({ id }) => id)));
  const list = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MouseEvent>();
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ inline: 'nearest' });
  }, [front, ids.length]);
  return (
    <nav aria-label="Networks" className={styles.strip}>
      <div
        ref={list}
        role="tablist"
        aria-label="Open networks"
        className={styles.list}
        onWheel={(event) => event.currentTarget.scrollBy({ left: event.deltaX + event.deltaY })}
      >
        {ids.map((id) => (
          <Tab key={id} id={id} selected={id === front} onMenu={setMenu} />
        ))}
      </div>
      <IconButton label="New network" className={styles.add ?? ''} onClick={newDocument}>
        <Plus size={14} aria-hidden />
      </IconButton>
      <CommandMenu label="Tab" at={menu} groups={MENU} onClose={() => setMenu(undefined)} />
    </nav>
  );
}

interface TabProps {
  readonly id: DocumentId;
  readonly selected: boolean;
  readonly onMenu: (event: MouseEvent) => void;
}

function Tab({ id, selected, onMenu }: TabProps) {
  const name = useTitle(id);
  const file = useOpen(id, (open) => open.file?.name);
  const dirty = useOpen(id, isDirty) === true;
  const dragging = useDragging(id);
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${id}`}
      className={styles.tab}
      aria-selected={selected}
      aria-controls={selected ? 'document' : undefined}
      aria-keyshortcuts="Delete"
      aria-label={dirty ? `${name}, unsaved changes` : name}
      tabIndex={selected ? 0 : -1}
      title={[file ?? `${name}: in no file yet`, ...(dirty ? ['Unsaved changes'] : [])].join('\n')}
      onClick={(event) => {
        if (isOnClose(event)) void closeTab(id);
        else showTab(id);
        // The keyboard stays with the network: Delete is for its nodes. `detail` is 0 for a click by keyboard.
        if (event.detail > 0) event.currentTarget.blur();
      }}
      onAuxClick={(event) => {
        if (event.button === MIDDLE) void closeTab(id);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        // Its commands are those of the network in front.
        showTab(id);
        onMenu(event);
      }}
      onMouseDown={(event) => {
        // The middle button would scroll.
        if (event.button === MIDDLE) event.preventDefault();
      }}
      onKeyDown={(event) => steer(event, id)}
      {...dragging}
    >
      <span className={styles.name}>{name}</span>
      <span className={styles.end} data-close="" data-dirty={dirty || undefined} aria-hidden>
        <X size={12} className={styles.close} />
      </span>
    </button>
  );
}

/** Of a tab that was closed, which is asked once more before it goes: undefined. */
function useOpen<T>(id: DocumentId, select: (open: OpenDocument) => T): T | undefined {
  return useDocuments(({ documents }) => {
    const open = documents.find((each) => each.id === id);
    return open === undefined ? undefined : select(open);
  });
}

function isOnClose({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('[data-close]') !== null;
}

/** Arrow keys, Home and End show other tabs, with Ctrl+Shift they move this one; Delete closes it. */
function steer(event: KeyboardEvent<HTMLElement>, id: DocumentId): void {
  const { documents } = useDocuments.getState();
  const place = documents.findIndex((open) => open.id === id);
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: Math.max(0, place - 1),
    ArrowRight: Math.min(documents.length - 1, place + 1),
    Home: 0,
    End: documents.length - 1,
  };
  const goal = places[event.key];
  if (goal === undefined && event.key !== 'Delete') return;
  event.preventDefault();
  const list = event.currentTarget.parentElement;
  if (goal === undefined) {
    void closeTab(id).then((closed) => {
      if (closed) focusSelected(list);
    });
  } else if (event.shiftKey && (event.ctrlKey || event.metaKey)) {
    moveDocument(id, goal);
  } else {
    showTab(documents[goal]!.id);
    focusSelected(list);
  }
}

/** Once the strip is drawn anew. */
function focusSelected(list: Element | null): void {
  requestAnimationFrame(() => list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
}

/** A tab that is pulled changes places with those that the pointer comes over. */
function useDragging(id: DocumentId) {
  const start = useRef<number>(undefined);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button === 0 && !isOnClose(event)) start.current = event.clientX;
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      // The button was let go of elsewhere.
      if (event.buttons === 0) start.current = undefined;
      if (start.current === undefined) return;
      const { currentTarget, clientX, pointerId } = event;
      if (!currentTarget.hasPointerCapture(pointerId)) {
        if (Math.abs(clientX - start.current) < PULL) return;
        currentTarget.setPointerCapture(pointerId);
        showTab(id);
      }
      const tabs = [...(currentTarget.parentElement?.children ?? [])];
      const place = tabs.findIndex((tab) => isOver(tab, clientX));
      // Only past the middle of a neighbour, or two of unlike width would change places without end.
      if (place !== -1 && isPastMiddle(tabs, tabs.indexOf(currentTarget), place, clientX)) {
        moveDocument(id, place);
      }
    },
    onPointerUp() {
      start.current = undefined;
    },
    onPointerCancel() {
      start.current = undefined;
    },
  };
}

function isOver(tab: Element, x: number): boolean {
  const { left, right } = tab.getBoundingClientRect();
  return x >= left && x < right;
}

function isPastMiddle(tabs: readonly Element[], from: number, to: number, x: number): boolean {
  const { left, right } = tabs[to]!.getBoundingClientRect();
  const middle = (left + right) / 2;
  return to > from ? x > middle : to < from && x < middle;
}
