// Every command: what it is called, where it stands, which keys it answers. Menus, the command palette and the
// sheet of shortcuts are made from this table; what the commands do is the app's.

export type MenuId = 'file' | 'edit' | 'view' | 'arrange' | 'run' | 'tools' | 'help';

export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  readonly menu: MenuId;
  /** Electron's notation; CommandOrControl is Cmd on macOS. */
  readonly accelerator?: string;
  /** More keys for the same command, for the app's own key map. */
  readonly alternatives?: readonly string[];
  /** Stands in the list that this command is in menus. */
  readonly within?: 'file.openRecent';
  /** A line above it in the menu. */
  readonly startsGroup?: true;
  /** Its keys work while a text field has the focus, which has no use for them. */
  readonly inFields?: true;
  /** Browsers keep its accelerator for their own tabs and windows: there its alternatives are what answers. */
  readonly taken?: true;
  /** Its keys belong to the browser's own copy, cut and paste events. */
  readonly native?: true;
  /** Menus show whether it is on: by itself, or as one of its menu within the menu. */
  readonly mark?: 'checkbox' | 'radio';
  /** Title of a menu within the menu, which holds this command and those beside it that name the same. */
  readonly submenu?: string;
}

export const MENU_TITLES: Readonly<Record<MenuId, string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  arrange: 'Arrange',
  run: 'Run',
  tools: 'Tools',
  help: 'Help',
};

/** From left to right. */
export const MENU_ORDER: readonly MenuId[] = ['file', 'edit', 'view', 'arrange', 'run', 'tools', 'help'];

