// Arguments and boundary nodes that several presets share.

import type { StoredValues } from '../../shared/operators/attributes.ts';
import { integer, numbers, real, type NumbersField } from '../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import type { Builder, Flow } from './builder.ts';

export const numClasses = integer({
  label: 'Classes',
  help: 'Number of outputs of the classifier.',
  default: 1000,
});

export const inputSize = integer({
  label: 'Input size',
  help: 'Height and width of the image in pixels.',
  default: 224,
  max: 4096,
});

export const inChannels = integer({
  label: 'Input channels',
  help: '3 for colour, 1 for grey; more for other sensors.',
  default: 3,
  max: 4096,
});

/** How a table of presets says what to multiply every layer's channels by. */
export const widthMult = real({
  label: 'Width',
  help: 'Channels of every layer are multiplied by this, then rounded to a multiple of 8.',
  default: 1,
  min: 0.05,
  max: 8,
});

export const dropout = real({
  label: 'Dropout',
  help: 'Share of features dropped while training; nothing happens when the network runs.',
  default: 0.5,
  min: 0,
  max: 1,
});

/** Per-channel statistics of ImageNet, as torchvision's weights expect them. */
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/**
 * The input of an ImageNet classifier: resized (to 256/224 of the input where nothing else is published), the
 * centre cropped, normalised.
 */
export function imageInput(
  builder: Builder,
  size: number,
  channels: number,
  resize = Math.round((size * 256) / 224),
): Flow {
  const statistics: StoredValues = channels === 3 ? IMAGENET : { mean: [0.449], std: [0.226] };
  return builder.input('input', {
    channels,
    height: size,
    width: size,
    fit: 'crop',
    resize,
    ...statistics,
  });
}

/** The output of an ImageNet classifier; class names fit only its 1000 classes. */
export function classOutput(builder: Builder, from: Flow, classes: number): void {
  builder.output('output', from, classes === 1000 ? { classNames: 'imagenet' } : {});
}

/** Global average, dropout where there is any, and one linear layer: how most networks after 2014 end. */
export function linearHead(
  builder: Builder,
  x: Flow,
  classes: number,
  options: { readonly name?: string; readonly init?: StoredValues } = {},
): Flow {
  const { name = 'fc', init = {} } = options;
  let y = builder.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 });
  y = builder.add('Flatten', 'flatten', y);
  return builder.add('Linear', name, y, { outFeatures: classes, ...init });
}

/** Blocks per stage, as a list that people can edit. */
export function stageDepths(depths: readonly number[]): NumbersField {
  return numbers({
    label: 'Blocks per stage',
    help: 'One number a stage; each stage after the first halves the image.',
    default: depths,
  });
}

const MAX_BLOCKS = 256;

/** Stages need whole numbers of blocks, and exactly as many stages as the network has. */
export function depthsProblem(
  attribute: string,
  depths: readonly number[],
  stages: number,
): Problem | undefined {
  const whole = depths.every((depth) => Number.isInteger(depth) && depth >= 1 && depth <= MAX_BLOCKS);
  if (whole && depths.length === stages) return undefined;
  return problem(
    'stage-depths',
    `Blocks per stage are ${depths.join(', ')}; expected ${stages} whole numbers from 1 to ${MAX_BLOCKS}.`,
    { attribute },
  );
}
