// Names for files. The window gets a random token for each file that the user chose, and can name no other.

import { randomBytes } from 'node:crypto';
import { NetloomError } from '../../shared/lib/errors.ts';
import type { FileVersion } from '../../shared/node/file-version.ts';

export interface KnownFile {
  readonly path: string;
  /** As last read or written here; undefined before that. */
  version: FileVersion | undefined;
}

export interface FileTokens {
  /** The same path always has the same token. */
  tokenOf(path: string): string;
  /** @throws NetloomError `unknown-token` */
  find(token: string): KnownFile;
}

export function newToken(): string {
  return randomBytes(16).toString('base64url');
}

export function createFileTokens(): FileTokens {
  const byToken = new Map<string, KnownFile>();
  const byPath = new Map<string, string>();
  return {
    tokenOf(path) {
      const known = byPath.get(path);
      if (known !== undefined) return known;
      const token = newToken();
      byPath.set(path, token);
      byToken.set(token, { path, version: undefined });
      return token;
    },
    find(token) {
      const file = byToken.get(token);
      if (file === undefined) {
        throw new NetloomError('unknown-token', 'This file is not open here (any more). Open it again.');
      }
      return file;
    },
  };
}
