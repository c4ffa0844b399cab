// The real file system, in which any operation can fail, and bytes to write to it.

import nodeFs from 'node:fs/promises';
import type { WriteFs } from '../write-atomic.ts';

export const OLD = new TextEncoder().encode('the old file');
export const NEW = new TextEncoder().encode('what the user drew, and drew again');

export async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

export interface Faults {
  /** Called before every operation, with its number from 1; throws to make it fail. */
  before(operation: string, index: number): void;
  /** At most this many bytes a write, as a system may. */
  readonly shortWrites?: number;
  /** The byte of the file that reaches the disk with one bit changed. */
  readonly corruptAt?: number;
  readonly statfs?: { readonly bavail: number; readonly bsize: number; readonly blocks: number };
}

export type FaultyFs = WriteFs & {
  readonly operations: string[];
  /** Closes what a failed close left open. */
  release(): Promise<void>;
};

/** The real file system, in which any operation, on handles too, can fail. */
export function faultyFs(faults: Faults): FaultyFs {
  const operations: string[] = [];
  const handles: nodeFs.FileHandle[] = [];
  const step = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    operations.push(name);
    try {
      faults.before(name, operations.length);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    return work();
  };
  const wrapHandle = (handle: nodeFs.FileHandle) =>
    new Proxy(handle, {
      get(target, property) {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        const call = (...parameters: unknown[]): unknown => member.apply(target, parameters);
        if (property === 'write') {
          return (chunk: Uint8Array, offset: number, length: number, position: number) =>
            step('handle.write', async () => {
              const count = Math.min(length, faults.shortWrites ?? length);
              const bytes = chunk.slice(offset, offset + count);
              const wrong = (faults.corruptAt ?? -1) - position;
              if (wrong >= 0 && wrong < bytes.length) bytes[wrong] = bytes[wrong]! ^ 1;
              const { bytesWritten } = await target.write(bytes, 0, count, position);
              return { bytesWritten, buffer: chunk };
            });
        }
        return (...parameters: unknown[]) =>
          step(`handle.${String(property)}`, async () => call(...parameters));
      },
    });
  const wrap =
    (name: string, work: (...parameters: never[]) => Promise<unknown>) =>
    (...parameters: never[]) =>
      step(name, () => work(...parameters));
  const fs = {
    operations,
    async release() {
      for (const handle of handles) if (handle.fd !== -1) await handle.close();
    },
    lstat: wrap('lstat', nodeFs.lstat),
    stat: wrap('stat', nodeFs.stat),
    realpath: wrap('realpath', nodeFs.realpath),
    rename: wrap('rename', nodeFs.rename),
    unlink: wrap('unlink', nodeFs.unlink),
    statfs: wrap('statfs', async (path: string) => ({ ...(await nodeFs.statfs(path)), ...faults.statfs })),
    open: wrap('open', async (...parameters: Parameters<typeof nodeFs.open>) => {
      const handle = await nodeFs.open(...parameters);
      handles.push(handle);
      return wrapHandle(handle);
    }),
  };
  return fs as unknown as FaultyFs;
}
