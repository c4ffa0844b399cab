// The browser host without the app above it, for specs to call.

import { createHost } from '../../renderer/platform/index.ts';

window.host = createHost();
