// How the app in renderer/ is built and served while developing. The hosts serve what it builds.

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** WASM threads need shared memory, which browsers give only to cross-origin isolated pages. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** What a served build may do; the development server needs inline scripts and goes without. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
].join('; ');

export const rendererConfig: UserConfig = {
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  base: './',
  plugins: [react()],
  resolve: {
    // ONNX Runtime's default build carries its thread code in the file that imports it; bundled into our worker,
    // its threads would load our worker instead and hang. This condition picks the build that leaves
    // the `.mjs` and `.wasm` beside it. Worker builds inherit `resolve`, but not `plugins`.
    conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'],
  },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    // The CSP allows no data: scripts, fonts or WASM: every asset is a file.
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 2000,
  },
  server: { headers: ISOLATION },
  preview: {
    headers: {
      ...ISOLATION,
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
    },
  },
};

export default defineConfig(rendererConfig);
