// Where each preset stands in the lesson on the evolution of CNN architectures: its section there, and what to look
// for. Networks that the lesson leaves out say which of its threads they go on with.

const BY_FAMILY: Readonly<Record<string, string>> = {
  LeNet:
    'Begins the timeline, 1998: the first practical CNN. Convolution, pooling, Linear layers: every later section changes one of these.',
  AlexNet:
    "Second on the timeline, 2012, where the deep learning revolution begins. Compare its large first kernels with VGG's small ones.",
  VGG: 'The section "VGGNet: simplicity and depth", with VGGBlock as the lesson writes it. "Why 3×3 filters?" follows: see it under Tools, One Large Kernel or Several Small.',
  Inception: `The section "GoogLeNet/Inception: multi-scale processing". The lesson's InceptionModuleV1 is this network's block, without batch norm.`,
  ResNet: `The section "ResNet: skip connections", to the parameter as the lesson's factory functions build it. It is also the first exercise's best place for squeeze-and-excitation.`,
  'Pre-activation ResNet': `The section "Pre-activation ResNet": the lesson shows its block, this is the network around it. Compare where the activations stand with ResNet's.`,
  'Wide ResNet':
    'Goes beyond the lesson: the section on scaling asks for depth, width or resolution, and this is a ResNet that grows in width alone.',
  ResNeXt: `The section "ResNeXt: cardinality", split, transform, merge. The lesson's ResNeXtBlock is a bottleneck with a grouped convolution; so is this one's.`,
  DenseNet:
    'The section "DenseNet: feature reuse", to the parameter as the lesson builds it from dense layers and transitions. Its row in the comparison stands for efficient parameters.',
  SqueezeNet:
    'Goes beyond the lesson: it takes the 1×1 convolutions of the Inception section and makes a whole network small with them.',
  'SE-Net':
    'The first exercise, solved: add squeeze-and-excitation to any architecture. Tools, Add Squeeze-and-Excitation makes it out of ResNet-50.',
  MobileNet:
    "On the timeline at 2017, efficient architectures. Its depthwise convolutions come back in the lesson inside EfficientNet's MBConv block.",
  ShuffleNet:
    'Goes beyond the lesson: its grouped convolutions are those of the ResNeXt section, turned to the aim of the MobileNets, speed on small machines.',
  EfficientNet:
    'The section "EfficientNet: compound scaling", with MBConv as the lesson writes it. See the rule at work under Tools, Compound Scaling.',
  RegNet:
    "The second exercise: widths from a straight line. Tools, RegNet Designer draws it by the lesson's rule and by the paper's.",
  'Vision transformer':
    'Ends the timeline, 2020: attention in vision. The lesson names it and goes no further; its blocks can be opened here.',
  ConvNeXt:
    "Goes beyond the lesson's last year: what convolutional networks learned from the vision transformers that end its timeline.",
};

const BY_ID: Readonly<Record<string, string>> = {
  vgg16:
    'The section "VGGNet: simplicity and depth" builds exactly this network; in "Architecture comparison" it stands for simple but heavy.',
  inception_v3: `The section "Inception v2/v3: factorized convolutions". The lesson's InceptionModuleV3, with 7×7 taken apart into 1×7 and 7×1, is its module C.`,
  resnet50:
    'The section "ResNet: skip connections" builds it from bottlenecks, and "Architecture comparison" has its row. Add squeeze-and-excitation to it for the first exercise.',
  densenet121:
    'The section "DenseNet: feature reuse" builds it with a growth rate of 32, and "Architecture comparison" has its row, for efficient parameters.',
  densenet161:
    'A wider sibling of those that the section "DenseNet: feature reuse" builds: it adds 48 channels a layer, they add 32.',
  efficientnet_b0:
    'The section "EfficientNet: compound scaling" builds it, and "Architecture comparison" gives it the best efficiency. B1 to B7 are grown from it.',
};

/**
 * A preset's place in the lesson, in a sentence or two.
 * @throws Error where a family has none: every preset must have its place
 */
export function placeInLesson(id: string, family: string): string {
  const place = Object.hasOwn(BY_ID, id) ? BY_ID[id] : BY_FAMILY[family];
  if (place === undefined) throw new Error(`The family "${family}" has no place in the lesson.`);
  return place;
}
