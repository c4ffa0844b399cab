// The parts of a vision transformer: Dosovitskiy et al. 2021 (arXiv:2010.11929), named as in torchvision.

import { boolean, integer, real } from '../../../shared/operators/attributes.ts';
import { problem } from '../../../shared/operators/define.ts';
import type { Builder, Flow } from '../builder.ts';
import { defineTemplate } from '../define.ts';

/** The transformer's layer norms divide by a variance this much larger. */
export const VIT_EPS = 1e-6;

/** An image's patches as the places of a sequence: a strided convolution, then pixels become places. */
export function patchSequence(b: Builder, x: Flow, patchSize: number, features: number): Flow {
  let y = b.add('Conv2d', 'conv_proj', x, {
    outChannels: features,
    kernelSize: patchSize,
    stride: patchSize,
    biasInit: 'zeros',
  });
  y = b.add('Flatten', 'flatten', y, { startDim: 2 });
  return b.add('Permute', 'permute', y);
}

export const patchEmbedding = defineTemplate({
  type: 'PatchEmbedding',
  title: 'Patch embedding',
  help: 'Cuts the image into squares and turns each into one place of a sequence, as a transformer reads it.',
  keywords: ['vit', 'transformer', 'patch', 'token', 'sequence'],
  icon: 'layout-grid',
  arguments: {
    patchSize: integer({
      label: 'Patch size',
      help: 'Side of the squares in pixels.',
      default: 16,
      max: 1024,
    }),
    features: integer({ label: 'Features', help: 'Numbers that describe each place.', default: 768 }),
    classToken: boolean({
      label: 'Class token',
      help: 'Adds a learned place in front, from which the classifier reads.',
      default: true,
    }),
    positions: boolean({
      label: 'Positions',
      help: 'Adds learned numbers that tell the places apart.',
      default: true,
    }),
  },
  summary: (a) => `${a.patchSize}×${a.patchSize} → ${a.features}`,
  check(a, _channels, size) {
    if (size === undefined || Math.min(...size) >= a.patchSize) return undefined;
    return problem(
      'patch-larger-than-input',
      `A patch of ${a.patchSize}×${a.patchSize} is larger than the image, ${size.join('×')}. Choose ${Math.min(...size)} or less.`,
      { attribute: 'patchSize' },
    );
  },
  inside(b, x, a) {
    let y = patchSequence(b, x, a.patchSize, a.features);
    if (a.classToken) y = b.add('ClassToken', 'class_token', y);
    return a.positions ? b.add('PositionEmbedding', 'pos_embedding', y) : y;
  },
});

export const transformerEncoderLayer = defineTemplate({
  type: 'TransformerEncoderLayer',
  title: 'Transformer encoder layer',
  help: 'Attention lets every place look at all others, then a small network works on each; both are added to what came in.',
  keywords: ['vit', 'transformer', 'attention', 'mlp', 'encoder', 'self-attention'],
  icon: 'boxes',
  takes: 'sequence',
  arguments: {
    numHeads: integer({
      label: 'Heads',
      help: 'Views that attend on their own; their number divides the features.',
      default: 8,
      max: 1024,
    }),
    mlpDim: integer({ label: 'Hidden units', help: 'Width of the small network inside.', default: 2048 }),
    dropout: real({
      label: 'Dropout',
      help: 'Share of numbers dropped while training; nothing happens when the network runs.',
      default: 0,
      min: 0,
      max: 1,
    }),
  },
  summary: (a) => `${a.numHeads} heads · ${a.mlpDim}`,
  check(a, features) {
    if (features === undefined || features % a.numHeads === 0) return undefined;
    return problem(
      'heads-do-not-divide',
      `${features} features cannot be shared among ${a.numHeads} heads. Choose a number of heads that divides ${features}.`,
      { attribute: 'numHeads' },
    );
  },
  inside(b, x, a, features = 512) {
    const drop = (inner: Builder, name: string, y: Flow): Flow =>
      a.dropout === 0 ? y : inner.add('Dropout', name, y, { p: a.dropout });
    let y = b.add('LayerNorm', 'ln_1', x, { eps: VIT_EPS });
    y = b.add('MultiheadAttention', 'self_attention', y, { numHeads: a.numHeads });
    const attended = b.add('Add', 'add', [drop(b, 'dropout', y), x]);
    const normalised = b.add('LayerNorm', 'ln_2', attended, { eps: VIT_EPS });
    const worked = b.group('mlp', normalised, (inner, z) => {
      const linear = { weightInit: 'xavierUniform', biasInit: 'zeros' };
      z = inner.add('Linear', '0', z, { outFeatures: a.mlpDim, ...linear });
      z = drop(inner, '2', inner.add('GELU', '1', z));
      return drop(inner, '4', inner.add('Linear', '3', z, { outFeatures: features, ...linear }));
    });
    return b.add('Add', 'add2', [attended, worked]);
  },
});
