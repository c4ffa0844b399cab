// The lesson's tools, whichever is open, and the networks that they open.

import { Explain } from '../explain/Explain.tsx';
import { ExcitationDialog } from '../lesson/excitation/ExcitationDialog.tsx';
import { KernelPage } from '../lesson/kernels/KernelPage.tsx';
import { RegNetDesigner } from '../lesson/regnet/RegNetDesigner.tsx';
import { CompoundScaling } from '../lesson/scaling/CompoundScaling.tsx';
import { showDialog, useSession } from '../state/session-store.ts';
import { choosePreset, openBuilt } from './files.ts';

export function LessonTools() {
  const dialog = useSession((state) => state.dialog);
  return (
    <>
      <RegNetDesigner open={dialog === 'regnet'} onClose={close} onOpen={choosePreset} />
      <CompoundScaling open={dialog === 'scaling'} onClose={close} onOpen={choosePreset} />
      <KernelPage open={dialog === 'kernels'} onClose={close} onOpen={openBuilt} />
      <Explain />
      <ExcitationDialog open={dialog === 'excite'} onClose={close} />
    </>
  );
}

function close(): void {
  showDialog(undefined);
}
