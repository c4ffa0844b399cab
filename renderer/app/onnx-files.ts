// ONNX models that someone opens or drops: they cannot be edited, but the Compare page reads them.

import { NetloomError } from '../../shared/lib/errors.ts';
import { addNetworks } from '../compare/compare-store.ts';
import { showDialog } from '../state/session-store.ts';
import { notifyError } from '../ui/Toasts.tsx';

export function isOnnx(name: string): boolean {
  return /\.onnx$/i.test(name);
}

/** Says why it was not opened, and offers what can be done with it. */
export function tellOnnx(file: File): void {
  const trouble = new NetloomError(
    'onnx-import',
    'ONNX models cannot be imported yet. The Compare page reads them: their figures, layers and differences from other networks. To edit a network, open its *.netloom file.',
  );
  notifyError(`"${file.name}" was not opened`, trouble, {
    label: 'Show in Compare',
    run() {
      addNetworks([{ kind: 'file', file }]);
      showDialog('compare');
    },
  });
}
