// A preset's figures for its card, from its published reference and its arguments' defaults: no network is
// built for them.

import type { Preset } from '../presets/types.ts';
import { compact, wireShape } from '../ui/format.ts';

/** `4.09 GMACs`, `417 kMACs`. */
export function macsOf(preset: Preset): string {
  const [number, prefix = ''] = compact(preset.reference.gmacs * 1e9).split(' ');
  return `${number} ${prefix}MACs`;
}

export function parametersOf(preset: Preset): string {
  return `${compact(preset.reference.parameters)} params`;
}

/** `3 × 224 × 224` at the default arguments. */
export function inputOf(preset: Preset): string {
  const size = preset.arguments['inputSize']?.default;
  const channels = preset.arguments['inChannels']?.default ?? 3;
  return typeof size === 'number' && typeof channels === 'number' ? wireShape([1, channels, size, size]) : '';
}
