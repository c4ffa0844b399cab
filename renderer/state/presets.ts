// Presets as documents that can be shown: built from their arguments and laid out.

import type { Document, Flow } from '../../shared/document/types.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Problem } from '../../shared/operators/define.ts';
import type { Preset } from '../presets/types.ts';
import { openDocument } from './open-documents.ts';
import { settings } from './settings-store.ts';
import { laidOut } from './positions.ts';

/** The preset's document with every node in its place, or why these arguments make none. */
export function buildPreset(preset: Preset, stored: StoredValues, flow: Flow = 'down'): Document | Problem {
  const built = preset.build(stored);
  if ('code' in built) return built;
  return laidOut(flow === 'down' ? built : { ...built, flow });
}

/** Opens a preset as a document of its own, under its own name or another. */
export function openPreset(preset: Preset, stored: StoredValues, name = preset.title): Problem | undefined {
  const built = buildPreset(preset, stored);
  if ('code' in built) return built;
  openDocument({ ...built, name, seed: settings().seed });
  return undefined;
}
