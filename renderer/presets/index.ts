// The presets and the block templates, by id.

import type { Library } from '../../shared/network/types.ts';
import type { Preset } from './types.ts';

export const PRESETS: readonly Preset[] = [];

export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}

/** Every block template, for expanding documents. */
export const LIBRARY: Library = {
  findTemplate() {
    return undefined;
  },
};
