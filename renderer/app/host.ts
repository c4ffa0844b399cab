// The host that this app runs in: one per window.

import { createHost } from '../platform/index.ts';

export const host = createHost();
