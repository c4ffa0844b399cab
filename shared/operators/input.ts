// Input: the model's own input at the top level, an input port inside a block.

import { normalisationProblems } from '../tensor/image.ts';
import { tensorType } from '../tensor/types.ts';
import { boolean, choice, integer, numbers } from './attributes.ts';
import { defineOperator, problem } from './define.ts';

/** More than can be computed, as many as people try: what is refused says how much memory it would take. */
const MAX_SIDE = 1_000_000;

export const input = defineOperator({
  type: 'Input',
  palette: {
    category: 'input and output',
    title: 'Input',
    keywords: ['image', 'source', 'port'],
    icon: 'image',
    help: 'Where the image enters; inside a block, one of its input ports.',
  },
  inputs: { kind: 'fixed', names: [] },
  outputs: ['output'],
  attributes: {
    channels: integer({ label: 'Channels', help: '3 for colour, 1 for grey.', default: 3 }),
    height: integer({ label: 'Height', help: 'Rows of pixels.', default: 224, max: MAX_SIDE }),
    width: integer({ label: 'Width', help: 'Columns of pixels.', default: 224, max: MAX_SIDE }),
    fit: choice({
      label: 'Fit',
      help: 'How an image of another shape is brought to this size.',
      default: 'crop',
      options: [
        { value: 'crop', label: 'Crop the centre' },
        { value: 'stretch', label: 'Stretch' },
        { value: 'contain', label: 'Fit inside, pad' },
      ],
    }),
    resize: integer({
      label: 'Resize to',
      help: 'Shorter side before cropping, as torchvision does (256 for 224); 0 for just what the crop needs.',
      default: 0,
      min: 0,
    }),
    // An exported model says which of them it was trained with, where somebody said so here.
    mean: numbers({
      label: 'Mean',
      help: 'Subtracted per channel from pixels in 0 to 1.',
      default: [0],
      explicit: true,
    }),
    std: numbers({
      label: 'Standard deviation',
      help: 'Divides per channel.',
      default: [1],
      above: 0,
      explicit: true,
    }),
    invert: boolean({
      label: 'Invert',
      help: 'Turns dark on light into light on dark, as digit data sets are.',
      default: false,
    }),
  },
  infer(_inputs, a) {
    return [tensorType([1, a.channels, a.height, a.width])];
  },
  warn(a) {
    return normalisationProblems(a).map(({ attribute, message }) =>
      problem('normalisation-values', message, { attribute }),
    );
  },
  summary(a) {
    return `${a.channels} × ${a.height} × ${a.width}`;
  },
  lower() {
    throw new Error('Input is lowered by the compiler.');
  },
  torch(a) {
    return `x = torch.randn(1, ${a.channels}, ${a.height}, ${a.width})`;
  },
  examples: [],
});
