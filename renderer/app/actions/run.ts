// Running the network.

import { showTab, useSession } from '../../state/session-store.ts';
import { hasAny, type Actions } from './action.ts';

export const RUN_ACTIONS: Actions<'run'> = {
  'run.run': { run: runNetwork, enabled: hasAny },
};

function runNetwork(): void {
  showTab('run');
  useSession.setState((state) => ({ runs: state.runs + 1 }));
}
