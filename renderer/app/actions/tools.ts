// The lesson's tools: comparing, designers and what they explain.

import { compareWithOriginal } from '../../compare/compare-store.ts';
import { originalsOf } from '../../compare/open-networks.ts';
import { frontOf, useDocuments } from '../../state/open-documents.ts';
import { showDialog } from '../../state/session-store.ts';
import { emptyLevel, unless, type Actions } from './action.ts';

const front = () => frontOf(useDocuments.getState());

export const TOOLS_ACTIONS: Actions<'tools'> = {
  'tools.compare': { run: () => showDialog('compare') },
  'tools.compareOriginal': {
    run() {
      const [original] = originalsOf(front());
      if (original === undefined) return;
      compareWithOriginal(front(), original);
      showDialog('compare');
    },
    hindrance: unless(
      () => originalsOf(front()).length > 0,
      'It was made from no preset, and is no edited file.',
    ),
  },
  'tools.regnet': { run: () => showDialog('regnet') },
  'tools.scaling': { run: () => showDialog('scaling') },
  'tools.kernels': { run: () => showDialog('kernels') },
  'tools.excite': { run: () => showDialog('excite'), hindrance: emptyLevel },
};