/** In menu order. */
export const MENU_COMMANDS = [
  {
    id: 'file.new',
    title: 'New',
    menu: 'file',
    accelerator: 'CommandOrControl+N',
    alternatives: ['Alt+N'],
    taken: true,
    inFields: true,
  },
  { id: 'file.open', title: 'Open…', menu: 'file', accelerator: 'CommandOrControl+O', inFields: true },
  { id: 'file.openRecent', title: 'Open Recent…', menu: 'file' },
  { id: 'file.clearRecent', title: 'Clear Recent Files', menu: 'file', within: 'file.openRecent' },
  { id: 'file.presets', title: 'New from Preset…', menu: 'file' },
  {
    id: 'file.save',
    title: 'Save',
    menu: 'file',
    accelerator: 'CommandOrControl+S',
    startsGroup: true,
    inFields: true,
  },
  {
    id: 'file.saveAs',
    title: 'Save As…',
    menu: 'file',
    accelerator: 'CommandOrControl+Shift+S',
    inFields: true,
  },
  { id: 'file.saveAsText', title: 'Save As Text…', menu: 'file' },
  { id: 'file.saveAll', title: 'Save All', menu: 'file' },
  { id: 'file.recover', title: 'Recover Drafts…', menu: 'file' },
  {
    id: 'file.exportOnnx',
    title: 'Export ONNX…',
    menu: 'file',
    accelerator: 'CommandOrControl+E',
    startsGroup: true,
    inFields: true,
  },
  { id: 'file.exportFigure', title: 'Export Figure…', menu: 'file', accelerator: 'CommandOrControl+Shift+E' },
  {
    id: 'file.close',
    title: 'Close Tab',
    menu: 'file',
    accelerator: 'CommandOrControl+W',
    alternatives: ['Alt+W'],
    taken: true,
    startsGroup: true,
    inFields: true,
  },
  { id: 'file.closeOthers', title: 'Close Other Tabs', menu: 'file' },

  { id: 'edit.undo', title: 'Undo', menu: 'edit', accelerator: 'CommandOrControl+Z' },
  {
    id: 'edit.redo',
    title: 'Redo',
    menu: 'edit',
    accelerator: 'CommandOrControl+Shift+Z',
    alternatives: ['CommandOrControl+Y'],
  },
  {
    id: 'edit.cut',
    title: 'Cut',
    menu: 'edit',
    accelerator: 'CommandOrControl+X',
    startsGroup: true,
    native: true,
  },
  { id: 'edit.copy', title: 'Copy', menu: 'edit', accelerator: 'CommandOrControl+C', native: true },
  { id: 'edit.paste', title: 'Paste', menu: 'edit', accelerator: 'CommandOrControl+V', native: true },
  {
    id: 'edit.pasteWired',
    title: 'Paste with Incoming Wires',
    menu: 'edit',
    accelerator: 'CommandOrControl+Shift+V',
    native: true,
  },
  { id: 'edit.duplicate', title: 'Duplicate', menu: 'edit', accelerator: 'CommandOrControl+D' },
  { id: 'edit.delete', title: 'Delete', menu: 'edit', accelerator: 'Delete', alternatives: ['Backspace'] },
  {
    id: 'edit.selectAll',
    title: 'Select All',
    menu: 'edit',
    accelerator: 'CommandOrControl+A',
    startsGroup: true,
  },
  {
    id: 'edit.find',
    title: 'Find…',
    menu: 'edit',
    accelerator: 'CommandOrControl+F',
    startsGroup: true,
    inFields: true,
  },
  { id: 'edit.rename', title: 'Rename', menu: 'edit', accelerator: 'F2' },
  { id: 'edit.attributes', title: 'Edit Attributes', menu: 'edit', accelerator: 'E' },
  { id: 'edit.replace', title: 'Replace…', menu: 'edit', accelerator: 'R' },
  { id: 'edit.wire', title: 'Wire in a Row', menu: 'edit', accelerator: 'W' },
  { id: 'edit.unwire', title: 'Break All Wires', menu: 'edit', accelerator: 'Shift+Alt+W' },
  {
    id: 'edit.selectUpstream',
    title: 'Step Upstream',
    menu: 'edit',
    accelerator: 'Shift+Up',
    submenu: 'Step along Wires',
  },
  {
    id: 'edit.selectDownstream',
    title: 'Step Downstream',
    menu: 'edit',
    accelerator: 'Shift+Down',
    submenu: 'Step along Wires',
  },
  {
    id: 'edit.selectLeft',
    title: 'Step Left',
    menu: 'edit',
    accelerator: 'Shift+Left',
    submenu: 'Step along Wires',
  },
  {
    id: 'edit.selectRight',
    title: 'Step Right',
    menu: 'edit',
    accelerator: 'Shift+Right',
    submenu: 'Step along Wires',
  },
  {
    id: 'edit.fix',
    title: 'Fix Problem…',
    menu: 'edit',
    accelerator: 'CommandOrControl+.',
    startsGroup: true,
    inFields: true,
  },
  { id: 'edit.nextProblem', title: 'Next Problem', menu: 'edit', accelerator: 'F8', inFields: true },
  {
    id: 'edit.previousProblem',
    title: 'Previous Problem',
    menu: 'edit',
    accelerator: 'Shift+F8',
    inFields: true,
  },
  {
    id: 'edit.add',
    title: 'Add Layer…',
    menu: 'edit',
    accelerator: 'Tab',
    // Where the pointer is not on the canvas, Tab goes from one thing to the next.
    alternatives: ['A'],
    startsGroup: true,
  },
  {
    id: 'edit.settings',
    title: 'Settings…',
    menu: 'edit',
    accelerator: 'CommandOrControl+,',
    startsGroup: true,
    inFields: true,
  },

  {
    id: 'view.commands',
    title: 'Command Palette…',
    menu: 'view',
    accelerator: 'CommandOrControl+K',
    inFields: true,
  },
  { id: 'view.fit', title: 'Fit', menu: 'view', accelerator: '1', startsGroup: true },
  { id: 'view.fitSelection', title: 'Fit Selection', menu: 'view', accelerator: 'F', alternatives: ['.'] },
  { id: 'view.actualSize', title: 'Zoom to 100 %', menu: 'view', accelerator: '0', submenu: 'Zoom' },
  {
    id: 'view.zoomIn',
    title: 'Zoom In',
    menu: 'view',
    accelerator: 'CommandOrControl+Plus',
    submenu: 'Zoom',
  },
  { id: 'view.zoomOut', title: 'Zoom Out', menu: 'view', accelerator: 'CommandOrControl+-', submenu: 'Zoom' },
  { id: 'view.enter', title: 'Open Block', menu: 'view', accelerator: 'Enter', startsGroup: true },
  { id: 'view.leave', title: 'Leave Block', menu: 'view', accelerator: 'Escape' },
  { id: 'view.unfold', title: 'Unfold or Fold in Place', menu: 'view', accelerator: 'U' },
  { id: 'view.unfoldAll', title: 'Unfold All Blocks', menu: 'view', accelerator: 'Shift+U' },
  { id: 'view.foldAll', title: 'Fold All Blocks', menu: 'view', accelerator: 'Shift+Alt+U' },
  {
    id: 'view.stream',
    title: 'Highlight Up- and Downstream',
    menu: 'view',
    mark: 'checkbox',
    accelerator: 'H',
    startsGroup: true,
  },
  {
    id: 'view.colourByCategory',
    title: 'Colour by Category',
    menu: 'view',
    mark: 'radio',
    submenu: 'Colours',
  },
  {
    id: 'view.colourByParameters',
    title: 'Colour by Parameters',
    menu: 'view',
    mark: 'radio',
    submenu: 'Colours',
  },
  { id: 'view.colourByMacs', title: 'Colour by MACs', menu: 'view', mark: 'radio', submenu: 'Colours' },
  { id: 'view.colourByMemory', title: 'Colour by Memory', menu: 'view', mark: 'radio', submenu: 'Colours' },
  {
    id: 'view.colourByField',
    title: 'Colour by Receptive Field',
    menu: 'view',
    mark: 'radio',
    submenu: 'Colours',
  },
  { id: 'view.toggleFields', title: 'Receptive Field under the Pointer', menu: 'view', mark: 'checkbox' },
  {
    id: 'view.outline',
    title: 'Outline',
    menu: 'view',
    mark: 'checkbox',
    accelerator: 'CommandOrControl+Shift+O',
    startsGroup: true,
    inFields: true,
  },
  {
    id: 'view.problems',
    title: 'Problems',
    menu: 'view',
    mark: 'checkbox',
    accelerator: 'CommandOrControl+Shift+M',
    inFields: true,
  },
  {
    id: 'view.layers',
    title: 'Layers Table',
    menu: 'view',
    mark: 'checkbox',
    accelerator: 'CommandOrControl+Shift+L',
    inFields: true,
  },
  { id: 'view.memory', title: 'Memory Timeline', menu: 'view', mark: 'checkbox' },
  {
    id: 'view.leftPanel',
    title: 'Left Panel',
    menu: 'view',
    mark: 'checkbox',
    accelerator: '[',
    startsGroup: true,
  },
  { id: 'view.rightPanel', title: 'Right Panel', menu: 'view', mark: 'checkbox', accelerator: ']' },
  {
    id: 'view.nextTab',
    title: 'Next Tab',
    menu: 'view',
    submenu: 'Tabs',
    accelerator: 'Control+Tab',
    alternatives: ['Alt+PageDown', 'CommandOrControl+PageDown'],
    taken: true,
    startsGroup: true,
    inFields: true,
  },
  {
    id: 'view.previousTab',
    title: 'Previous Tab',
    menu: 'view',
    submenu: 'Tabs',
    accelerator: 'Control+Shift+Tab',
    alternatives: ['Alt+PageUp', 'CommandOrControl+PageUp'],
    taken: true,
    inFields: true,
  },
  { id: 'view.toggleTheme', title: 'Light or Dark', menu: 'view' },

  { id: 'arrange.tidy', title: 'Tidy', menu: 'arrange', accelerator: 'Shift+Alt+T' },
  { id: 'arrange.flow', title: 'Flow Down or Right', menu: 'arrange' },
  { id: 'arrange.straighten', title: 'Straighten', menu: 'arrange', accelerator: 'Q' },
  {
    id: 'arrange.alignTop',
    title: 'Align Top',
    menu: 'arrange',
    accelerator: 'Shift+W',
    startsGroup: true,
  },
  { id: 'arrange.alignLeft', title: 'Align Left', menu: 'arrange', accelerator: 'Shift+A' },
  { id: 'arrange.alignBottom', title: 'Align Bottom', menu: 'arrange', accelerator: 'Shift+S' },
  { id: 'arrange.alignRight', title: 'Align Right', menu: 'arrange', accelerator: 'Shift+D' },
  {
    id: 'arrange.distributeAcross',
    title: 'Distribute Horizontally',
    menu: 'arrange',
    accelerator: 'Shift+Alt+H',
  },
  {
    id: 'arrange.distributeDown',
    title: 'Distribute Vertically',
    menu: 'arrange',
    accelerator: 'Shift+Alt+V',
  },
  { id: 'arrange.nudgeUp', title: 'Nudge Up', menu: 'arrange', accelerator: 'Up', submenu: 'Nudge' },
  { id: 'arrange.nudgeDown', title: 'Nudge Down', menu: 'arrange', accelerator: 'Down', submenu: 'Nudge' },
  { id: 'arrange.nudgeLeft', title: 'Nudge Left', menu: 'arrange', accelerator: 'Left', submenu: 'Nudge' },
  { id: 'arrange.nudgeRight', title: 'Nudge Right', menu: 'arrange', accelerator: 'Right', submenu: 'Nudge' },
  { id: 'arrange.frame', title: 'Comment Frame', menu: 'arrange', accelerator: 'C', startsGroup: true },
  { id: 'arrange.note', title: 'Note', menu: 'arrange', accelerator: 'N' },
  {
    id: 'arrange.group',
    title: 'Group into Block',
    menu: 'arrange',
    accelerator: 'CommandOrControl+G',
    startsGroup: true,
  },
  { id: 'arrange.ungroup', title: 'Ungroup', menu: 'arrange', accelerator: 'CommandOrControl+Shift+G' },
  { id: 'arrange.bypass', title: 'Bypass', menu: 'arrange', accelerator: 'CommandOrControl+B' },
  { id: 'arrange.detach', title: 'Detach from Template', menu: 'arrange' },
  { id: 'arrange.link', title: 'Make Linked Block', menu: 'arrange', startsGroup: true },
  { id: 'arrange.unlink', title: 'Unlink Block', menu: 'arrange' },
  { id: 'arrange.arguments', title: 'Block Arguments…', menu: 'arrange' },
  { id: 'arrange.saveBlock', title: 'Save Block to Palette…', menu: 'arrange' },
  { id: 'arrange.foldRow', title: 'Fold Repeats', menu: 'arrange', startsGroup: true },
  { id: 'arrange.unfoldRow', title: 'Unfold Repeats', menu: 'arrange' },

  { id: 'run.run', title: 'Run', menu: 'run', accelerator: 'CommandOrControl+Enter', inFields: true },

  { id: 'tools.compare', title: 'Compare…', menu: 'tools' },
  { id: 'tools.compareOriginal', title: 'Compare with Its Original', menu: 'tools' },
  { id: 'tools.regnet', title: 'RegNet Designer…', menu: 'tools' },
  { id: 'tools.scaling', title: 'Compound Scaling…', menu: 'tools' },
  { id: 'tools.kernels', title: 'One Large Kernel or Several Small…', menu: 'tools' },
  { id: 'tools.excite', title: 'Add Squeeze-and-Excitation…', menu: 'tools', startsGroup: true },

  { id: 'help.tour', title: 'Take the Tour', menu: 'help' },
  { id: 'help.shortcuts', title: 'Keyboard Shortcuts', menu: 'help', accelerator: 'Shift+?' },
] as const satisfies readonly MenuCommand[];

export type CommandId = (typeof MENU_COMMANDS)[number]['id'];

/** The commands of one menu. */
export type CommandOf<M extends MenuId> = Extract<CommandId, `${M}.${string}`>;

export function isCommandId(id: string): id is CommandId {
  return MENU_COMMANDS.some((command) => command.id === id);
}
