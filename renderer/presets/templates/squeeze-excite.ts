// Squeeze-and-excitation, Hu et al. 2018 (arXiv:1709.01507), in its 1×1-convolution form, named as in
// torchvision, and with linear layers, as the lesson writes it.

import { choice, integer } from '../../../shared/operators/attributes.ts';
import { problem } from '../../../shared/operators/define.ts';
import { activate } from './conv-bn-act.ts';
import { defineTemplate } from '../define.ts';

export const squeezeExcite = defineTemplate({
  type: 'SqueezeExcite',
  title: 'Squeeze-and-excitation',
  help: 'Looks at the whole image, then turns every channel up or down: attention over channels.',
  keywords: ['se', 'attention', 'gate', 'channel'],
  icon: 'sliders-vertical',
  arguments: {
    reduction: integer({
      label: 'Reduction',
      help: 'The hidden layer has this many times fewer channels.',
      default: 16,
      max: 4096,
    }),
    hidden: integer({
      label: 'Hidden channels',
      help: 'Channels of the hidden layer; 0 takes them from the reduction.',
      default: 0,
      min: 0,
      advanced: true,
    }),
    activation: choice({
      label: 'Activation',
      help: 'The non-linearity of the hidden layer.',
      default: 'ReLU',
      options: [
        { value: 'ReLU', label: 'ReLU' },
        { value: 'SiLU', label: 'SiLU (swish)' },
      ],
    }),
    form: choice({
      label: 'Form',
      help: 'The same computation in two notations: 1×1 convolutions keep an image, linear layers need it folded out again.',
      default: 'convolution',
      options: [
        { value: 'convolution', label: '1×1 convolutions (torchvision)' },
        { value: 'linear', label: 'Linear layers (lesson)' },
      ],
      advanced: true,
    }),
    gate: choice({
      label: 'Gate',
      help: 'Maps the scores to weights from 0 to 1.',
      default: 'Sigmoid',
      options: [
        { value: 'Sigmoid', label: 'Sigmoid' },
        { value: 'Hardsigmoid', label: 'Hard sigmoid' },
      ],
    }),
  },
  summary: (a) => (a.hidden === 0 ? `reduction ${a.reduction}` : `${a.hidden} hidden`),
  check(a, channels) {
    if (channels === undefined || a.hidden > 0 || channels >= a.reduction) return undefined;
    return problem(
      'reduction-too-large',
      `A reduction of ${a.reduction} leaves nothing of ${channels} channels. Choose ${channels} or less.`,
      { attribute: 'reduction' },
    );
  },
  inside(b, x, a, channels = 64) {
    const hidden = a.hidden || Math.floor(channels / a.reduction);
    if (a.form === 'linear') {
      let y = b.add('AdaptiveAvgPool2d', 'squeeze', x, { outputSize: 1 });
      y = b.add('Flatten', 'flatten', y);
      y = b.group('excite', y, (inner, z) => {
        z = activate(inner, a.activation, '1', inner.add('Linear', '0', z, { outFeatures: hidden }));
        return inner.add(a.gate, '3', inner.add('Linear', '2', z, { outFeatures: channels }));
      });
      return b.add('Mul', 'mul', [x, b.add('Unflatten', 'unflatten', y)]);
    }
    let y = b.add('AdaptiveAvgPool2d', 'avgpool', x, { outputSize: 1 });
    y = b.add('Conv2d', 'fc1', y, { outChannels: hidden, kernelSize: 1 });
    y = activate(b, a.activation, 'activation', y);
    y = b.add('Conv2d', 'fc2', y, { outChannels: channels, kernelSize: 1 });
    y = b.add(a.gate, 'scale_activation', y);
    return b.add('Mul', 'mul', [x, y]);
  },
});
