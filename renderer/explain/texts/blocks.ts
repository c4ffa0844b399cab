// Every block template in a few sentences: what it is made of, and the thought behind it.

import * as papers from './papers.ts';
import type { Explanation } from './types.ts';

export const BLOCK_TEXTS: Readonly<Record<string, Explanation>> = {
  ConvBNAct: {
    paragraphs: [
      'A convolution, its normalisation, and an activation: the three steps that most networks since 2015 are made of. The convolution has no bias, since batch norm would cancel it.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.BATCH_NORM,
  },
  VGGBlock: {
    paragraphs: [
      'A few 3 × 3 convolutions of one width, each with its ReLU, then a pooling that halves the image. Two of them see as far as one 5 × 5, with fewer weights and one bend more.',
      'Stacked, with the channels doubled whenever the image is halved, they are the whole of VGG.',
    ],
    figures: ['inside'],
    paper: papers.VGG,
  },
  InceptionModuleV1: {
    paragraphs: [
      'Four ways side by side look at the same image at several scales: 1 × 1, 3 × 3, a larger one, and a pooling. Their channels are stacked, and the next module takes from each what it needs.',
      'The large kernels would be dear on many channels, so a 1 × 1 convolution first narrows what they read. That trick, dimension reduction, made GoogLeNet twelve times smaller than AlexNet.',
    ],
    figures: ['inside'],
    paper: papers.INCEPTION,
  },
  InceptionA: {
    paragraphs: [
      "Inception's four ways with the 5 × 5 kernel beside two 3 × 3 in a row, which see as far for less. It works on the largest images of Inception v3, 35 × 35.",
    ],
    figures: ['inside'],
    paper: papers.INCEPTION_V3,
  },
  InceptionB: {
    paragraphs: [
      'Makes the image smaller without squeezing it through a narrow place: strided convolutions and a pooling run side by side, and their channels are stacked. A pooling alone would lose too much before it, a convolution alone would cost too much.',
    ],
    figures: ['inside'],
    paper: papers.INCEPTION_V3,
  },
  InceptionC: {
    paragraphs: [
      'A 7 × 7 convolution taken apart into 1 × 7 and 7 × 1: seen from the outside it looks as far, with 14 weights a pair of channels in place of 49. One branch does so once, another twice.',
    ],
    figures: ['inside'],
    paper: papers.INCEPTION_V3,
  },
  InceptionD: {
    paragraphs: [
      'The second place where Inception v3 makes its image smaller, from 17 × 17 to 8 × 8: a 3 × 3 branch, a taken-apart 7 × 7 branch and a pooling, side by side.',
    ],
    figures: ['inside'],
    paper: papers.INCEPTION_V3,
  },
  InceptionE: {
    paragraphs: [
      'On the smallest images the branches fan out: 1 × 3 and 3 × 1 stand side by side, not in a row, and both results are kept. Many different features matter more there than wide sight.',
    ],
    figures: ['inside'],
    paper: papers.INCEPTION_V3,
  },
  BasicBlock: {
    paragraphs: [
      'Two 3 × 3 convolutions, and the input added to their result. The block learns only what to change. Where the stride or the channels change, a 1 × 1 convolution brings the skip into the same shape.',
      'Plain networks became worse with more layers, even on their training data; with the skip they became better. ResNet-18 and 34 are made of it.',
    ],
    figures: ['inside'],
    paper: papers.RESNET,
  },
  Bottleneck: {
    paragraphs: [
      'A 1 × 1 convolution narrows to a quarter, a 3 × 3 works there, another 1 × 1 widens again; the input is added. The dear 3 × 3 sees a quarter of the channels, so it costs a sixteenth.',
      'That is how ResNet-50, 101 and 152 can be deep and have 2048 channels at the end.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.RESNET,
  },
  ResNeXtBlock: {
    paragraphs: [
      'A bottleneck whose 3 × 3 convolution is split into many narrow paths: their number is the cardinality. Split, transform, merge, as in Inception, but all paths are alike, so one grouped convolution does it.',
      'At the same cost, more paths help more than more width or more depth.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.RESNEXT,
  },
  PreActBlock: {
    paragraphs: [
      'Normalisation and activation stand before each convolution, and nothing after the addition. So the skip is clean from the first block to the last, forwards and backwards, and networks of a thousand layers can be trained.',
    ],
    figures: ['inside'],
    paper: papers.PREACT,
  },
  PreActBottleneck: {
    paragraphs: [
      'The bottleneck with normalisation and activation before each of its convolutions: the skip is never bent, however many blocks follow each other.',
    ],
    figures: ['inside'],
    paper: papers.PREACT,
  },
  DenseLayer: {
    paragraphs: [
      'A 1 × 1 convolution narrows all that came before, a 3 × 3 makes a few new channels, as many as the growth rate, and they are stacked onto the input. Nothing is computed twice, because nothing is forgotten.',
    ],
    figures: ['inside'],
    paper: papers.DENSENET,
  },
  DenseBlock: {
    paragraphs: [
      'Dense layers in a row: each reads the results of all before it, and adds a few channels of its own. Features of every depth stay in reach, so each layer can be narrow, and DenseNet-121 does with a third of the weights of ResNet-50.',
    ],
    figures: ['inside'],
    paper: papers.DENSENET,
  },
  TransitionLayer: {
    paragraphs: [
      'Between dense blocks the channels have piled up. A 1 × 1 convolution compresses them, usually to half, and a pooling halves the image.',
    ],
    figures: ['inside'],
    paper: papers.DENSENET,
  },
  SqueezeExcite: {
    paragraphs: [
      'Squeeze: each channel becomes one number, its mean over the image. Excite: two small layers look at all those numbers and give a gate from 0 to 1 for every channel. Each channel is then turned up or down by its gate.',
      'So what is in the whole image decides which channels matter here. It costs next to no work, and can be added to any network: Tools, Add Squeeze-and-Excitation.',
    ],
    figures: ['inside', 'merge'],
    paper: papers.SENET,
  },
  Fire: {
    paragraphs: [
      'A 1 × 1 convolution squeezes the channels; 1 × 1 and 3 × 3 convolutions side by side expand them again, and are stacked. Most filters are 1 × 1, and the 3 × 3 ones read few channels: SqueezeNet has fifty times fewer weights than AlexNet.',
    ],
    figures: ['inside'],
    paper: papers.SQUEEZENET,
  },
  DepthwiseSeparable: {
    paragraphs: [
      'A convolution in two steps: a depthwise one looks around in each channel by itself, a 1 × 1 then mixes the channels. For 3 × 3 kernels that takes eight to nine times less work than doing both at once, and loses little.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.MOBILENET,
  },
  InvertedResidual: {
    paragraphs: [
      'The bottleneck turned inside out: a 1 × 1 convolution widens, a cheap depthwise one works on many channels, a 1 × 1 narrows again, and the skip joins the narrow ends. Little has to be kept in memory between blocks.',
      'The last convolution has no activation: in few channels a ReLU would destroy what it sets to zero.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.MOBILENET_V2,
  },
  MobileNetV3Block: {
    paragraphs: [
      'The inverted residual with squeeze-and-excitation in its wide part and, in deeper layers, hard swish. Widths and kernels of the blocks came out of a search that measured real phones.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.MOBILENET_V3,
  },
  MBConv: {
    paragraphs: [
      "EfficientNet's block: an inverted residual with SiLU and squeeze-and-excitation, whose hidden layer is a share of the block's input. While training, the branch is left out at random, deeper blocks more often.",
    ],
    figures: ['inside', 'channels'],
    paper: papers.EFFICIENTNET,
  },
  FusedMBConv: {
    paragraphs: [
      'MBConv with its widening 1 × 1 and its depthwise convolution melted into one full 3 × 3. That is more work but faster on large images, because accelerators are bad at depthwise convolutions.',
    ],
    figures: ['inside'],
    paper: papers.EFFICIENTNET_V2,
  },
  RegNetXBlock: {
    paragraphs: [
      'A residual block of 1 × 1, grouped 3 × 3 and 1 × 1 whose width never changes: the bottleneck that a search over whole families of networks found needless was left out.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.REGNET,
  },
  RegNetYBlock: {
    paragraphs: [
      'The RegNet X block with squeeze-and-excitation after its grouped convolution: the one addition that helped everywhere.',
    ],
    figures: ['inside', 'channels'],
    paper: papers.REGNET,
  },
  ShuffleNetUnit: {
    paragraphs: [
      'Half of the channels pass untouched, the other half go through 1 × 1, depthwise and 1 × 1; both are stacked and shuffled, so that next time others pass. It was designed for measured speed: equal widths, few groups, no additions.',
    ],
    figures: ['inside'],
    paper: papers.SHUFFLENET_V2,
  },
  ConvNeXtBlock: {
    paragraphs: [
      'A large depthwise convolution, one LayerNorm, then widening and narrowing with one GELU between, and the skip: a transformer layer with attention replaced by a 7 × 7 window. Modernised step by step, a ResNet became as good as the transformers.',
    ],
    figures: ['inside'],
    paper: papers.CONVNEXT,
  },
  PatchEmbedding: {
    paragraphs: [
      'Cuts the image into patches and maps each by one linear map to a vector: a convolution whose stride is its kernel. The patches become the places of a sequence, with a class token before them and a learned position added to each.',
    ],
    figures: ['inside'],
    paper: papers.VIT,
  },
  TransformerEncoderLayer: {
    paragraphs: [
      'Two residual branches, each behind a LayerNorm. In the first, attention lets every place take from every other; in the second, two Linear layers work on each place by itself. Mixing places, then mixing features, again and again.',
    ],
    figures: ['inside', 'attention'],
    paper: papers.VIT,
  },
};
