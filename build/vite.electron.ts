// How the desktop host is built: an ECMAScript module for the main process, and one CommonJS file for the preload,
// because a sandboxed preload can load nothing else.

import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { IPC_REQUESTS } from '../shared/host/ipc.ts';
import { DIST, ROOT } from './paths.ts';

const EXTERNAL = ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

function config(entry: string, format: 'es' | 'cjs', fileName: string): InlineConfig {
  return {
    configFile: false,
    root: ROOT,
    publicDir: false,
    // The preload learns the names of the channels here, and not the schemas behind them.
    define: { IPC_REQUEST_NAMES: JSON.stringify(Object.keys(IPC_REQUESTS)) },
    resolve: { conditions: ['node', 'module', 'production'], mainFields: ['module', 'main'] },
    build: {
      outDir: join(DIST, 'electron'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      lib: { entry: join(ROOT, 'electron', entry), formats: [format], fileName: () => fileName },
      rolldownOptions: { external: EXTERNAL },
    },
  };
}

export const mainConfig = config('main.ts', 'es', 'main.js');
export const preloadConfig = config('preload.ts', 'cjs', 'preload.cjs');
