// Finding out how things work.

import { showDialog } from '../../state/session-store.ts';
import type { Actions } from './action.ts';

export const HELP_ACTIONS: Actions<'help'> = {
  'help.shortcuts': { run: () => showDialog('shortcuts') },
};
