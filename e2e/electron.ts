// Whether the specs can run in the desktop app here.

import { findElectron, noDisplay, type ElectronBinary } from '../build/electron-binary.ts';

export function electronHere(): ElectronBinary {
  const found = findElectron();
  const hidden = noDisplay();
  return 'path' in found && hidden !== undefined ? { missing: hidden } : found;
}
