// ConvNeXt's block: Liu et al. 2022 (arXiv:2201.03545), named as torchvision's CNBlock.

import { integer, real } from '../../../shared/operators/attributes.ts';
import { problem } from '../../../shared/operators/define.ts';
import { defineTemplate } from '../define.ts';
import { widthProblem } from './checks.ts';

export const CONVNEXT_EPS = 1e-6;

export const convNeXtBlock = defineTemplate({
  type: 'ConvNeXtBlock',
  title: 'ConvNeXt block',
  help: 'A large depthwise filter looks around, then each pixel is worked on by itself, wide and narrow again: a transformer layer made of convolution.',
  keywords: ['convnext', 'depthwise', '7x7', 'layer norm', 'residual'],
  icon: 'blocks',
  arguments: {
    kernelSize: integer({
      label: 'Kernel',
      help: 'Side of the depthwise filters; odd.',
      default: 7,
      max: 63,
    }),
    expansion: integer({
      label: 'Expansion',
      help: 'How many times wider it is inside.',
      default: 4,
      max: 64,
    }),
    layerScale: real({
      label: 'Layer scale',
      help: 'What the branch is multiplied by at first, channel by channel; training changes it.',
      default: 1e-6,
      min: -1e6,
      max: 1e6,
      advanced: true,
    }),
    stochasticDepth: real({
      label: 'Stochastic depth',
      help: 'Share of images for which training skips the block; nothing happens when the network runs.',
      default: 0,
      min: 0,
      max: 1,
      advanced: true,
    }),
  },
  summary: (a) => `${a.kernelSize}×${a.kernelSize} · expands ×${a.expansion}`,
  check(a, channels = 64) {
    if (a.kernelSize % 2 === 1) return widthProblem(channels * a.expansion, 'expansion');
    return problem(
      'kernel-even',
      `A kernel of ${a.kernelSize} has no centre, so padding cannot keep the size. Choose ${a.kernelSize - 1} or ${a.kernelSize + 1}.`,
      { attribute: 'kernelSize' },
    );
  },
  inside(b, x, a, channels = 64, size = [32, 32]) {
    let y = b.group('block', x, (inner, z) => {
      z = inner.add('Conv2d', '0', z, {
        outChannels: channels,
        kernelSize: a.kernelSize,
        padding: (a.kernelSize - 1) / 2,
        groups: channels,
        biasInit: 'zeros',
      });
      // Linear layers work on the places of a sequence, so the pixels stand in one row meanwhile.
      z = inner.add('Flatten', 'flatten', z, { startDim: 2 });
      z = inner.add('Permute', '1', z);
      z = inner.add('LayerNorm', '2', z, { eps: CONVNEXT_EPS });
      z = inner.add('Linear', '3', z, { outFeatures: channels * a.expansion, biasInit: 'zeros' });
      z = inner.add('GELU', '4', z);
      z = inner.add('Linear', '5', z, { outFeatures: channels, biasInit: 'zeros' });
      z = inner.add('Permute', '6', z);
      return inner.add('Unflatten', 'unflatten', z, { dim: 2, sizes: size });
    });
    y = b.add('LayerScale', 'layer_scale', y, { initial: a.layerScale });
    if (a.stochasticDepth > 0) y = b.add('StochasticDepth', 'stochastic_depth', y, { p: a.stochasticDepth });
    return b.add('Add', 'add', [y, x]);
  },
});
