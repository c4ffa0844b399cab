// Arguments and boundary nodes that several presets share.

import type { StoredValues } from '../../shared/operators/attributes.ts';
import { integer, real } from '../../shared/operators/attributes.ts';
import type { Builder, Flow } from './builder.ts';

export const numClasses = integer({
  label: 'Classes',
  help: 'Number of outputs of the classifier.',
  default: 1000,
  max: 1_000_000,
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

export const dropout = real({
  label: 'Dropout',
  help: 'Share of features dropped while training; nothing happens when the network runs.',
  default: 0.5,
  min: 0,
  max: 1,
});

/** Per-channel statistics of ImageNet, as torchvision's weights expect them. */
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/** The input of an ImageNet classifier: resized to 256/224 of the input, the centre cropped, normalised. */
export function imageInput(builder: Builder, size: number, channels: number): Flow {
  const statistics: StoredValues = channels === 3 ? IMAGENET : { mean: [0.449], std: [0.226] };
  return builder.input('input', {
    channels,
    height: size,
    width: size,
    fit: 'crop',
    resize: Math.round((size * 256) / 224),
    ...statistics,
  });
}

/** The output of an ImageNet classifier; class names fit only its 1000 classes. */
export function classOutput(builder: Builder, from: Flow, classes: number): void {
  builder.output('output', from, classes === 1000 ? { classNames: 'imagenet' } : {});
}
