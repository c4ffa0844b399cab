// The presets and the block templates, by id.

import type { Library, Template } from '../../shared/network/types.ts';
import { lenet5 } from './architectures/lenet.ts';
import { resnet18, resnet50 } from './architectures/resnet.ts';
import { vgg16 } from './architectures/vgg.ts';
import { convBnAct } from './templates/conv-bn-act.ts';
import { basicBlock, bottleneck } from './templates/residual.ts';
import { squeezeExcite } from './templates/squeeze-excite.ts';
import { vggBlock } from './templates/vgg-block.ts';
import type { Preset } from './types.ts';

/** By year. */
export const PRESETS: readonly Preset[] = [lenet5, vgg16, resnet18, resnet50];

export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}

/** In palette order. */
export const TEMPLATES: readonly Template[] = [convBnAct, vggBlock, basicBlock, bottleneck, squeezeExcite];

const byType: ReadonlyMap<string, Template> = new Map(
  TEMPLATES.map((template) => [template.type, template] as const),
);

/** Every block template, for expanding documents. */
export const LIBRARY: Library = { findTemplate: (type) => byType.get(type) };
