// The one answer to a request for a file of the app. The app:// scheme and the local web server both call it;
// reading the file is left to them.

/** Where the app may be asked for, and what there is to ask for. */
export interface AppManifest {
  /** Such as `app://netloom` or `http://127.0.0.1:4173`: no trailing slash. */
  readonly origins: readonly string[];
  /** Paths within the app folder, with forward slashes: `index.html`, `assets/main-3fa9c1.js`. */
  readonly files: ReadonlySet<string>;
}

export interface AppRequest {
  readonly method: string;
  /** The whole address, as it came: nothing decoded, nothing normalised. */
  readonly url: string;
}

export interface AppAnswer {
  readonly status: 200 | 403 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  /** The file to send: one of the manifest's, and only with status 200. */
  readonly path: string | undefined;
}

/**
 * `style-src 'self'` forbids `<style>` and `style="…"` in HTML; what React does with its style property goes
 * through the CSSOM and is allowed. `wasm-unsafe-eval` is WebAssembly compilation, not eval.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer, refusals included. COOP and COEP make the page cross-origin isolated, for WASM threads. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
};

/** A page compiles WebAssembly as it streams in only where the type is exactly application/wasm. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['mjs', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['txt', 'text/plain; charset=utf-8'],
  ['wasm', 'application/wasm'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['ico', 'image/x-icon'],
  ['woff2', 'font/woff2'],
]);

/** File names are this plain, so that a percent sign in an address never names one. */
const PLAIN_PATH = /^[A-Za-z0-9_.@+-]+(?:\/[A-Za-z0-9_.@+-]+)*$/u;

/** Vite puts what it names by content under assets/; the rest keeps its name from build to build. */
const HASHED_FOLDER = 'assets/';

/** @throws Error when a packaged file has a name that no request could ask for. */
export function appManifest(origins: readonly string[], files: Iterable<string>): AppManifest {
  const set = new Set(files);
  for (const file of set) {
    if (!PLAIN_PATH.test(file) || file.split('/').includes('..')) {
      throw new Error(
        `The app folder holds "${file}"; names of app files use letters, digits and . _ - @ + only.`,
      );
    }
  }
  return { origins, files: set };
}

/**
 * Looks a request up in the manifest. No address is ever decoded or joined to a folder, so there is nothing to
 * escape from: what is not literally a manifest path is not found.
 */
export function answerAppRequest(request: AppRequest, manifest: AppManifest): AppAnswer {
  const target = targetOf(request.url, manifest.origins);
  if (target === undefined) return refuse(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
  const path = target === '' ? 'index.html' : target;
  if (!manifest.files.has(path)) return refuse(404);
  return {
    status: 200,
    headers: {
      ...SECURITY_HEADERS,
      'Content-Type': mediaType(path),
      'Cache-Control': path.startsWith(HASHED_FOLDER) ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    path,
  };
}

/** The path without its leading slash, query and fragment; undefined at a foreign origin. */
function targetOf(url: string, origins: readonly string[]): string | undefined {
  for (const origin of origins) {
    if (url === origin) return '';
    if (url.startsWith(`${origin}/`)) {
      return url.slice(origin.length + 1).replace(/[?#].*$/su, '');
    }
  }
  return undefined;
}

function refuse(status: 403 | 404 | 405, headers: Record<string, string> = {}): AppAnswer {
  return {
    status,
    headers: { ...SECURITY_HEADERS, 'Cache-Control': 'no-store', ...headers },
    path: undefined,
  };
}

function mediaType(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return MEDIA_TYPES.get(extension) ?? 'application/octet-stream';
}
