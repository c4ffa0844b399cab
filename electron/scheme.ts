// The app:// scheme: the files of the app, and the bytes of the files that the user opened.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { CustomScheme } from 'electron';
import { answerAppRequest, SECURITY_HEADERS, type AppManifest } from '../shared/host/app-files.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { readAppFile } from '../shared/node/app-folder.ts';
import { APP_ORIGIN, APP_SCHEME } from './origin.ts';

export const PRIVILEGED_SCHEME: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

/** Not a name that a packaged file could have: those begin with no underscore folder. */
const FILE_PREFIX = `${APP_ORIGIN}/_file/`;

export function fileAddress(token: string): string {
  return `/_file/${token}`;
}

export interface SchemeParts {
  readonly root: string;
  readonly manifest: AppManifest;
  /** @throws NetloomError for a token that was never handed out */
  pathOf(token: string): string;
}

/** For `protocol.handle`. */
export function createSchemeHandler(parts: SchemeParts): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.url.startsWith(FILE_PREFIX)) return answerFile(request, parts);
    const { status, headers, path } = answerAppRequest(request, parts.manifest);
    if (path === undefined || request.method === 'HEAD') return new Response(null, { status, headers });
    return new Response(body(readAppFile(parts.root, path)), { status, headers });
  };
}

async function answerFile(request: Request, parts: SchemeParts): Promise<Response> {
  const headers = { ...SECURITY_HEADERS, 'Cache-Control': 'no-store' };
  if (request.method !== 'GET') return new Response(null, { status: 405, headers });
  let path: string;
  let size: number;
  try {
    path = parts.pathOf(request.url.slice(FILE_PREFIX.length));
    size = (await stat(path)).size;
  } catch (error) {
    // The window says which file it could not read; a system error (the file is gone) and a foreign token
    // differ in nothing that it should learn.
    if (!(error instanceof NetloomError) && !(error instanceof Error && 'code' in error)) throw error;
    return new Response(null, { status: 404, headers });
  }
  return new Response(body(createReadStream(path)), {
    status: 200,
    headers: { ...headers, 'Content-Type': 'application/octet-stream', 'Content-Length': String(size) },
  });
}

/** Node's and the DOM's declarations of the same stream do not know each other. */
function body(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as unknown as ReadableStream;
}
