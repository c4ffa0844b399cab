// The app over http on this machine only: the same files, with the same headers, as the desktop app's scheme.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { answerAppRequest, type AppManifest } from '../shared/host/app-files.ts';
import { messageOf } from '../shared/lib/errors.ts';
import { readAppFile, readAppManifest } from '../shared/node/app-folder.ts';
import { RENDERER_DIST } from './paths.ts';

export interface Served {
  /** With a trailing slash: `http://127.0.0.1:4173/`. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * @param root the built renderer
 * @param port 0 takes a free one
 * @throws the system's error when the port is taken
 */
export async function serve(root: string, port = 0): Promise<Served> {
  let manifest: AppManifest | undefined;
  const server = createServer((request, response) => {
    if (manifest === undefined) response.writeHead(503).end();
    else void answer(request, response, manifest, root);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  try {
    manifest = await readAppManifest(root, [`http://127.0.0.1:${taken}`, `http://localhost:${taken}`]);
  } catch (error) {
    server.close();
    throw error;
  }
  return {
    address: `http://127.0.0.1:${taken}/`,
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  manifest: AppManifest,
  root: string,
): Promise<void> {
  // The Host header is part of the address: a foreign name that resolves to 127.0.0.1 is not ours.
  const url = `http://${request.headers.host ?? ''}${request.url ?? ''}`;
  const { status, headers, path } = answerAppRequest({ method: request.method ?? '', url }, manifest);
  response.writeHead(status, headers);
  if (path === undefined || request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(readAppFile(root, path), response);
  } catch {
    // A browser that stops reading, or a file removed while serving: the broken connection says so.
    response.destroy();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const served = await serve(RENDERER_DIST, Number(values.port));
  console.log(served.address);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
}
