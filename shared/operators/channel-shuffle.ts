// ChannelShuffle: https://pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html
// Zhang et al. 2018 (arXiv:1707.01083).

import { ints } from '../onnx/attributes.ts';
import { tensorType } from '../tensor/types.ts';
import { integer } from './attributes.ts';
import { expectImage } from './common.ts';
import { defineOperator } from './define.ts';
import { inputGroupsProblem } from './groups.ts';

export const channelShuffle = defineOperator({
  type: 'ChannelShuffle',
  palette: {
    category: 'shape',
    title: 'Channel shuffle',
    keywords: ['shufflenet', 'groups', 'mix', 'interleave'],
    icon: 'shuffle',
    help: 'Deals the channels of several groups out in turn, so that groups learn of each other for free.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    groups: integer({ label: 'Groups', help: 'Groups of channels that are dealt out in turn.', default: 2 }),
  },
  infer([input], a) {
    const image = expectImage(input, 'ChannelShuffle');
    if ('code' in image) return image;
    return inputGroupsProblem(image.channels, a.groups) ?? [input!];
  },
  summary: (a) => `${a.groups} groups`,
  lower({ attributes: a, inputs: [x], inputTypes: [input], constant, node }) {
    const [, channels = 1, height = 1, width = 1] = input!.shape;
    // 0 keeps the batch, which may be symbolic.
    const apart = [0, a.groups, channels / a.groups, height, width];
    const together = [0, channels, height, width];
    const split = node('Reshape', [x!, constant('groups', 'int64', [5], apart)]);
    const dealt = node('Transpose', [split], { perm: ints([0, 2, 1, 3, 4]) });
    return [node('Reshape', [dealt, constant('shape', 'int64', [4], together)])];
  },
  torch: (a) => `nn.ChannelShuffle(${a.groups})`,
  examples: [
    {
      name: 'two groups',
      attributes: {},
      inputs: [tensorType([1, 6, 3, 4])],
      outputs: [[1, 6, 3, 4]],
      parameters: 0,
    },
    {
      name: 'three groups, batch 2',
      attributes: { groups: 3 },
      inputs: [tensorType([2, 6, 2, 3])],
      outputs: [[2, 6, 2, 3]],
      parameters: 0,
    },
    {
      name: 'one group changes nothing',
      attributes: { groups: 1 },
      inputs: [tensorType([1, 4, 2, 2])],
      outputs: [[1, 4, 2, 2]],
      parameters: 0,
    },
  ],
});
