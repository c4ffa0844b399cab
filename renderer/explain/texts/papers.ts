// The papers that the explanations cite.

import type { Paper } from './types.ts';

function arxiv(number: string, citation: string): Paper {
  return { citation, url: `https://arxiv.org/abs/${number}` };
}

export const LENET: Paper = {
  citation:
    'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. Proceedings of the IEEE, 1998.',
  url: 'https://doi.org/10.1109/5.726791',
};
export const ALEXNET: Paper = {
  citation:
    'A. Krizhevsky, I. Sutskever, G. E. Hinton: ImageNet classification with deep convolutional neural networks. NeurIPS 2012.',
  url: 'https://doi.org/10.1145/3065386',
};
export const RECTIFIERS: Paper = {
  citation: 'V. Nair, G. E. Hinton: Rectified linear units improve restricted Boltzmann machines. ICML 2010.',
  url: 'https://icml.cc/Conferences/2010/papers/432.pdf',
};
export const LEAKY: Paper = {
  citation:
    'A. L. Maas, A. Y. Hannun, A. Y. Ng: Rectifier nonlinearities improve neural network acoustic models. ICML 2013.',
  url: 'https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf',
};
export const DROPOUT: Paper = {
  citation:
    'N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov: Dropout: a simple way to prevent neural networks from overfitting. JMLR 2014.',
  url: 'https://jmlr.org/papers/v15/srivastava14a.html',
};
export const ARITHMETIC = arxiv(
  '1603.07285',
  'V. Dumoulin, F. Visin: A guide to convolution arithmetic for deep learning. 2016.',
);
export const VGG = arxiv(
  '1409.1556',
  'K. Simonyan, A. Zisserman: Very deep convolutional networks for large-scale image recognition. ICLR 2015.',
);
export const NIN = arxiv('1312.4400', 'M. Lin, Q. Chen, S. Yan: Network in network. ICLR 2014.');
export const INCEPTION = arxiv('1409.4842', 'C. Szegedy et al.: Going deeper with convolutions. CVPR 2015.');
export const INCEPTION_V3 = arxiv(
  '1512.00567',
  'C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna: Rethinking the Inception architecture for computer vision. CVPR 2016.',
);
export const BATCH_NORM = arxiv(
  '1502.03167',
  'S. Ioffe, C. Szegedy: Batch normalization: accelerating deep network training by reducing internal covariate shift. ICML 2015.',
);
export const LAYER_NORM = arxiv(
  '1607.06450',
  'J. L. Ba, J. R. Kiros, G. E. Hinton: Layer normalization. 2016.',
);
export const RESNET = arxiv(
  '1512.03385',
  'K. He, X. Zhang, S. Ren, J. Sun: Deep residual learning for image recognition. CVPR 2016.',
);
export const PREACT = arxiv(
  '1603.05027',
  'K. He, X. Zhang, S. Ren, J. Sun: Identity mappings in deep residual networks. ECCV 2016.',
);
export const RESNEXT = arxiv(
  '1611.05431',
  'S. Xie, R. Girshick, P. Dollár, Z. Tu, K. He: Aggregated residual transformations for deep neural networks. CVPR 2017.',
);
export const DENSENET = arxiv(
  '1608.06993',
  'G. Huang, Z. Liu, L. van der Maaten, K. Q. Weinberger: Densely connected convolutional networks. CVPR 2017.',
);
export const SENET = arxiv(
  '1709.01507',
  'J. Hu, L. Shen, G. Sun: Squeeze-and-excitation networks. CVPR 2018.',
);
export const SQUEEZENET = arxiv(
  '1602.07360',
  'F. N. Iandola et al.: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters. 2016.',
);
export const MOBILENET = arxiv(
  '1704.04861',
  'A. G. Howard et al.: MobileNets: efficient convolutional neural networks for mobile vision applications. 2017.',
);
export const MOBILENET_V2 = arxiv(
  '1801.04381',
  'M. Sandler, A. Howard, M. Zhu, A. Zhmoginov, L.-C. Chen: MobileNetV2: inverted residuals and linear bottlenecks. CVPR 2018.',
);
export const MOBILENET_V3 = arxiv('1905.02244', 'A. Howard et al.: Searching for MobileNetV3. ICCV 2019.');
export const SHUFFLENET = arxiv(
  '1707.01083',
  'X. Zhang, X. Zhou, M. Lin, J. Sun: ShuffleNet: an extremely efficient convolutional neural network for mobile devices. CVPR 2018.',
);
export const SHUFFLENET_V2 = arxiv(
  '1807.11164',
  'N. Ma, X. Zhang, H.-T. Zheng, J. Sun: ShuffleNet V2: practical guidelines for efficient CNN architecture design. ECCV 2018.',
);
export const EFFICIENTNET = arxiv(
  '1905.11946',
  'M. Tan, Q. V. Le: EfficientNet: rethinking model scaling for convolutional neural networks. ICML 2019.',
);
export const EFFICIENTNET_V2 = arxiv(
  '2104.00298',
  'M. Tan, Q. V. Le: EfficientNetV2: smaller models and faster training. ICML 2021.',
);
export const REGNET = arxiv(
  '2003.13678',
  'I. Radosavovic, R. P. Kosaraju, R. Girshick, K. He, P. Dollár: Designing network design spaces. CVPR 2020.',
);
export const SWISH = arxiv(
  '1710.05941',
  'P. Ramachandran, B. Zoph, Q. V. Le: Searching for activation functions. 2017.',
);
export const GELU = arxiv(
  '1606.08415',
  'D. Hendrycks, K. Gimpel: Gaussian error linear units (GELUs). 2016.',
);
export const ATTENTION = arxiv('1706.03762', 'A. Vaswani et al.: Attention is all you need. NeurIPS 2017.');
export const VIT = arxiv(
  '2010.11929',
  'A. Dosovitskiy et al.: An image is worth 16x16 words: transformers for image recognition at scale. ICLR 2021.',
);
export const CONVNEXT = arxiv('2201.03545', 'Z. Liu et al.: A ConvNet for the 2020s. CVPR 2022.');
export const LAYER_SCALE = arxiv(
  '2103.17239',
  'H. Touvron, M. Cord, A. Sablayrolles, G. Synnaeve, H. Jégou: Going deeper with image transformers. ICCV 2021.',
);
export const STOCHASTIC_DEPTH = arxiv(
  '1603.09382',
  'G. Huang, Y. Sun, Z. Liu, D. Sedra, K. Q. Weinberger: Deep networks with stochastic depth. ECCV 2016.',
);
export const CHECKERBOARD: Paper = {
  citation: 'A. Odena, V. Dumoulin, C. Olah: Deconvolution and checkerboard artifacts. Distill, 2016.',
  url: 'https://doi.org/10.23915/distill.00003',
};
