// What the browser says about files, in words for people.

import { messageOf, NetloomError } from '../../shared/lib/errors.ts';
import { isNamed } from './file-system-access.ts';

/** `action` completes "Could not …"; `needed` is the number of bytes of a write. */
export async function browserFileError(
  error: unknown,
  action: string,
  name: string,
  needed?: number,
): Promise<NetloomError> {
  if (error instanceof NetloomError) return error;
  const say = (code: string, reason: string) =>
    new NetloomError(code, `Could not ${action} "${name}": ${reason}`, { cause: error });
  if (isNamed(error, 'QuotaExceededError')) {
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    const free = Math.max(0, quota - usage);
    const wanted = needed === undefined ? '' : ` ${needed.toLocaleString('en')} bytes are needed.`;
    // A private window has less than its browser says.
    const left = free < (needed ?? Infinity) ? ` ${free.toLocaleString('en')} bytes are free.` : '';
    return say(
      'disk-full',
      `the disk is full, or the browser's share of it is.${wanted}${left} Free some space.`,
    );
  }
  if (isNamed(error, 'NotFoundError')) return say('file-missing', 'it was removed or renamed.');
  if (isNamed(error, 'NotAllowedError')) {
    return say('file-no-permission', 'the browser was not allowed to. Try again and allow it.');
  }
  if (isNamed(error, 'NotReadableError')) {
    return say(
      'file-no-permission',
      'it cannot be read. Another program may hold it; check its permissions.',
    );
  }
  if (isNamed(error, 'NoModificationAllowedError')) {
    return say('file-locked', 'it is being written elsewhere. Try again in a moment.');
  }
  return say('file-failed', `the browser says: ${messageOf(error).replace(/\.$/, '')}.`);
}

/** What `saveFile` and `exportFile` reject with when their signal is aborted. */
export function writeCancelled(): NetloomError {
  return new NetloomError('cancelled', 'Writing the file was cancelled. Nothing was written.');
}
