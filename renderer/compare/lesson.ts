// The networks that the lesson sets side by side.

import { findPreset, PRESETS } from '../presets/index.ts';
import type { Preset } from '../presets/types.ts';
import type { Origin } from './origins.ts';

export const LESSON: readonly Preset[] = ['vgg16', 'resnet50', 'densenet121', 'efficientnet_b0'].flatMap(
  (id) => findPreset(id) ?? [],
);

/** At their default arguments. */
export function originsOf(presets: readonly Preset[] = PRESETS): readonly Origin[] {
  return presets.map((preset) => ({ kind: 'preset', preset, stored: {} }));
}
