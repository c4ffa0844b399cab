// The one table of commands: titles and keys from the host contract, actions from the app. It feeds keys,
// menus, the native menus' events and the list of shortcuts.

import { flushSync } from 'react-dom';
import { MENU_COMMANDS, type CommandId, type MenuCommand, type MenuId } from '../../shared/host/commands.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { canvas } from '../canvas/handle.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { currentDocument, redo, undo, useDocumentStore } from '../state/document-store.ts';
import { pasteGraph, removeSelection, tidyLevel } from '../state/editing.ts';
import { parseClipboard, shifted } from '../state/clipboard.ts';
import { detachablePath, detachTemplate, groupSelection, ungroupSelection } from '../state/nesting.ts';
import {
  openLevel,
  parentPath,
  select,
  setTheme,
  showDialog,
  showTab,
  useSession,
} from '../state/session-store.ts';
import { notify } from '../ui/Toasts.tsx';
import { copySelection, cutSelection, pasteFromClipboard, selectionText } from './clipboard.ts';
import { exportOnnx, newDocument, openFile, saveFile, saveFileAs, saveFileAsText } from './files.ts';

export interface AppCommand {
  readonly id: string;
  readonly title: string;
  readonly menu: MenuId;
  readonly startsGroup: boolean;
  /** In Electron's notation. */
  readonly keys: readonly string[];
  /** The keys belong to the browser's own copy, cut and paste events. */
  readonly native?: boolean;
  run(): void;
  enabled(): boolean;
}

/** Shows why an edit was refused. */
export function report(problem: Problem | undefined): void {
  if (problem !== undefined) notify({ type: 'error', title: 'Not possible', description: problem.message });
}

function openedLevel() {
  return levelAt(analysisOf(currentDocument()), useSession.getState().level);
}

const always = () => true;
const hasSelection = () => {
  const { nodes, edges } = useSession.getState();
  return nodes.length + edges.length > 0;
};
const hasNodes = () => useSession.getState().nodes.length > 0;
const hasAny = () => openedLevel().elements.size > 0;
const isEditable = () => openedLevel().parentId !== undefined;

interface Action {
  run(): void;
  readonly enabled?: () => boolean;
  readonly native?: boolean;
}

const ACTIONS: Readonly<Record<CommandId, Action>> = {
  'file.new': { run: () => void newDocument() },
  'file.open': { run: () => void openFile() },
  'file.presets': { run: () => showDialog('gallery') },
  'file.save': { run: () => void saveFile() },
  'file.saveAs': { run: () => void saveFileAs() },
  'file.saveAsText': { run: () => void saveFileAsText() },
  'file.exportOnnx': { run: exportOnnx },
  'edit.undo': { run: undo, enabled: () => useDocumentStore.getState().history.past.length > 0 },
  'edit.redo': { run: redo, enabled: () => useDocumentStore.getState().history.future.length > 0 },
  'edit.cut': { run: () => void cutSelection(), enabled: () => hasNodes() && isEditable(), native: true },
  'edit.copy': { run: () => void copySelection(), enabled: hasNodes, native: true },
  'edit.paste': { run: () => void pasteFromClipboard(), enabled: isEditable, native: true },
  'edit.delete': {
    run() {
      const { nodes, edges } = useSession.getState();
      report(removeSelection(openedLevel(), nodes, edges));
    },
    enabled: () => hasSelection() && isEditable(),
  },
  'edit.selectAll': { run: () => select([...openedLevel().elements.keys()]), enabled: hasAny },
  'edit.find': { run: () => showDialog('find'), enabled: hasAny },
  'view.commands': { run: () => showDialog('commands') },
  'view.fit': { run: () => canvas()?.fit('all'), enabled: hasAny },
  'view.zoomIn': { run: () => canvas()?.zoomBy(1.25) },
  'view.zoomOut': { run: () => canvas()?.zoomBy(1 / 1.25) },
  'view.toggleTheme': { run: toggleTheme },
  'arrange.tidy': { run: () => report(tidyLevel(openedLevel())), enabled: () => hasAny() && isEditable() },
  'arrange.group': {
    run: () => nest(() => groupSelection(openedLevel(), useSession.getState().nodes)),
    enabled: () => hasNodes() && isEditable(),
  },
  'arrange.ungroup': {
    run: () => nest(() => ungroupSelection(openedLevel(), useSession.getState().nodes)),
    enabled: () => selectedBlock() !== undefined && isEditable(),
  },
  'arrange.detach': {
    run() {
      const path = detachable();
      if (path !== undefined) report(detachTemplate(path));
    },
    enabled: () => detachable() !== undefined,
  },
  'run.run': { run: runNetwork, enabled: hasAny },
};

const menuCommands: readonly MenuCommand[] = MENU_COMMANDS;

