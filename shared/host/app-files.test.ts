import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerAppRequest, appManifest } from './app-files.ts';

const ORIGIN = 'app://netloom';
const manifest = appManifest(
  [ORIGIN, 'http://127.0.0.1:4173'],
  [
    'index.html',
    'assets/main-3fa9.js',
    'assets/ort-12ab.wasm',
    'assets/look-7.css',
    'icon.svg',
    'weights.safetensors',
  ],
);

function get(url: string, method = 'GET') {
  return answerAppRequest({ method, url }, manifest);
}

describe('a file of the app', () => {
  it.each([
    ['', 'index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/', 'index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html?preset=lenet5#top', 'index.html', 'text/html; charset=utf-8', 'no-cache'],
    [
      '/assets/main-3fa9.js',
      'assets/main-3fa9.js',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
    [
      '/assets/ort-12ab.wasm',
      'assets/ort-12ab.wasm',
      'application/wasm',
      'public, max-age=31536000, immutable',
    ],
    [
      '/assets/look-7.css',
      'assets/look-7.css',
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
    ['/icon.svg', 'icon.svg', 'image/svg+xml', 'no-cache'],
    ['/weights.safetensors', 'weights.safetensors', 'application/octet-stream', 'no-cache'],
  ])('%s is found', (target, path, type, cache) => {
    for (const origin of manifest.origins) {
      const answer = get(origin + target);
      expect(answer).toMatchObject({ status: 200, path });
      expect(answer.headers).toMatchObject({ 'Content-Type': type, 'Cache-Control': cache });
    }
  });

  it('answers HEAD as GET', () => {
    expect(get(`${ORIGIN}/index.html`, 'HEAD')).toEqual(get(`${ORIGIN}/index.html`));
  });
});

describe('what is refused', () => {
  it.each([
    '/../index.html',
    '/../../etc/passwd',
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/%2e%2e/index.html',
    '/%2E%2E%2Findex.html',
    '/%252e%252e/index.html',
    '/..%5cindex.html',
    '/..\\index.html',
    '/\\index.html',
    '/\\..\\index.html',
    '/%c0%ae%c0%ae/index.html',
    '/\u002e\u002e/\u002e\u002e/etc/passwd',
    '/．．/index.html',
    '//index.html',
    '/./index.html',
    '/index.html/',
    '/index.html/.',
    '/index.html%00.js',
    '/index.html\0',
    '/INDEX.HTML',
    '/%69ndex.html',
    '/index.html;x',
    '/assets',
    '/assets/',
    '/C:/Windows/win.ini',
    '/file:///etc/passwd',
    '/__proto__',
    '/constructor',
    '/package.json',
    '/favicon.ico',
  ])('%j is not found', (target) => {
    expect(get(ORIGIN + target)).toMatchObject({ status: 404, path: undefined });
  });

  it.each([
    'app://netloom.evil/index.html',
    'app://other/index.html',
    'app://user@netloom/index.html',
    'app://netloom:80/index.html',
    'app://NETLOOM/index.html',
    'app:/index.html',
    'app:netloom/index.html',
    'file:///index.html',
    'http://netloom/index.html',
    'http://127.0.0.1/index.html',
    'http://127.0.0.1:4174/index.html',
    'http://127.0.0.1:41730/index.html',
    'http://localhost:4173/index.html',
    'https://127.0.0.1:4173/index.html',
    '/index.html',
    '',
    ' app://netloom/index.html',
  ])('%j is not ours', (url) => {
    expect(get(url)).toMatchObject({ status: 403, path: undefined });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT', 'TRACE', 'get', '', 'GET '])(
    'method %j is refused',
    (method) => {
      const answer = get(`${ORIGIN}/index.html`, method);
      expect(answer).toMatchObject({ status: 405, path: undefined });
      expect(answer.headers['Allow']).toBe('GET, HEAD');
    },
  );

  it('is everything but the manifest, whatever the address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string(), (tail, method) => {
        const answer = get(`${ORIGIN}/${tail}`, method);
        if (answer.path !== undefined) expect(manifest.files.has(answer.path)).toBe(true);
        expect(answer.status === 200).toBe(answer.path !== undefined);
      }),
    );
  });
});

it('puts the security headers on every answer', () => {
  for (const answer of [get(ORIGIN), get(`${ORIGIN}/no`), get(ORIGIN, 'POST'), get('file:///etc/passwd')]) {
    expect(answer.headers).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    const policy = answer.headers['Content-Security-Policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/u);
  }
});

it.each(['../secret', 'a/../../b', 'a b.js', 'ü.js', '/index.html', 'a%2fb', '..', ''])(
  'a manifest does not take %j',
  (file) => {
    expect(() => appManifest([ORIGIN], [file])).toThrow(`"${file}"`);
  },
);
