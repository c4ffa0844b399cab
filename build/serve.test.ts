import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from './serve.ts';

let folder = '';
let served: Served;
let port = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netloom-serve-'));
  await mkdir(join(folder, 'app', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'app', 'index.html'), '<!doctype html><title>Netloom</title>');
  await writeFile(join(folder, 'app', 'assets', 'main-1.js'), 'x'.repeat(300_000));
  served = await serve(join(folder, 'app'));
  port = Number(new URL(served.address).port);
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

/** Sends the bytes as they are; fetch would tidy the address first. */
function raw(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(head));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => resolve(text)).on('error', reject);
  });
}

describe('the local server', () => {
  it('serves the app, isolated', async () => {
    const page = await fetch(served.address);
    expect(await page.text()).toBe('<!doctype html><title>Netloom</title>');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    const script = await fetch(`${served.address}assets/main-1.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await script.text()).length).toBe(300_000);
  });

  it('sends the head alone when asked', async () => {
    const head = await fetch(`${served.address}assets/main-1.js`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  it.each([
    ['GET /../secret.txt', 404],
    ['GET /%2e%2e/secret.txt', 404],
    ['GET /..%2fsecret.txt', 404],
    ['GET /assets/../../secret.txt', 404],
    ['GET ../secret.txt', 400],
    ['GET http://127.0.0.1/secret.txt', 403],
    ['POST /', 405],
    ['DELETE /index.html', 405],
  ])('answers %s with %i', async (line, status) => {
    const reply = await raw(`${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    expect(reply).not.toContain('secret');
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1', ''])(
    'does not answer to the name %j',
    async (host) => {
      const reply = await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(reply).toMatch(/^HTTP\/1\.1 403 /u);
      expect(reply).not.toContain('Netloom');
    },
  );

  it('listens on this machine only, and names a port that is taken', async () => {
    expect(served.address).toBe(`http://127.0.0.1:${port}/`);
    await expect(serve(join(folder, 'app'), port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
