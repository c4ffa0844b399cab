// Which panels are open, how large, and how nodes are coloured: kept from one session to the next. What is
// selected and which level is open are session-store's.

import { create } from 'zustand';
import { HEAT_METRICS } from '../../shared/analysis/heat.ts';

const BOTTOM_TABS = ['problems', 'layers', 'memory'] as const;
export type BottomTab = (typeof BOTTOM_TABS)[number];

const LEFT_TABS = ['palette', 'outline'] as const;
export type LeftTab = (typeof LEFT_TABS)[number];

const SIDES = ['left', 'right'] as const;
export type Side = (typeof SIDES)[number];

/** By what nodes are coloured: what they are, or what they cost. */
const COLOURINGS = ['category', ...HEAT_METRICS] as const;
export type Colouring = (typeof COLOURINGS)[number];

interface PanelsState {
  /** The open tab of the bottom panel; undefined while it is closed. */
  readonly bottom: BottomTab | undefined;
  /** In pixels; undefined while the user has not set it, and it is a part of the window. */
  readonly bottomHeight: number | undefined;
  readonly left: LeftTab;
  /** Panels at the sides that make room for the canvas, where both fit beside it. */
  readonly hidden: readonly Side[];
  /** In a window too narrow for both there is one of them at most: this. */
  readonly lone: Side | 'none';
  /** Whether the window is that narrow. */
  readonly tight: boolean;
  readonly colouring: Colouring;
  /** Whether the receptive field of what the pointer rests on is shown. */
  readonly fields: boolean;
  /** Columns of the table of layers, by id; undefined for those it begins with. */
  readonly columns: readonly string[] | undefined;
}

/** Least height of the bottom panel, in pixels: its bar and three lines. */
export const MIN_BOTTOM_HEIGHT = 110;

const KEY = 'netloom.panels';
/** Less would leave the canvas between two panels narrower than a panel and a half. */
const TIGHT = globalThis.matchMedia?.('(max-width: 859px)');

/** What is not there or is not what it should be starts afresh, each by itself. */
function restore(): PanelsState {
  const kept = storedRecord();
  const { bottomHeight, columns, hidden } = kept;
  return {
    bottom: oneOf(BOTTOM_TABS, kept['bottom']),
    bottomHeight:
      typeof bottomHeight === 'number' && bottomHeight >= MIN_BOTTOM_HEIGHT ? bottomHeight : undefined,
    left: oneOf(LEFT_TABS, kept['left']) ?? 'palette',
    hidden: Array.isArray(hidden) ? SIDES.filter((side) => hidden.includes(side)) : [],
    lone: oneOf([...SIDES, 'none'] as const, kept['lone']) ?? 'right',
    tight: TIGHT?.matches ?? false,
    colouring: oneOf(COLOURINGS, kept['colouring']) ?? 'category',
    fields: kept['fields'] !== false,
    columns: Array.isArray(columns) ? columns.filter((id) => typeof id === 'string') : undefined,
  };
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((one) => one === value);
}

function storedRecord(): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    // Storage may be forbidden or damaged; the panels then start as they do the first time.
    return {};
  }
}

export const usePanels = create<PanelsState>()(restore);

TIGHT?.addEventListener('change', ({ matches }) => usePanels.setState({ tight: matches }));

usePanels.subscribe((state) => {
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify({ ...state, tight: undefined }));
  } catch {
    // Without storage the choice lasts for the session.
  }
});

export function showBottom(bottom: BottomTab | undefined): void {
  usePanels.setState({ bottom });
}

/** Opens the tab, or closes the panel where that tab is open already. */
export function toggleBottom(tab: BottomTab): void {
  usePanels.setState(({ bottom }) => ({ bottom: bottom === tab ? undefined : tab }));
}

/** @param pixels undefined for the height that it begins with */
export function setBottomHeight(pixels: number | undefined): void {
  usePanels.setState({
    bottomHeight: pixels === undefined ? undefined : Math.max(MIN_BOTTOM_HEIGHT, Math.round(pixels)),
  });
}

/** Shows a tab of the left panel, and the panel. */
export function showLeft(left: LeftTab): void {
  usePanels.setState({ left });
  showSide('left', true);
}

export function isSideShown(side: Side, { tight, lone, hidden } = usePanels.getState()): boolean {
  return tight ? lone === side : !hidden.includes(side);
}

/** In a narrow window one panel takes the other's place; what is shown in a wide one stays as it was. */
export function showSide(side: Side, shown: boolean): void {
  if (isSideShown(side) === shown) return;
  usePanels.setState(({ tight, hidden }) => {
    if (tight) return { lone: shown ? side : 'none' };
    return { hidden: shown ? hidden.filter((other) => other !== side) : [...hidden, side] };
  });
}

export function toggleSide(side: Side): void {
  showSide(side, !isSideShown(side));
}

export function showColumns(columns: readonly string[]): void {
  usePanels.setState({ columns });
}

export function colourBy(colouring: Colouring): void {
  usePanels.setState({ colouring });
}

export function toggleFields(): void {
  usePanels.setState(({ fields }) => ({ fields: !fields }));
}
