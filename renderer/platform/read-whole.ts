// A file of the browser's as bytes, refused by its size before it is read.

import { NetloomError } from '../../shared/lib/errors.ts';

/** As many as the desktop reads. */
const MAX_BYTES = 2 ** 31;

/** @throws NetloomError `file-too-large`; and what the browser says of a file that it cannot read */
export async function readWhole(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_BYTES) {
    throw new NetloomError(
      'file-too-large',
      `"${file.name}" has ${file.size.toLocaleString('en')} bytes. Files up to 2 GB can be opened.`,
    );
  }
  return new Uint8Array(await file.arrayBuffer());
}
