// The Inception module of GoogLeNet: Szegedy et al. 2015 (arXiv:1409.4842). With batch normalisation the names are
// torchvision's; without, those of a plain `nn.Sequential` of convolution and ReLU in each branch.

import { boolean, choice, integer } from '../../../shared/operators/attributes.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';
import { basicConv } from './basic-conv.ts';

export const thirdBranchKernel = choice({
  label: 'Third branch',
  help: 'The paper convolves 5×5 there; torchvision has 3×3, by an old slip that its weights depend on.',
  default: '5',
  options: [
    { value: '5', label: '5×5 (paper)' },
    { value: '3', label: '3×3 (torchvision)' },
  ],
});

const filters = (label: string, help: string, value: number) => integer({ label, help, default: value });

export const inceptionV1 = defineTemplate({
  type: 'InceptionModuleV1',
  title: 'Inception module',
  help: 'Looks at the same image through small and large filters at once and puts all the results together.',
  keywords: ['googlenet', 'inception', 'branches', 'multi-scale', 'concat'],
  icon: 'split',
  arguments: {
    out1x1: filters('1×1', 'Filters of the first branch.', 64),
    reduce3x3: filters('3×3 reduce', 'Channels left by the 1×1 convolution before the 3×3.', 96),
    out3x3: filters('3×3', 'Filters of the second branch.', 128),
    reduce5x5: filters('5×5 reduce', 'Channels left by the 1×1 convolution before the 5×5.', 16),
    out5x5: filters('5×5', 'Filters of the third branch.', 32),
    outPool: filters('Pool', 'Filters of the 1×1 convolution after the pooling.', 32),
    batchNorm: boolean({
      label: 'Batch normalisation',
      help: 'Normalises after every convolution; the paper of 2014 came before it and has biases instead.',
      default: false,
    }),
    thirdBranchKernel,
  },
  summary: (a) => `${a.out1x1 + a.out3x3 + a.out5x5 + a.outPool}${a.batchNorm ? ' · BN' : ''}`,
  inside(b, x, a) {
    const large = a.thirdBranchKernel === '5' ? 5 : 3;
    const add = (inner: Builder, index: number, y: Flow, outChannels: number, kernelSize: number): Flow => {
      const attributes = {
        outChannels,
        kernelSize,
        ...(kernelSize === 1 ? {} : { padding: (kernelSize - 1) / 2 }),
      };
      if (a.batchNorm) return basicConv(inner, `${index}`, y, attributes);
      const at = index * 2;
      return inner.add('ReLU', `${at + 1}`, inner.add('Conv2d', `${at}`, y, attributes));
    };
    const reduced = (name: string, reduce: number, out: number, kernelSize: number): Flow =>
      b.group(name, x, (inner, y) => add(inner, 1, add(inner, 0, y, reduce, 1), out, kernelSize));
    const first = a.batchNorm
      ? basicConv(b, 'branch1', x, { outChannels: a.out1x1, kernelSize: 1 })
      : b.group('branch1', x, (inner, y) => add(inner, 0, y, a.out1x1, 1));
    return b.add('Concat', 'concat', [
      first,
      reduced('branch2', a.reduce3x3, a.out3x3, 3),
      reduced('branch3', a.reduce5x5, a.out5x5, large),
      b.group('branch4', x, (inner, y) => {
        const pooled = inner.add('MaxPool2d', '0', y, { kernelSize: 3, stride: 1, padding: 1 });
        if (a.batchNorm) return add(inner, 1, pooled, a.outPool, 1);
        const convolved = inner.add('Conv2d', '1', pooled, { outChannels: a.outPool, kernelSize: 1 });
        return inner.add('ReLU', '2', convolved);
      }),
    ]);
  },
});
