// The File System Access API, as far as the app uses it: https://wicg.github.io/file-system-access/
// TypeScript's DOM library has the handles, but neither the pickers nor the permissions.

import { exportedType } from '../../shared/host/file-types.ts';

interface PickerType {
  readonly description: string;
  readonly accept: Readonly<Record<string, readonly string[]>>;
}

interface PickerOptions {
  /** Chromium remembers the folder under this name. */
  readonly id?: string;
  readonly types?: readonly PickerType[];
}

declare global {
  interface Window {
    showOpenFilePicker?: (options?: PickerOptions) => Promise<FileSystemFileHandle[]>;
    showSaveFilePicker?: (
      options?: PickerOptions & { readonly suggestedName?: string },
    ) => Promise<FileSystemFileHandle>;
  }
  interface FileSystemHandle {
    queryPermission?(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
    requestPermission?(options: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
    remove?(): Promise<void>;
  }
}

const NETWORKS: PickerType = {
  description: 'Netloom networks',
  accept: { 'application/x-netloom': ['.netloom'], 'application/json': ['.json'] },
};
const CONTAINER: PickerType = {
  description: 'Netloom networks',
  accept: { 'application/x-netloom': ['.netloom'] },
};
const TEXT: PickerType = {
  description: 'Netloom networks as text',
  accept: { 'application/json': ['.json'] },
};

/** For an `<input type="file">`. */
export const NETWORK_EXTENSIONS = '.netloom,.json';

export const NETWORK_PICKER: PickerOptions = { id: 'networks', types: [NETWORKS] };

/** One type only: the bytes are made for the suggested name's extension. */
export function savePicker(suggestedName: string): PickerOptions & { readonly suggestedName: string } {
  const exported = exportedType(suggestedName);
  if (exported !== undefined) {
    const { name, mime, extension } = exported;
    return {
      id: 'exports',
      types: [{ description: name, accept: { [mime]: [extension] } }],
      suggestedName,
    };
  }
  const type = suggestedName.endsWith('.json') ? TEXT : CONTAINER;
  return { ...NETWORK_PICKER, types: [type], suggestedName };
}

/** What a picker gives, or undefined when the user closed it. */
export async function picked<T>(picking: Promise<T>): Promise<T | undefined> {
  try {
    return await picking;
  } catch (error) {
    if (isNamed(error, 'AbortError')) return undefined;
    throw error;
  }
}

/** Whether `error` is a DOMException of this name. */
export function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

/** Asks the user where the permission lapsed, as it does when the page is opened again. */
export async function allowed(handle: FileSystemFileHandle, mode: 'read' | 'readwrite'): Promise<boolean> {
  if (handle.queryPermission === undefined || handle.requestPermission === undefined) return true;
  if ((await handle.queryPermission({ mode })) === 'granted') return true;
  return (await handle.requestPermission({ mode })) === 'granted';
}
