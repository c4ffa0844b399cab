// Downloads, for browsers without a save dialog of their own. What is large goes to a temporary file in the origin's
// private file system first, so that it is never in memory as a whole.

import type { ExportRequest } from '../../shared/host/host.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import { browserFileError, writeCancelled } from './browser-errors.ts';

const FOLDER = 'exports';
/** The browser copies the file at the speed of a disk and does not say when it is done. */
const COPY_BYTES_PER_MS = 10_000;
const KEEP_MS = 60_000;
const LEFTOVER_MS = 24 * 3600 * 1000;

/** Bytes of earlier downloads that the browser may still be copying. */
let keptBytes = 0;

/** Documents up to this size are gathered in memory: a private window has room for them, and no disk is asked. */
const GATHERED_BYTES = 16 << 20;

/** @throws NetloomError as `downloadStreamed` does */
export async function downloadDocument(request: ExportRequest): Promise<void> {
  if (request.byteLength > GATHERED_BYTES) {
    await downloadStreamed('save', request);
    return;
  }
  const parts: BlobPart[] = [];
  // A copy: the chunk's memory is its maker's again.
  for await (const chunk of request.chunks()) parts.push(new Blob([chunk]));
  if (request.signal.aborted) throw writeCancelled();
  const blob = new Blob(parts, { type: 'application/octet-stream' });
  downloadBlob(request.suggestedName, blob, KEEP_MS);
}

/**
 * @param action completes "Could not …"
 * @throws NetloomError `cancelled`, `disk-full`, …; nothing is downloaded and the temporary file is gone
 */
export async function downloadStreamed(action: 'save' | 'export', request: ExportRequest): Promise<void> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  const temporary = `${crypto.randomUUID()}.tmp`;
  const handle = await folder.getFileHandle(temporary, { create: true });
  const remove = () => folder.removeEntry(temporary);
  try {
    await streamTo(handle, request);
    const keep = KEEP_MS + request.byteLength / COPY_BYTES_PER_MS;
    downloadBlob(request.suggestedName, await handle.getFile(), keep);
    keptBytes += request.byteLength;
    setTimeout(() => {
      keptBytes -= request.byteLength;
      void remove();
    }, keep);
  } catch (error) {
    await remove();
    const failure = await browserFileError(error, action, request.suggestedName, request.byteLength);
    if (failure.code !== 'disk-full' || keptBytes === 0) throw failure;
    throw new NetloomError(
      'disk-full',
      `Could not ${action} "${request.suggestedName}": the browser's room for files is full. ` +
        `${keptBytes.toLocaleString('en')} bytes of it are earlier downloads, which go once they are downloaded. Try again in two minutes.`,
      { cause: error },
    );
  }
}

/** Streams into a handle: the browser writes to a file of its own, which takes the place of this one at the end. */
export async function streamTo(handle: FileSystemFileHandle, request: ExportRequest): Promise<void> {
  const writable = await handle.createWritable();
  try {
    for await (const chunk of request.chunks()) {
      if (request.signal.aborted) throw writeCancelled();
      await writable.write(chunk);
    }
    if (request.signal.aborted) throw writeCancelled();
    await writable.close();
  } catch (error) {
    // A stream that failed by itself is closed already and refuses; what counts is why it failed.
    await writable.abort().catch(() => undefined);
    throw error;
  }
}

/** Removes what an earlier visit could not, because it ended too soon. */
export async function removeLeftovers(now = Date.now()): Promise<void> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  for await (const handle of folder.values()) {
    if (!(handle instanceof FileSystemFileHandle)) continue;
    const { lastModified } = await handle.getFile();
    if (now - lastModified > LEFTOVER_MS) await folder.removeEntry(handle.name);
  }
}

function downloadBlob(name: string, blob: Blob, keep: number): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keep);
}
