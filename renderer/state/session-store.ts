// What the user looks at: the open level, the selection, the side panel and dialogs. Nothing here is part of the
// document or of undo.

import { create } from 'zustand';

export type PanelTab = 'inspector' | 'run';
type DialogName =
  | 'recent'
  | 'gallery'
  | 'export'
  | 'figure'
  | 'shortcuts'
  | 'settings'
  | 'commands'
  | 'find'
  | 'regnet'
  | 'scaling'
  | 'compare'
  | 'excite'
  | 'kernels';

/** What belongs to one document, and comes back with it. */
export interface View {
  /** Path of the block that selection and commands work on; '' for the top. */
  readonly level: string;
  /** Path of the block that the canvas shows, in which `level` may stand unfolded: see unfolding.ts. */
  readonly root: string;
  /** Keys of the blocks that are unfolded where they stand. */
  readonly unfolded: ReadonlySet<string>;
  /** Ids of selected nodes, edges and notes at `level`. */
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly notes: readonly string[];
}

interface SessionState extends View {
  readonly tab: PanelTab;
  readonly dialog: DialogName | undefined;
  /** A node that the canvas should bring into view, once. */
  readonly reveal: { readonly node: string; readonly count: number } | undefined;
  /** The node or note whose name or text is being edited where it stands. */
  readonly editing: string | undefined;
  /** Whether all but the selection's stream is dimmed. */
  readonly streamOnly: boolean;
  /** The document that the user asked to have blank: no start page stands in its place. */
  readonly blank: number | undefined;
  /** Counts the user's wishes to run the network. */
  readonly runs: number;
}

export const TOP_VIEW: View = {
  level: '',
  root: '',
  unfolded: new Set(),
  nodes: [],
  edges: [],
  notes: [],
};

export const useSession = create<SessionState>()(() => ({
  ...TOP_VIEW,
  tab: 'inspector',
  dialog: undefined,
  reveal: undefined,
  editing: undefined,
  streamOnly: false,
  blank: undefined,
  runs: 0,
}));

const { getState, setState } = useSession;

const NONE: readonly string[] = [];

export function currentView(): View {
  const { level, root, unfolded, nodes, edges, notes } = getState();
  return { level, root, unfolded, nodes, edges, notes };
}

/** For another document: what was being edited in the last one is that one's. */
export function showView(view: View): void {
  setState({ ...view, editing: undefined });
}

export function select(
  nodes: readonly string[],
  edges: readonly string[] = NONE,
  notes: readonly string[] = NONE,
): void {
  const now = getState();
  if (sameList(now.nodes, nodes) && sameList(now.edges, edges) && sameList(now.notes, notes)) return;
  setState({ nodes, edges, notes });
}

/** Opens a block's inside, or '' for the top. */
export function openLevel(level: string, selected: readonly string[] = NONE): void {
  setState({ level, root: level, nodes: selected, edges: NONE, notes: NONE });
}

/** Makes a level that stands unfolded within `root` the one to work on, with this selected. */
export function workOn(
  level: string,
  root: string,
  selected: Partial<Pick<View, 'nodes' | 'edges' | 'notes'>> = {},
): void {
  setState({ level, root, nodes: NONE, edges: NONE, notes: NONE, ...selected });
}

/** Says which level is open: what was asked for may have gone. */
export function showRoot(root: string): void {
  setState({ root });
}

/** Says which blocks are unfolded where they stand. */
export function setUnfolded(unfolded: ReadonlySet<string>): void {
  setState({ unfolded });
}

/** Opens the level of a node, selects the node and brings it into view. */
export function showNode(level: string, node: string): void {
  setState((state) => ({
    level,
    nodes: [node],
    edges: NONE,
    notes: NONE,
    reveal: { node, count: (state.reveal?.count ?? 0) + 1 },
  }));
}

/** As showNode, with the inspector beside it. */
export function revealNode(level: string, node: string): void {
  setState({ tab: 'inspector' });
  showNode(level, node);
}

/** Opens the name of a node or the text of a note for editing where it stands; undefined closes it. */
export function editText(id: string | undefined): void {
  setState({ editing: id });
}

export function toggleStreamOnly(): void {
  setState((state) => ({ streamOnly: !state.streamOnly }));
}

export function showTab(tab: PanelTab): void {
  setState({ tab });
}

export function showDialog(dialog: DialogName | undefined): void {
  setState({ dialog });
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