/** Commands that only the app has: they stand in its menus and answer keys. */
const OWN: readonly (Omit<MenuCommand, 'accelerator' | 'alternatives'> &
  Action & { readonly keys: readonly string[] })[] = [
  {
    id: 'edit.duplicate',
    title: 'Duplicate',
    menu: 'edit',
    keys: ['CommandOrControl+D'],
    run: duplicateSelection,
    enabled: () => hasNodes() && isEditable(),
  },
  {
    id: 'edit.rename',
    title: 'Rename',
    menu: 'edit',
    keys: ['F2'],
    run: focusName,
    enabled: () => useSession.getState().nodes.length === 1,
  },
  {
    id: 'edit.add',
    title: 'Add Layer…',
    menu: 'edit',
    keys: ['Tab'],
    startsGroup: true,
    run: () => canvas()?.openSearch(),
    enabled: isEditable,
  },
  { id: 'view.zoom100', title: 'Zoom to 100 %', menu: 'view', keys: ['0'], run: () => canvas()?.zoomTo(1) },
  {
    id: 'view.fitSelection',
    title: 'Fit Selection',
    menu: 'view',
    keys: ['F', '.'],
    run: () => canvas()?.fit('selection'),
    enabled: hasAny,
  },
  {
    id: 'view.enter',
    title: 'Open Block',
    menu: 'view',
    keys: ['Enter'],
    startsGroup: true,
    run: enterBlock,
    enabled: () => selectedBlock() !== undefined,
  },
  {
    id: 'view.leave',
    title: 'Leave Block',
    menu: 'view',
    keys: ['Escape'],
    run: leaveBlock,
    enabled: () => useSession.getState().level !== '' || hasSelection(),
  },
  {
    id: 'help.shortcuts',
    title: 'Keyboard Shortcuts',
    menu: 'help',
    keys: ['Shift+?'],
    run: () => showDialog('shortcuts'),
  },
];

export const COMMANDS: readonly AppCommand[] = [
  ...menuCommands.map((command): AppCommand => {
    const action = ACTIONS[command.id as CommandId];
    const { accelerator, alternatives = [] } = command;
    return {
      id: command.id,
      title: command.title,
      menu: command.menu,
      startsGroup: command.startsGroup === true,
      keys: accelerator === undefined ? alternatives : [accelerator, ...alternatives],
      native: action.native === true,
      run: action.run,
      enabled: action.enabled ?? always,
    };
  }),
  ...OWN.map((own): AppCommand => ({
    id: own.id,
    title: own.title,
    menu: own.menu,
    startsGroup: own.startsGroup === true,
    keys: own.keys,
    run: own.run,
    enabled: own.enabled ?? always,
  })),
];

export function findCommand(id: string): AppCommand | undefined {
  return COMMANDS.find((command) => command.id === id);
}

/** Runs a command by id, as menus do; what is disabled does nothing. */
export function runCommand(id: string): void {
  const command = findCommand(id);
  if (command?.enabled() === true) command.run();
}

function toggleTheme(): void {
  const { theme } = useSession.getState();
  const dark = theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
  setTheme(dark ? 'light' : 'dark');
}

function runNetwork(): void {
  showTab('run');
  useSession.setState((state) => ({ runs: state.runs + 1 }));
}

function duplicateSelection(): void {
  const graph = parseClipboard(selectionText() ?? '');
  if (graph !== undefined) report(pasteGraph(openedLevel(), shifted(graph, { x: 32, y: 32 })));
}

/** At once where the inspector is open, so that no key typed after F2 is lost. */
function focusName(): void {
  if (focusField()) return;
  flushSync(() => showTab('inspector'));
  if (!focusField()) requestAnimationFrame(focusField);
}

function focusField(): boolean {
  const field = document.getElementById('inspector-name');
  if (!(field instanceof HTMLInputElement)) return false;
  field.focus();
  field.select();
  return document.activeElement === field;
}

function detachable(): string | undefined {
  return detachablePath(openedLevel(), useSession.getState().nodes);
}

/** Groups or ungroups, and says so where layers lose the trained weights that they had. */
function nest(edit: () => Problem | undefined): void {
  const before = trainedWeights();
  report(edit());
  const lost = before - trainedWeights();
  if (lost <= 0) return;
  notify({
    type: 'info',
    title: 'Trained weights left behind',
    description: `${lost} of them find their layer no more and start afresh. Undo brings them back.`,
  });
}

/** How many weights have stored values. */
function trainedWeights(): number {
  return analysisOf(currentDocument())
    .network.nodes.flatMap(({ weights }) => weights)
    .filter(({ source }) => source.kind === 'stored').length;
}

function selectedBlock(): string | undefined {
  const { nodes } = useSession.getState();
  const element = nodes.length === 1 ? openedLevel().elements.get(nodes[0]!) : undefined;
  return element === undefined || element.record.kind === 'operator' ? undefined : element.path;
}

function enterBlock(): void {
  const path = selectedBlock();
  if (path !== undefined) openLevel(path);
}

/** First lets go of the selection, then leaves the block with that block selected. */
function leaveBlock(): void {
  if (hasSelection()) {
    select([]);
    return;
  }
  const level = openedLevel();
  const block = analysisOf(currentDocument()).network.elements.get(level.path);
  openLevel(parentPath(level.path), block === undefined ? [] : [block.record.id]);
}
