// ZeroPad2d: https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html

import { tensorType } from '../tensor/types.ts';
import { integer } from './attributes.ts';
import { expectImage } from './common.ts';
import { defineOperator } from './define.ts';
import { imagePads } from './pooling.ts';

const side = (label: string, help: string) => integer({ label, help, default: 1, min: 0, max: 1024 });

export const zeroPad2d = defineOperator({
  type: 'ZeroPad2d',
  palette: {
    category: 'shape',
    title: 'Zero pad',
    keywords: ['padding', 'border', 'enlarge', 'frame'],
    icon: 'frame',
    help: 'Puts a border of zeros around the image, as wide as each side says.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    left: side('Left', 'Columns of zeros before the first.'),
    right: side('Right', 'Columns of zeros after the last.'),
    top: side('Top', 'Rows of zeros above the first.'),
    bottom: side('Bottom', 'Rows of zeros below the last.'),
  },
  infer([input], a) {
    const image = expectImage(input, 'ZeroPad2d');
    if ('code' in image) return image;
    const { batch, channels, height, width } = image;
    return [tensorType([batch, channels, height + a.top + a.bottom, width + a.left + a.right], input!.dtype)];
  },
  window(_inputs, a) {
    return { kernel: [1, 1], stride: [1, 1], dilation: [1, 1], padding: [a.top, a.left] };
  },
  summary(a) {
    const sides = [a.top, a.right, a.bottom, a.left];
    return sides.every((extent) => extent === a.top) ? `${a.top} on each side` : sides.join(' · ');
  },
  lower({ attributes: a, inputs: [x], constant, node }) {
    return [node('Pad', [x!, constant('pads', 'int64', [8], imagePads([a.top, a.left, a.bottom, a.right]))])];
  },
  torch(a) {
    const sides = [a.left, a.right, a.top, a.bottom];
    const same = sides.every((extent) => extent === a.left);
    return `nn.ZeroPad2d(${same ? a.left : `(${sides.join(', ')})`})`;
  },
  examples: [
    {
      name: 'one on each side',
      attributes: {},
      inputs: [tensorType([1, 2, 3, 4])],
      outputs: [[1, 2, 5, 6]],
      parameters: 0,
    },
    {
      name: 'each side its own, batch 2',
      attributes: { left: 1, right: 2, top: 3, bottom: 0 },
      inputs: [tensorType([2, 2, 3, 3])],
      outputs: [[2, 2, 6, 6]],
      parameters: 0,
    },
    {
      name: 'only to the right and below',
      attributes: { left: 0, top: 0 },
      inputs: [tensorType([1, 3, 4, 2])],
      outputs: [[1, 3, 5, 3]],
      parameters: 0,
    },
  ],
});
