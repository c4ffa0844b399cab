// What a preset comes to with these arguments, before it is opened: totals and shapes, or why there are none.

import { analyse } from '../../shared/analysis/analyse.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import { expand } from '../../shared/network/expand.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Problem } from '../../shared/operators/define.ts';
import type { Shape } from '../../shared/tensor/types.ts';
import { LIBRARY } from '../presets/index.ts';
import type { Preset } from '../presets/types.ts';

export interface Preview extends Pick<Analysis, 'totals' | 'costs'> {
  readonly problem?: never;
  readonly input: Shape;
  readonly output: Shape;
}

export interface RefusedPreview {
  readonly problem: Problem;
}

const previews = new WeakMap<Preset, WeakMap<StoredValues, Preview | RefusedPreview>>();

/** Worked out once for each object of arguments. */
export function previewOf(preset: Preset, stored: StoredValues): Preview | RefusedPreview {
  let ofPreset = previews.get(preset);
  if (ofPreset === undefined) {
    ofPreset = new WeakMap();
    previews.set(preset, ofPreset);
  }
  let preview = ofPreset.get(stored);
  if (preview === undefined) {
    preview = workOut(preset, stored);
    ofPreset.set(stored, preview);
  }
  return preview;
}

function workOut(preset: Preset, stored: StoredValues): Preview | RefusedPreview {
  const built = preset.build(stored);
  if ('code' in built) return { problem: built };
  const { totals, costs, network, diagnostics } = analyse(expand(built, LIBRARY));
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) {
    return { problem: { code: error.code, message: `${error.path}: ${error.message}` } };
  }
  return {
    totals,
    costs,
    input: network.nodes[network.inputs[0] ?? -1]?.outputTypes?.[0]?.shape ?? [],
    output: network.nodes[network.outputs[0] ?? -1]?.inputTypes[0]?.shape ?? [],
  };
}
