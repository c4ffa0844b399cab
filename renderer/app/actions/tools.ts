// The lesson's tools: comparing, designers and what they explain.

import { showDialog } from '../../state/session-store.ts';
import { emptyLevel, type Actions } from './action.ts';

export const TOOLS_ACTIONS: Actions<'tools'> = {
  'tools.compare': { run: () => showDialog('compare') },
  'tools.regnet': { run: () => showDialog('regnet') },
  'tools.scaling': { run: () => showDialog('scaling') },
  'tools.kernels': { run: () => showDialog('kernels') },
  'tools.excite': { run: () => showDialog('excite'), hindrance: emptyLevel },
};
