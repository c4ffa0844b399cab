// What the file system says, in words for people. Codes are stable; the original error is the cause.

import { basename, dirname } from 'node:path';
import { messageOf, NetloomError } from '../lib/errors.ts';

/** The `code` of a Node system error, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

/** `action` completes "Could not …", such as `save`. A NetloomError passes unchanged. */
export function fileError(error: unknown, action: string, path: string): NetloomError {
  if (error instanceof NetloomError) return error;
  const name = basename(path);
  const folder = dirname(path);
  const { code, reason } = reasonOf(error, name, folder);
  return new NetloomError(code, `Could not ${action} "${name}": ${reason}`, { cause: error });
}

function reasonOf(error: unknown, name: string, folder: string): { code: string; reason: string } {
  switch (systemCode(error)) {
    case 'ENOENT':
      return { code: 'file-missing', reason: `it, or its folder ${folder}, does not exist (any more).` };
    case 'ENOTDIR':
      return { code: 'file-missing', reason: `a part of ${folder} is not a folder.` };
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'file-no-permission',
        reason: `access is not permitted. Check the permissions of the file and of ${folder}, or choose another folder.`,
      };
    case 'EROFS':
      return { code: 'file-read-only', reason: `the disk of ${folder} is read-only. Choose another folder.` };
    case 'EBUSY':
    case 'ETXTBSY':
      return { code: 'file-locked', reason: 'another program holds it. Close it there and try again.' };
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk-full',
        reason: `the disk of ${folder} is full. Free some space, or choose another disk.`,
      };
    case 'EFBIG':
      return {
        code: 'file-too-large',
        reason: `the file system of ${folder} does not take a file this large.`,
      };
    case 'ENAMETOOLONG':
      return { code: 'file-name', reason: `the name has ${name.length} characters, which is too long.` };
    case 'EISDIR':
      return { code: 'file-is-folder', reason: 'it is a folder. Choose a file name.' };
    case 'ELOOP':
      return { code: 'file-link', reason: 'its symbolic links lead in a circle.' };
    case 'EMFILE':
    case 'ENFILE':
      return {
        code: 'file-too-many-open',
        reason: 'too many files are open. Close some programs and try again.',
      };
    default:
      return { code: 'file-failed', reason: `the system says: ${messageOf(error)}.` };
  }
}
