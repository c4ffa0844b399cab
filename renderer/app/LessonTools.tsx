// The lesson's tools, whichever is open, and the networks that they open.

import type { StoredValues } from '../../shared/operators/attributes.ts';
import { ExcitationDialog } from '../lesson/excitation/ExcitationDialog.tsx';
import { RegNetDesigner } from '../lesson/regnet/RegNetDesigner.tsx';
import { CompoundScaling } from '../lesson/scaling/CompoundScaling.tsx';
import type { Preset } from '../presets/types.ts';
import { showDialog, useSession } from '../state/session-store.ts';
import { choosePreset } from './files.ts';

export function LessonTools() {
  const dialog = useSession((state) => state.dialog);
  return (
    <>
      <RegNetDesigner open={dialog === 'regnet'} onClose={close} onOpen={openDesigned} />
      <CompoundScaling open={dialog === 'scaling'} onClose={close} onOpen={openDesigned} />
      <ExcitationDialog open={dialog === 'excite'} onClose={close} />
    </>
  );
}

function close(): void {
  showDialog(undefined);
}

function openDesigned(preset: Preset, stored: StoredValues, name: string): void {
  choosePreset(preset, stored, name);
}
