// How the app in renderer/ is built and served while developing. The hosts serve what it builds.

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { SECURITY_HEADERS } from '../shared/host/app-files.ts';

/** The development server needs inline scripts and goes without the policy. */
const { 'Content-Security-Policy': _policy, ...DEVELOPMENT_HEADERS } = SECURITY_HEADERS;

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
    // jsPDF would load these to draw HTML and SVG, which nobody asks it to.
    rollupOptions: { external: ['canvg', 'dompurify', 'html2canvas'] },
  },
  server: { headers: DEVELOPMENT_HEADERS },
  preview: { headers: SECURITY_HEADERS },
};

export default defineConfig(rendererConfig);
