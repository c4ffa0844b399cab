// The commands that menus and keys share: what they are called and where they stand. What they do is the app's.

export type MenuId = 'file' | 'edit' | 'view' | 'arrange' | 'run' | 'help';

export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  readonly menu: MenuId;
  /** Electron's notation; CommandOrControl is Cmd on macOS. */
  readonly accelerator?: string;
  /** More keys for the same command, for the app's own key map. */
  readonly alternatives?: readonly string[];
  /** A line above it in the menu. */
  readonly startsGroup?: true;
}

export const MENU_TITLES: Readonly<Record<MenuId, string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  arrange: 'Arrange',
  run: 'Run',
  help: 'Help',
};

/** In menu order. */
export const MENU_COMMANDS = [
  { id: 'file.new', title: 'New', menu: 'file', accelerator: 'CommandOrControl+N' },
  { id: 'file.open', title: 'Open…', menu: 'file', accelerator: 'CommandOrControl+O' },
  { id: 'file.presets', title: 'New from Preset…', menu: 'file' },
  { id: 'file.save', title: 'Save', menu: 'file', accelerator: 'CommandOrControl+S', startsGroup: true },
  { id: 'file.saveAs', title: 'Save As…', menu: 'file', accelerator: 'CommandOrControl+Shift+S' },
  { id: 'file.saveAsText', title: 'Save As Text…', menu: 'file' },
  {
    id: 'file.exportOnnx',
    title: 'Export ONNX…',
    menu: 'file',
    accelerator: 'CommandOrControl+E',
    startsGroup: true,
  },

  { id: 'edit.undo', title: 'Undo', menu: 'edit', accelerator: 'CommandOrControl+Z' },
  {
    id: 'edit.redo',
    title: 'Redo',
    menu: 'edit',
    accelerator: 'CommandOrControl+Shift+Z',
    alternatives: ['CommandOrControl+Y'],
  },
  { id: 'edit.cut', title: 'Cut', menu: 'edit', accelerator: 'CommandOrControl+X', startsGroup: true },
  { id: 'edit.copy', title: 'Copy', menu: 'edit', accelerator: 'CommandOrControl+C' },
  { id: 'edit.paste', title: 'Paste', menu: 'edit', accelerator: 'CommandOrControl+V' },
  { id: 'edit.delete', title: 'Delete', menu: 'edit', accelerator: 'Delete', alternatives: ['Backspace'] },
  {
    id: 'edit.selectAll',
    title: 'Select All',
    menu: 'edit',
    accelerator: 'CommandOrControl+A',
    startsGroup: true,
  },
  { id: 'edit.find', title: 'Find…', menu: 'edit', accelerator: 'CommandOrControl+F', startsGroup: true },

  {
    id: 'view.commands',
    title: 'Command Palette…',
    menu: 'view',
    accelerator: 'CommandOrControl+K',
  },
  { id: 'view.fit', title: 'Fit', menu: 'view', accelerator: '1', startsGroup: true },
  { id: 'view.zoomIn', title: 'Zoom In', menu: 'view', accelerator: 'CommandOrControl+Plus' },
  { id: 'view.zoomOut', title: 'Zoom Out', menu: 'view', accelerator: 'CommandOrControl+-' },
  { id: 'view.toggleTheme', title: 'Light or Dark', menu: 'view', startsGroup: true },

  { id: 'arrange.tidy', title: 'Tidy', menu: 'arrange', accelerator: 'Shift+Alt+T' },
  {
    id: 'arrange.group',
    title: 'Group into Block',
    menu: 'arrange',
    accelerator: 'CommandOrControl+G',
    startsGroup: true,
  },
  { id: 'arrange.ungroup', title: 'Ungroup', menu: 'arrange', accelerator: 'CommandOrControl+Shift+G' },
  { id: 'arrange.detach', title: 'Detach from Template', menu: 'arrange' },

  { id: 'run.run', title: 'Run', menu: 'run', accelerator: 'CommandOrControl+Enter' },
] as const satisfies readonly MenuCommand[];

export type CommandId = (typeof MENU_COMMANDS)[number]['id'];

export function isCommandId(id: string): id is CommandId {
  return MENU_COMMANDS.some((command) => command.id === id);
}
