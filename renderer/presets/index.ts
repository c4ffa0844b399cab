// The presets and the block templates, by id.

import type { Library, Template } from '../../shared/network/types.ts';
import { alexnet } from './architectures/alexnet.ts';
import { convnextTiny } from './architectures/convnext.ts';
import { DENSENETS } from './architectures/densenet.ts';
import { EFFICIENTNETS } from './architectures/efficientnet.ts';
import { GOOGLENETS } from './architectures/googlenet.ts';
import { inceptionV3 } from './architectures/inception-v3.ts';
import { lenet5 } from './architectures/lenet.ts';
import { mobilenetV1, mobilenetV2, MOBILENETS_V3 } from './architectures/mobilenet.ts';
import { PREACT_RESNETS } from './architectures/preact-resnet.ts';
import { REGNETS } from './architectures/regnet.ts';
import { RESNET_RELATIVES, RESNETS } from './architectures/resnet.ts';
import { SHUFFLENETS } from './architectures/shufflenet.ts';
import { SQUEEZENETS } from './architectures/squeezenet.ts';
import { VGGS } from './architectures/vgg.ts';
import { VITS } from './architectures/vit.ts';
import { convBnAct } from './templates/conv-bn-act.ts';
import { convNeXtBlock } from './templates/convnext.ts';
import { denseBlock, denseLayer, transitionLayer } from './templates/dense.ts';
import { depthwiseSeparable } from './templates/depthwise-separable.ts';
import { fire } from './templates/fire.ts';
import { inceptionV1 } from './templates/inception-v1.ts';
import { inceptionA, inceptionB, inceptionC, inceptionD, inceptionE } from './templates/inception-v3.ts';
import { fusedMBConv, invertedResidual, mbConv, mobileNetV3Block } from './templates/inverted-residual.ts';
import { preActBlock, preActBottleneck } from './templates/preact.ts';
import { regNetX, regNetY } from './templates/regnet.ts';
import { basicBlock, bottleneck, resNeXtBlock } from './templates/residual.ts';
import { shuffleNetUnit } from './templates/shufflenet.ts';
import { squeezeExcite } from './templates/squeeze-excite.ts';
import { patchEmbedding, transformerEncoderLayer } from './templates/transformer.ts';
import { vggBlock } from './templates/vgg-block.ts';
import type { Preset } from './types.ts';

/** By year. */
export const PRESETS: readonly Preset[] = [
  lenet5,
  alexnet,
  ...VGGS,
  ...GOOGLENETS,
  inceptionV3,
  ...RESNETS,
  ...PREACT_RESNETS,
  ...RESNET_RELATIVES,
  ...DENSENETS,
  ...SQUEEZENETS,
  mobilenetV1,
  mobilenetV2,
  ...SHUFFLENETS,
  ...MOBILENETS_V3,
  ...EFFICIENTNETS,
  ...REGNETS,
  ...VITS,
  convnextTiny,
].sort((a, b) => a.year - b.year);

export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}

/** In palette order. */
export const TEMPLATES: readonly Template[] = [
  convBnAct,
  vggBlock,
  inceptionV1,
  inceptionA,
  inceptionB,
  inceptionC,
  inceptionD,
  inceptionE,
  basicBlock,
  bottleneck,
  resNeXtBlock,
  preActBlock,
  preActBottleneck,
  denseLayer,
  denseBlock,
  transitionLayer,
  squeezeExcite,
  fire,
  depthwiseSeparable,
  invertedResidual,
  mobileNetV3Block,
  mbConv,
  fusedMBConv,
  regNetX,
  regNetY,
  shuffleNetUnit,
  convNeXtBlock,
  patchEmbedding,
  transformerEncoderLayer,
];

const byType: ReadonlyMap<string, Template> = new Map(
  TEMPLATES.map((template) => [template.type, template] as const),
);

/** Every block template, for expanding documents. */
export const LIBRARY: Library = { findTemplate: (type) => byType.get(type) };
