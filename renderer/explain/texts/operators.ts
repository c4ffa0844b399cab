// Every operator in a few sentences: what it does, and why networks have it.

import * as papers from './papers.ts';
import type { Explanation } from './types.ts';

export const OPERATOR_TEXTS: Readonly<Record<string, Explanation>> = {
  Input: {
    paragraphs: [
      'Here the image enters, as numbers in the order batch, channels, height, width. It also says how a picture becomes those numbers: resized, cropped, and each channel shifted and scaled by the mean and deviation that the training data had.',
      "Inside a block it is one of the block's input ports.",
    ],
    figures: [],
  },
  Output: {
    paragraphs: [
      'What arrives here is what the network returns. Everything that no output depends on is left out of the exported model.',
      "Inside a block it is one of the block's output ports.",
    ],
    figures: [],
  },
  Conv2d: {
    paragraphs: [
      'A window slides over the image; at every place its numbers are multiplied with a learned filter and summed up. Each output channel has a filter of its own, so it becomes a map of where one pattern was found. The same few weights serve every place: that is why a convolution needs so much less than a Linear layer.',
      'The stride is the step of the window, and 2 halves the image. Padding gives the border pixels neighbours, so that the image keeps its size. Dilation spreads the taps apart and sees further for the same price.',
      'Groups split the channels into parts that do not mix, and divide weights and work by their number; as many groups as channels is depthwise. A 1 × 1 kernel sees no neighbours at all: it only mixes channels, and is the cheap way to change how many there are.',
    ],
    figures: ['window', 'channels'],
    paper: papers.ARITHMETIC,
  },
  ConvTranspose2d: {
    paragraphs: [
      'The convolution run backwards: every input pixel stamps its filter onto the output, and where stamps overlap they add up. With a stride of 2 the stamps stand two pixels apart, so the image grows to twice its size.',
      'Where the kernel is no multiple of the stride, some pixels get more stamps than others and a checkerboard shows; kernels of 2 or 4 at stride 2 avoid it.',
    ],
    figures: ['channels'],
    paper: papers.CHECKERBOARD,
  },
  BatchNorm2d: {
    paragraphs: [
      "Each channel is shifted to mean 0 and scaled to variance 1, and then by two learned numbers to what suits the next layer. While training, mean and variance come from the batch; when the network runs, from averages remembered of training, so that an image's result does not depend on its neighbours.",
      "Layers then need not follow each other's drifting scales, which allows larger learning rates and far deeper networks. When the network runs, it is one multiplication and one addition a channel, which the runtime folds into the convolution before it. A bias there would be cancelled: that is why such convolutions have none.",
    ],
    figures: ['norm'],
    paper: papers.BATCH_NORM,
  },
  ReLU: {
    paragraphs: [
      'Negative numbers become zero, positive ones stay. Without something that bends, any stack of convolutions would be one single linear map; with this simplest bend it can approximate whatever it has to.',
      'Its slope is exactly 1 for everything positive, so gradients pass many layers without fading, unlike through a sigmoid.',
    ],
    figures: ['curve'],
    paper: papers.RECTIFIERS,
  },
  ReLU6: {
    paragraphs: [
      'A ReLU that also stops at 6. With a known largest value, eight bits can be shared out over a small range, and little is lost when a phone computes with them.',
    ],
    figures: ['curve'],
    paper: papers.MOBILENET_V2,
  },
  LeakyReLU: {
    paragraphs: [
      'A ReLU that lets a small share of negative numbers through. A unit that has fallen silent for every image still gets a gradient and can come back.',
    ],
    figures: ['curve'],
    paper: papers.LEAKY,
  },
  SiLU: {
    paragraphs: [
      'A number times its own sigmoid: nearly zero for very negative numbers, nearly the number itself for large ones, and smooth between, with a small dip below zero. A search over many formulas found it and called it Swish; EfficientNet is built on it.',
    ],
    figures: ['curve'],
    paper: papers.SWISH,
  },
  GELU: {
    paragraphs: [
      'A number times the chance that a normal random number lies below it. It weighs its input by how large it is among others instead of cutting at zero, and is what transformers and ConvNeXt use.',
    ],
    figures: ['curve'],
    paper: papers.GELU,
  },
  Hardswish: {
    paragraphs: [
      'Swish with its sigmoid replaced by straight lines: zero up to −3, the number itself from 3 on, a piece of a parabola between. It needs no exponential, which counts on a phone.',
    ],
    figures: ['curve'],
    paper: papers.MOBILENET_V3,
  },
  Hardsigmoid: {
    paragraphs: [
      'A sigmoid made of straight lines: 0 up to −3, 1 from 3 on. As a gate it says almost the same, without an exponential.',
    ],
    figures: ['curve'],
    paper: papers.MOBILENET_V3,
  },
  Sigmoid: {
    paragraphs: [
      'Squeezes every number into 0 to 1, where it can be read as a probability or used as a gate that lets more or less through. Far from zero it is flat, and so are its gradients: as the activation of deep networks it gave way to ReLU.',
    ],
    figures: ['curve'],
    paper: papers.LENET,
  },
  Tanh: {
    paragraphs: [
      'Squeezes every number into −1 to 1, with zero in the middle. LeNet-5 used a scaled form of it after every layer, long before ReLU.',
    ],
    figures: ['curve'],
    paper: papers.LENET,
  },
  Softmax: {
    paragraphs: [
      'Every score becomes its exponential, divided by the sum of all: positive shares that add up to 1. At the end of a classifier they are the class probabilities; inside attention they say how much each place takes from every other.',
      'Only differences of scores count: the same number added to all changes nothing.',
    ],
    figures: [],
  },
  MaxPool2d: {
    paragraphs: [
      'Of every window only the largest number stays. The image becomes smaller, what is left sees more of it, and a pattern may move by a pixel without changing the result. There is nothing to learn in it.',
    ],
    figures: ['window'],
    paper: papers.ALEXNET,
  },
  AvgPool2d: {
    paragraphs: [
      'Every window is replaced by its mean. Softer than taking the largest: nothing is thrown away, everything is blurred. LeNet-5 made its images smaller this way; DenseNet does so between its blocks.',
    ],
    figures: ['window'],
    paper: papers.LENET,
  },
  AdaptiveAvgPool2d: {
    paragraphs: [
      'Averages an image of any size down to a fixed one. With 1 × 1 a single mean a channel is left: how much of each pattern there was, wherever it stood.',
      'That replaced the large Linear layers of AlexNet and VGG: ResNet-50 needs 2 million weights behind it, where VGG-16 needs 124 million. And the network takes images of other sizes.',
    ],
    figures: [],
    paper: papers.NIN,
  },
  LocalResponseNorm: {
    paragraphs: [
      'Each number is divided by the strength of the same place in neighbouring channels, so that a strong answer dampens its neighbours. AlexNet and the first GoogLeNet used it; batch norm does the work better and it was dropped.',
    ],
    figures: ['norm'],
    paper: papers.ALEXNET,
  },
  LayerNorm: {
    paragraphs: [
      'All features of one place are brought to mean 0 and variance 1, then scaled and shifted by learned numbers. It looks at one image and one place alone: nothing has to be remembered from training, and the size of the batch does not matter.',
      'Transformers are built on it, and ConvNeXt took it over into a convolutional network.',
    ],
    figures: ['norm'],
    paper: papers.LAYER_NORM,
  },
  LayerScale: {
    paragraphs: [
      'Each channel is multiplied by a learned number that starts near zero. A residual branch that ends with it begins as almost nothing, so that a very deep network starts as a shallow one and grows its branches while it learns.',
    ],
    figures: [],
    paper: papers.LAYER_SCALE,
  },
  Linear: {
    paragraphs: [
      'Every output is a weighted sum of all inputs: a matrix of learned weights. It knows nothing of places, so it stands where places no longer matter, at the end of a classifier; on a sequence it works on every place by itself, as a 1 × 1 convolution does on pixels.',
      'It is where parameters gather: the first one of VGG-16 alone holds 103 of its 138 million.',
    ],
    figures: [],
    paper: papers.VGG,
  },
  MultiheadAttention: {
    paragraphs: [
      'Every place of a sequence asks a question, offers a key, and holds a value, each a learned map of its features. Questions are compared with all keys; softmax turns the scores into shares, and the place takes that mixture of all values. So a single layer sees the whole image, where a convolution needs a stack.',
      'Several heads do so side by side, each with its own part of the features, and can look for different things. The price: every place meets every other, so the work grows with the square of their number.',
    ],
    figures: ['attention'],
    paper: papers.ATTENTION,
  },
  ClassToken: {
    paragraphs: [
      'A learned place is put before the sequence. It belongs to no patch of the image; through the layers it gathers by attention what it needs, and the classifier reads nothing else.',
    ],
    figures: [],
    paper: papers.VIT,
  },
  PositionEmbedding: {
    paragraphs: [
      'Attention treats places as a set: shuffled, they would give the same result. So a learned vector is added to each place, by which the layers can tell where it stood. One is learned for every place, which fixes the size of the image.',
    ],
    figures: [],
    paper: papers.VIT,
  },
  Flatten: {
    paragraphs: [
      'Lays the image out as one long row: nothing is computed, only the shape changes. A Linear layer behind it sees every pixel of every channel as a feature of its own, and so learns anew for every place.',
    ],
    figures: [],
  },
  Unflatten: {
    paragraphs: [
      'Folds one dimension out into several, the reverse of Flatten. Squeeze-and-excitation uses it to turn a list of gates into an image of 1 × 1 pixels, which can then be multiplied with the channels.',
    ],
    figures: [],
  },
  Upsample: {
    paragraphs: [
      'Brings the image to another size by repeating pixels or drawing smooth lines between them. Nothing is learned; a convolution behind it often takes the place of a transposed one, and leaves no checkerboard.',
    ],
    figures: [],
    paper: papers.CHECKERBOARD,
  },
  ZeroPad2d: {
    paragraphs: [
      'A border of zeros, as wide as each side says. Convolutions and poolings pad by themselves and by the same amount on opposite sides; this is for what they cannot say, such as one more row at the bottom only.',
    ],
    figures: [],
    paper: papers.ARITHMETIC,
  },
  Permute: {
    paragraphs: [
      'Puts the dimensions in another order; no number changes. A vision transformer uses it to make the pixels of its patches the places of a sequence, ConvNeXt to bring channels last for its LayerNorm and Linear layers.',
    ],
    figures: [],
    paper: papers.VIT,
  },
  Slice: {
    paragraphs: [
      'Passes on a part of one dimension and leaves the rest: half of the channels, as in ShuffleNet v2, or the class token alone, as before the classifier of a vision transformer.',
    ],
    figures: [],
    paper: papers.SHUFFLENET_V2,
  },
  ChannelShuffle: {
    paragraphs: [
      'Deals the channels of several groups out in turn, as cards. Grouped convolutions in a row never mix their groups; after a shuffle every group of the next one gets something of all, and it costs nothing to compute.',
    ],
    figures: ['shuffle'],
    paper: papers.SHUFFLENET,
  },
  Dropout: {
    paragraphs: [
      'While training, random numbers are set to zero and the others scaled up to make up for it. No unit can rely on a particular other one, so the network learns things twice and fits its training data less by heart. When the network runs, nothing happens.',
    ],
    figures: [],
    paper: papers.DROPOUT,
  },
  StochasticDepth: {
    paragraphs: [
      'While training, the whole residual branch is left out for random images, and the skip alone goes on. The network trains as many shallower ones and runs as the deep one: then nothing happens here.',
    ],
    figures: [],
    paper: papers.STOCHASTIC_DEPTH,
  },
  Concat: {
    paragraphs: [
      'Stacks its inputs, channel after channel. Nothing is mixed and nothing is lost: the layer behind it can read every input on its own. Inception joins its branches this way, DenseNet keeps everything that was ever computed.',
      'The price is width: the channels add up, and the next layer has to read them all.',
    ],
    figures: ['merge'],
    paper: papers.DENSENET,
  },
  Add: {
    paragraphs: [
      'Adds its inputs number by number, so their shapes must agree. At the end of a residual block the skip is added to the branch: the block need only learn what to change, and if there is nothing to change, zeros will do.',
      'Backwards, an addition hands the gradient on to both sides unchanged. Through a hundred such additions there is always a way on which nothing fades: that made networks of 152 layers trainable.',
    ],
    figures: ['merge'],
    paper: papers.RESNET,
  },
  Mul: {
    paragraphs: [
      'Multiplies its inputs number by number. With a gate of 1 × 1 pixels, every channel of the image is turned up or down as a whole: attention over channels.',
    ],
    figures: ['merge'],
    paper: papers.SENET,
  },
  Identity: {
    paragraphs: [
      'Passes on what arrives. It keeps a place and a name, such as the plain shortcut of a residual block beside those that have a projection.',
    ],
    figures: [],
    paper: papers.PREACT,
  },
};
