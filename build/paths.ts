// Where things are in the repository.

import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const DIST = fileURLToPath(new URL('../dist', import.meta.url));
export const RENDERER_DIST = fileURLToPath(new URL('../dist/renderer', import.meta.url));
