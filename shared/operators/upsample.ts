// Upsample: https://pytorch.org/docs/stable/generated/torch.nn.Upsample.html
// Pixels are taken as squares whose middles are interpolated, unless the corners are aligned.

import { int, string } from '../onnx/attributes.ts';
import { elementCount, tensorType, type TensorType } from '../tensor/types.ts';
import { boolean, choice, MAX_EXTENT, pair } from './attributes.ts';
import { expectImage, formatPair, formatStep, torchCall } from './common.ts';
import { defineOperator, problem } from './define.ts';

type Pair = readonly [number, number];

/** More elements than this in one image are refused before anything computes them. */
const MAX_ELEMENTS = 2 ** 32;

function isGiven(size: Pair): boolean {
  return size[0] > 0 && size[1] > 0;
}

/** How much larger each axis becomes. */
function factors(input: TensorType, a: { readonly scaleFactor: Pair; readonly size: Pair }): Pair {
  if (!isGiven(a.size)) return a.scaleFactor;
  return [a.size[0] / input.shape[2]!, a.size[1] / input.shape[3]!];
}

export const upsample = defineOperator({
  type: 'Upsample',
  palette: {
    category: 'shape',
    title: 'Upsample',
    keywords: ['resize', 'interpolate', 'enlarge', 'decoder', 'unet', 'fpn', 'bilinear', 'nearest'],
    icon: 'scaling',
    help: 'Brings an image to a larger (or another) size by repeating or interpolating its pixels; nothing is learned.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: ['output'],
  attributes: {
    scaleFactor: pair({
      label: 'Factor',
      help: 'How many times as high and as wide the image becomes.',
      default: [2, 2],
      max: 64,
    }),
    size: pair({
      label: 'Size',
      help: 'Height and width that come out, instead of a factor; 0 goes by the factor.',
      default: [0, 0],
      min: 0,
    }),
    mode: choice({
      label: 'Method',
      help: 'Repeats the nearest pixel, or mixes the four around.',
      default: 'nearest',
      options: [
        { value: 'nearest', label: 'Nearest' },
        { value: 'bilinear', label: 'Bilinear' },
      ],
    }),
    alignCorners: boolean({
      label: 'Align corners',
      help: 'Lets the corner pixels keep their values when interpolating; U-Nets of older code do.',
      default: false,
      advanced: true,
    }),
  },
  infer([input], a) {
    const image = expectImage(input, 'Upsample');
    if ('code' in image) return image;
    if (a.size[0] > 0 !== a.size[1] > 0) {
      return problem(
        'size-half-given',
        `The size is ${formatPair(a.size)}. Give both height and width, or 0 for both to go by the factor.`,
        { attribute: 'size' },
      );
    }
    const { batch, channels, height, width } = image;
    const [rows, columns] = isGiven(a.size) ? a.size : [height * a.scaleFactor[0], width * a.scaleFactor[1]];
    const shape = [batch, channels, rows, columns];
    if (Math.max(rows, columns) > MAX_EXTENT || elementCount(shape) > MAX_ELEMENTS) {
      return problem(
        'image-too-large',
        `The image would be ${rows}×${columns} with ${channels} channels, more than can be computed. Choose a smaller ${isGiven(a.size) ? 'size' : 'factor'}.`,
        { attribute: isGiven(a.size) ? 'size' : 'scaleFactor' },
      );
    }
    return [tensorType(shape, input!.dtype)];
  },
  window([input], a) {
    const scale = factors(input!, a);
    const reach = a.mode === 'nearest' ? 1 : 2;
    if (Math.min(...scale) < 1) {
      const stride = [1 / scale[0], 1 / scale[1]] as const;
      return { kernel: [reach, reach], stride, dilation: [1, 1], padding: [0, 0] };
    }
    // As a transposed convolution with a fixed filter: Long, Shelhamer and Darrell 2015, section 3.3.
    const padding = (factor: number): number => (reach === 1 ? 0 : factor / 2);
    return {
      kernel: [reach * scale[0], reach * scale[1]],
      stride: scale,
      dilation: [1, 1],
      padding: [padding(scale[0]), padding(scale[1])],
      transposed: true,
    };
  },
  summary(a) {
    const extent = isGiven(a.size) ? `to ${formatPair(a.size)}` : `× ${formatStep(a.scaleFactor)}`;
    return a.mode === 'nearest' ? extent : `${extent} · bilinear`;
  },
  lower({ attributes: a, inputs: [x], outputTypes: [output], constant, node }) {
    const [, channels, rows, columns] = output!.shape;
    const attributes =
      a.mode === 'nearest'
        ? {
            mode: string('nearest'),
            coordinate_transformation_mode: string('asymmetric'),
            nearest_mode: string('floor'),
          }
        : {
            mode: string('linear'),
            coordinate_transformation_mode: string(a.alignCorners ? 'align_corners' : 'half_pixel'),
          };
    if (!isGiven(a.size)) {
      return [
        node('Resize', [x!, '', constant('scales', 'float32', [4], [1, 1, ...a.scaleFactor])], attributes),
      ];
    }
    // A factor as a float32 can miss a pixel, so the size itself is given, behind a batch that may be symbolic.
    const one = (hint: string, value: number): string => constant(hint, 'int64', [1], [value]);
    const batch = node('Slice', [node('Shape', [x!]), one('first', 0), one('second', 1)]);
    const rest = constant('size', 'int64', [3], [channels!, rows!, columns!]);
    const sizes = node('Concat', [batch, rest], { axis: int(0) });
    return [node('Resize', [x!, '', '', sizes], attributes)];
  },
  torch(a) {
    const corners = a.mode === 'bilinear' ? { align_corners: a.alignCorners } : {};
    const extent = isGiven(a.size) ? { size: a.size } : { scale_factor: a.scaleFactor };
    return torchCall('nn.Upsample', [], { ...extent, mode: a.mode, ...corners }, { mode: 'nearest' });
  },
  examples: [
    {
      name: 'twice as large',
      attributes: {},
      inputs: [tensorType([2, 3, 3, 4])],
      outputs: [[2, 3, 6, 8]],
      parameters: 0,
    },
    {
      name: 'unequal factors, bilinear',
      attributes: { scaleFactor: [2, 3], mode: 'bilinear' },
      inputs: [tensorType([1, 2, 3, 4])],
      outputs: [[1, 2, 6, 12]],
      parameters: 0,
    },
    {
      name: 'corners aligned',
      attributes: { scaleFactor: 2, mode: 'bilinear', alignCorners: true },
      inputs: [tensorType([1, 2, 4, 3])],
      outputs: [[1, 2, 8, 6]],
      parameters: 0,
    },
    {
      name: 'to a size that is no multiple',
      attributes: { size: [5, 7] },
      inputs: [tensorType([2, 2, 3, 4])],
      outputs: [[2, 2, 5, 7]],
      parameters: 0,
    },
    {
      name: 'to a size, bilinear',
      attributes: { size: [7, 10], mode: 'bilinear' },
      inputs: [tensorType([1, 3, 5, 4])],
      outputs: [[1, 3, 7, 10]],
      parameters: 0,
    },
    {
      name: 'to a smaller size, bilinear',
      attributes: { size: [3, 2], mode: 'bilinear' },
      inputs: [tensorType([1, 2, 6, 8])],
      outputs: [[1, 2, 3, 2]],
      parameters: 0,
    },
  ],
});
