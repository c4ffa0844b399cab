// Finding out how things work.

import { showDialog } from '../../state/session-store.ts';
import { takeTour } from '../take-tour.ts';
import type { Actions } from './action.ts';

export const HELP_ACTIONS: Actions<'help'> = {
  'help.tour': { run: takeTour },
  'help.shortcuts': { run: () => showDialog('shortcuts') },
};
