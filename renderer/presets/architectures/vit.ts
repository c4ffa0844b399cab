// Vision transformers, named as in torchvision.

import { integer } from '../../../shared/operators/attributes.ts';
import { problem } from '../../../shared/operators/define.ts';
import { buildGraph } from '../builder.ts';
import { definePreset } from '../define.ts';
import { classOutput, dropout, imageInput, inChannels, inputSize, numClasses } from '../arguments.ts';
import { patchSequence, VIT_EPS } from '../templates/transformer.ts';
import type { Preset } from '../types.ts';

interface Size {
  readonly letter: 'B' | 'L';
  readonly patchSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly features: number;
  readonly resize: number;
  readonly parameters: number;
  readonly gmacs: number;
}

function vit(size: Size): Preset {
  const { letter, patchSize } = size;
  return definePreset({
    id: `vit_${letter.toLowerCase()}_${patchSize}`,
    title: `ViT-${letter}/${patchSize}`,
    family: 'Vision transformer',
    year: 2020,
    paper: {
      citation:
        'A. Dosovitskiy, L. Beyer, A. Kolesnikov, D. Weissenborn, X. Zhai, T. Unterthiner, M. Dehghani, M. Minderer, G. Heigold, S. Gelly, J. Uszkoreit, N. Houlsby: An image is worth 16x16 words: Transformers for image recognition at scale. ICLR 2021.',
      url: 'https://arxiv.org/abs/2010.11929',
    },
    idea: 'Cut the image into patches and read them like words: attention lets every patch look at every other from the first layer on. Nothing about images is built in, so it takes far more of them to learn.',
    arguments: {
      numClasses,
      inputSize,
      inChannels,
      patchSize: integer({
        label: 'Patch size',
        help: 'Side of the squares that the image is cut into; it divides the input size.',
        default: patchSize,
        max: 1024,
      }),
      layers: integer({ label: 'Layers', help: 'How many encoder layers.', default: size.layers, max: 128 }),
      heads: integer({
        label: 'Heads',
        help: 'Attention heads of each layer; their number divides the features.',
        default: size.heads,
        max: 1024,
      }),
      features: integer({
        label: 'Features',
        help: 'Numbers that describe each patch.',
        default: size.features,
        max: 16_384,
      }),
      mlpDim: integer({
        label: 'Hidden units',
        help: 'Width of the small network in each layer.',
        default: 4 * size.features,
      }),
      dropout: { ...dropout, default: 0 },
    },
    reference: { parameters: size.parameters, gmacs: size.gmacs, source: 'torchvision' },
    smallestInput: (a) => a.patchSize,
    graph(a) {
      if (a.inputSize % a.patchSize !== 0) {
        return problem(
          'patch-does-not-divide',
          `Patches of ${a.patchSize} pixels do not divide an image of ${a.inputSize} × ${a.inputSize}. Choose a multiple of ${a.patchSize} as the input size.`,
          { attribute: 'inputSize' },
        );
      }
      if (a.features % a.heads !== 0) {
        return problem(
          'heads-do-not-divide',
          `${a.features} features cannot be shared among ${a.heads} heads. Choose a number of heads that divides ${a.features}.`,
          { attribute: 'heads' },
        );
      }
      return buildGraph((b) => {
        let x = imageInput(b, a.inputSize, a.inChannels, size.resize);
        x = patchSequence(b, x, a.patchSize, a.features);
        x = b.add('ClassToken', 'class_token', x);
        x = b.group('encoder', x, (encoder, y) => {
          y = encoder.add('PositionEmbedding', 'pos_embedding', y);
          if (a.dropout > 0) y = encoder.add('Dropout', 'dropout', y, { p: a.dropout });
          y = encoder.group('layers', y, (inner, z) => {
            for (let layer = 0; layer < a.layers; layer += 1) {
              z = inner.block('TransformerEncoderLayer', `encoder_layer_${layer}`, z, {
                numHeads: a.heads,
                mlpDim: a.mlpDim,
                ...(a.dropout === 0 ? {} : { dropout: a.dropout }),
              });
            }
            return z;
          });
          return encoder.add('LayerNorm', 'ln', y, { eps: VIT_EPS });
        });
        x = b.add('Flatten', 'flatten_token', b.add('Slice', 'token', x));
        x = b.group('heads', x, (inner, y) =>
          inner.add('Linear', 'head', y, {
            outFeatures: a.numClasses,
            biasInit: 'zeros',
          }),
        );
        classOutput(b, x, a.numClasses);
      });
    },
  });
}

const BASE = { letter: 'B', layers: 12, heads: 12, features: 768 } as const;

export const VITS: readonly Preset[] = [
  vit({ ...BASE, patchSize: 16, resize: 256, parameters: 86_567_656, gmacs: 17.564 }),
  vit({ ...BASE, patchSize: 32, resize: 256, parameters: 88_224_232, gmacs: 4.409 }),
  vit({
    letter: 'L',
    patchSize: 16,
    layers: 24,
    heads: 16,
    features: 1024,
    resize: 242,
    parameters: 304_326_632,
    gmacs: 61.555,
  }),
];
