// Running the network.

import { showSide } from '../../state/panels-store.ts';
import { showTab, useSession } from '../../state/session-store.ts';
import { emptyLevel, type Actions } from './action.ts';

export const RUN_ACTIONS: Actions<'run'> = {
  'run.run': { run: runNetwork, hindrance: emptyLevel },
};

function runNetwork(): void {
  showSide('right', true);
  showTab('run');
  useSession.setState((state) => ({ runs: state.runs + 1 }));
}
