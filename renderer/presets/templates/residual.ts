// The residual blocks of He et al. 2015 (arXiv:1512.03385), named as in torchvision.

import { integer } from '../../../shared/operators/attributes.ts';
import { problem } from '../../../shared/operators/define.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';

const stride = integer({
  label: 'Stride',
  help: 'Step of the 3×3 convolution; 2 halves the image and brings a projection on the skip.',
  default: 1,
  max: 63,
});

/** Residual networks start their convolutions from Kaiming's normal distribution over the fan-out. */
const INIT = { bias: false, weightInit: 'kaimingNormalFanOut' } as const;

/** The skip: the input itself, or a strided 1×1 projection where channels or size change. */
function skip(b: Builder, x: Flow, channels: number | undefined, outChannels: number, step: number): Flow {
  if (step === 1 && (channels === undefined || channels === outChannels)) return x;
  return b.group('downsample', x, (inner, y) => {
    const projected = inner.add('Conv2d', '0', y, {
      outChannels,
      kernelSize: 1,
      ...(step === 1 ? {} : { stride: step }),
      ...INIT,
    });
    return inner.add('BatchNorm2d', '1', projected);
  });
}

export const basicBlock = defineTemplate({
  type: 'BasicBlock',
  title: 'Basic residual block',
  help: 'Two 3×3 convolutions whose result is added to the input: the block learns only the difference.',
  keywords: ['resnet', 'skip', 'residual', 'shortcut'],
  icon: 'git-merge',
  arguments: {
    planes: integer({ label: 'Channels', help: 'Channels of both convolutions.', default: 64 }),
    stride,
  },
  summary: (a) => `${a.planes}${a.stride === 1 ? '' : ` · stride ${a.stride}`}`,
  inside(b, x, a, channels) {
    const conv = { outChannels: a.planes, kernelSize: 3, padding: 1, ...INIT };
    let y = b.add('Conv2d', 'conv1', x, a.stride === 1 ? conv : { ...conv, stride: a.stride });
    y = b.add('BatchNorm2d', 'bn1', y);
    y = b.add('ReLU', 'relu', y);
    y = b.add('Conv2d', 'conv2', y, conv);
    y = b.add('BatchNorm2d', 'bn2', y);
    y = b.add('Add', 'add', [y, skip(b, x, channels, a.planes, a.stride)]);
    return b.add('ReLU', 'relu2', y);
  },
});

/** Output channels of a bottleneck per plane. */
export const BOTTLENECK_EXPANSION = 4;

export const bottleneck = defineTemplate({
  type: 'Bottleneck',
  title: 'Bottleneck residual block',
  help: 'A 1×1 convolution narrows, a 3×3 works, a 1×1 widens to four times the planes; the input is added.',
  keywords: ['resnet', 'resnext', 'skip', 'residual', 'shortcut'],
  icon: 'git-merge',
  arguments: {
    planes: integer({
      label: 'Planes',
      help: 'Base width; the block returns four times as many channels.',
      default: 64,
      max: 16_384,
    }),
    stride,
    groups: integer({
      label: 'Groups',
      help: 'Groups of the 3×3 convolution: the cardinality of ResNeXt.',
      default: 1,
    }),
    widthPerGroup: integer({
      label: 'Width per group',
      help: 'Channels per group at 64 planes; 128 makes a Wide ResNet.',
      default: 64,
    }),
  },
  summary: (a) =>
    [`${a.planes} → ${a.planes * BOTTLENECK_EXPANSION}`]
      .concat(a.stride === 1 ? [] : [`stride ${a.stride}`])
      .concat(a.groups === 1 ? [] : [`${a.groups} groups`])
      .join(' · '),
  check(a) {
    return Math.floor((a.planes * a.widthPerGroup) / 64) >= 1
      ? undefined
      : problem(
          'width-is-zero',
          `${a.planes} planes at a width of ${a.widthPerGroup} per group leave no channel for the 3×3 convolution. Choose a larger width.`,
          { attribute: 'widthPerGroup' },
        );
  },
  inside(b, x, a, channels) {
    const width = Math.floor((a.planes * a.widthPerGroup) / 64) * a.groups;
    const outChannels = a.planes * BOTTLENECK_EXPANSION;
    let y = b.add('Conv2d', 'conv1', x, { outChannels: width, kernelSize: 1, ...INIT });
    y = b.add('BatchNorm2d', 'bn1', y);
    y = b.add('ReLU', 'relu', y);
    y = b.add('Conv2d', 'conv2', y, {
      outChannels: width,
      kernelSize: 3,
      padding: 1,
      ...(a.stride === 1 ? {} : { stride: a.stride }),
      ...(a.groups === 1 ? {} : { groups: a.groups }),
      ...INIT,
    });
    y = b.add('BatchNorm2d', 'bn2', y);
    y = b.add('ReLU', 'relu2', y);
    y = b.add('Conv2d', 'conv3', y, { outChannels, kernelSize: 1, ...INIT });
    y = b.add('BatchNorm2d', 'bn3', y);
    y = b.add('Add', 'add', [y, skip(b, x, channels, outChannels, a.stride)]);
    return b.add('ReLU', 'relu3', y);
  },
});
