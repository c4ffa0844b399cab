// Pixels to tensors: what brings an image to the form that a network was trained on. Resizing and cropping follow
// Pillow and torchvision to the bit, because a network's answers depend on them. Decoding files is the hosts'.

import { assertNever } from '../lib/assert-never.ts';
import { NetloomError } from '../lib/errors.ts';
import { blockState, fillUniform, streamKey } from './random.ts';
import { resizePlane } from './resize.ts';

/** Rows of red, green, blue, alpha, 8 bits each, alpha not premultiplied. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** The attributes of an Input operator that say how an image becomes its tensor. */
export interface PreprocessSpec {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly fit: 'crop' | 'stretch' | 'contain';
  /** Shorter side before cropping; 0 for just what the crop needs. */
  readonly resize: number;
  /** One value, or one per channel; pixels are in 0 to 1. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly invert: boolean;
}

export interface Preprocessed {
  /** `[1, channels, height, width]`, row-major. */
  readonly tensor: Float32Array<ArrayBuffer>;
  /** The tensor as a picture: normalisation undone, opaque. */
  readonly preview: RgbaImage & { readonly data: Uint8ClampedArray<ArrayBuffer> };
}

/** 8-bit samples, one plane per channel: `[channels, height, width]`. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Uint8Array[];
}

/** 64 megapixels: the largest image that is decoded or made. */
export const MAX_PIXELS = 64 * 1024 * 1024;
/** WASM holds 4 GiB: an input, what the first layer makes of it, and the weights. */
const MAX_INPUT_BYTES = 2 ** 30;

/**
 * What can be made for an input, whatever it is made from.
 * @throws NetloomError `input-too-large`, with the memory that it would need
 */
export function requirePaintable({
  channels,
  height,
  width,
}: Pick<PreprocessSpec, 'channels' | 'height' | 'width'>): void {
  const bytes = 4 * channels * height * width;
  if (height * width <= MAX_PIXELS && bytes <= MAX_INPUT_BYTES) return;
  throw new NetloomError(
    'input-too-large',
    `An input of ${channels} × ${height} × ${width} takes ${(bytes / 2 ** 30).toFixed(2)} GiB. Inputs of up to ${MAX_PIXELS / 2 ** 20} megapixels and ${MAX_INPUT_BYTES / 2 ** 30} GiB are run. Make the Input smaller.`,
  );
}

/** Where an image of one size comes to lie in a field of another. */
export interface Placement {
  /** Size after resizing. */
  readonly width: number;
  readonly height: number;
  /** Of the resized image's corner in the field; negative where it is cropped. */
  readonly left: number;
  readonly top: number;
}

/**
 * Brings an image to the network's size, colours and range.
 * Order: transparency over white, grey or colour, inversion, resize, crop or pad with black, normalisation.
 * @throws NetloomError `image-channels` where the network wants neither 1 nor 3 channels,
 *   `image-elongated` where resizing would make it huge, `normalisation-values` where mean or std do not fit
 */
export function preprocess(image: RgbaImage, spec: PreprocessSpec): Preprocessed {
  if (spec.channels !== 1 && spec.channels !== 3) {
    throw new NetloomError(
      'image-channels',
      `The network's input has ${spec.channels} channels. An image gives 1 (grey) or 3 (colour): set the channels of the Input to one of these, or run on noise.`,
    );
  }
  const planes = spec.channels === 1 ? [greyPlane(image)] : colourPlanes(image);
  if (spec.invert) for (const plane of planes) invertPlane(plane);
  const placement = placeImage(image, spec);
  if (placement.width * placement.height > MAX_PIXELS) {
    throw new NetloomError(
      'image-elongated',
      `The image of ${image.width} × ${image.height} pixels would become ${placement.width} × ${placement.height} before cropping; at most ${MAX_PIXELS} pixels are handled. Crop it first, or set the Input's fit to "Stretch".`,
    );
  }
  const placed = planes.map((plane) => place(resizePlane(plane, image, placement), placement, spec));
  return normalise({ width: spec.width, height: spec.height, planes: placed }, spec);
}

/**
 * `(sample / 255 − mean) / std` per channel, and the same as a picture: the first three channels as colours,
 * or the first as grey where there are fewer.
 */
export function normalise(
  image: Planes,
  spec: Pick<PreprocessSpec, 'channels' | 'mean' | 'std'>,
): Preprocessed {
  const [problem] = normalisationProblems(spec);
  if (problem !== undefined) throw new NetloomError('normalisation-values', problem.message);
  const mean = perChannel(spec.mean, spec.channels);
  const std = perChannel(spec.std, spec.channels);
  const area = image.width * image.height;
  const tensor = new Float32Array(spec.channels * area);
  const table = new Float32Array(256);
  image.planes.forEach((plane, channel) => {
    for (let sample = 0; sample < 256; sample++)
      table[sample] = (sample / 255 - mean[channel]!) / std[channel]!;
    const offset = channel * area;
    for (let index = 0; index < area; index++) tensor[offset + index] = table[plane[index]!]!;
  });
  const data = new Uint8ClampedArray(4 * area);
  const [red, green = red, blue = red] =
    image.planes.length >= 3 ? image.planes : [image.planes[0] ?? new Uint8Array(area)];
  for (let index = 0; index < area; index++) {
    data[4 * index] = red![index]!;
    data[4 * index + 1] = green![index]!;
    data[4 * index + 2] = blue![index]!;
    data[4 * index + 3] = 255;
  }
  return { tensor, preview: { width: image.width, height: image.height, data } };
}

/** Why pixels cannot be brought into a range by these, in words, and which of them it is. */
export function normalisationProblems({
  channels,
  mean,
  std,
}: Pick<PreprocessSpec, 'channels' | 'mean' | 'std'>): readonly {
  readonly attribute: 'mean' | 'std';
  readonly message: string;
}[] {
  const problems: { attribute: 'mean' | 'std'; message: string }[] = [];
  const count = (attribute: 'mean' | 'std', what: string, { length }: readonly number[]): void => {
    if (length === channels || length === 1) return;
    const message = `The Input's ${what} has ${length} values for ${channels === 1 ? '1 channel' : `${channels} channels`}. Give one value, or one per channel.`;
    problems.push({ attribute, message });
  };
  count('mean', 'mean', mean);
  count('std', 'standard deviation', std);
  const impossible = std.find((value) => !(value > 0));
  if (impossible !== undefined) {
    const message = `A standard deviation of the Input is ${impossible}; pixels are divided by it, so it must be above 0. Use 1 to leave them as they are.`;
    problems.push({ attribute: 'std', message });
  }
  return problems;
}

function perChannel(values: readonly number[], channels: number): readonly number[] {
  return values.length === channels ? values : Array.from({ length: channels }, () => values[0]!);
}

/**
 * Size and place of the image in the field. `crop` with a size is torchvision's Resize and CenterCrop:
 * the longer side is truncated to whole pixels.
 */
export function placeImage(
  image: { readonly width: number; readonly height: number },
  spec: Pick<PreprocessSpec, 'height' | 'width' | 'fit' | 'resize'>,
): Placement {
  const { width, height } = resizedSize(image, spec);
  return {
    width,
    height,
    left: axisOffset(width, spec.width),
    top: axisOffset(height, spec.height),
  };
}

/** torchvision's center_crop: what is smaller is padded, less before than after; what is larger is cropped. */
function axisOffset(size: number, field: number): number {
  return size <= field ? Math.floor((field - size) / 2) : -roundHalfEven((size - field) / 2);
}

function resizedSize(
  image: { readonly width: number; readonly height: number },
  spec: Pick<PreprocessSpec, 'height' | 'width' | 'fit' | 'resize'>,
): { readonly width: number; readonly height: number } {
  const across = spec.width / image.width;
  const down = spec.height / image.height;
  switch (spec.fit) {
    case 'stretch':
      return { width: spec.width, height: spec.height };
    case 'contain': {
      const scale = Math.min(across, down);
      return {
        width: Math.max(1, Math.round(image.width * scale)),
        height: Math.max(1, Math.round(image.height * scale)),
      };
    }
    case 'crop': {
      if (spec.resize > 0) {
        const { width, height } = image;
        return width <= height
          ? { width: spec.resize, height: Math.trunc((spec.resize * height) / width) }
          : { width: Math.trunc((spec.resize * width) / height), height: spec.resize };
      }
      return across >= down
        ? {
            width: spec.width,
            height: Math.max(spec.height, Math.trunc((spec.width * image.height) / image.width)),
          }
        : {
            width: Math.max(spec.width, Math.trunc((spec.height * image.width) / image.height)),
            height: spec.height,
          };
    }
    default:
      return assertNever(spec.fit);
  }
}

/** Python's round(), which torchvision's center_crop uses. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Copies the part of a resized plane that falls into the field; the rest of the field is black. */
function place(
  plane: Uint8Array,
  placement: Placement,
  field: { readonly width: number; readonly height: number },
): Uint8Array {
  if (placement.width === field.width && placement.height === field.height) return plane;
  const placed = new Uint8Array(field.width * field.height);
  const fromX = Math.max(0, placement.left);
  const toX = Math.min(field.width, placement.left + placement.width);
  const fromY = Math.max(0, placement.top);
  const toY = Math.min(field.height, placement.top + placement.height);
  for (let y = fromY; y < toY; y++) {
    const start = (y - placement.top) * placement.width - placement.left;
    placed.set(plane.subarray(start + fromX, start + toX), y * field.width + fromX);
  }
  return placed;
}

/** ITU-R 601 luma with Pillow's 16-bit weights, so that grey is what `convert('L')` gives. */
function greyPlane(image: RgbaImage): Uint8Array {
  const area = image.width * image.height;
  const { data } = image;
  const plane = new Uint8Array(area);
  for (let index = 0, at = 0; index < area; index++, at += 4) {
    const alpha = data[at + 3]!;
    const luma =
      overWhite(data[at]!, alpha) * 19595 +
      overWhite(data[at + 1]!, alpha) * 38470 +
      overWhite(data[at + 2]!, alpha) * 7471;
    plane[index] = (luma + 0x8000) >> 16;
  }
  return plane;
}

function colourPlanes(image: RgbaImage): readonly Uint8Array[] {
  const area = image.width * image.height;
  const { data } = image;
  return [0, 1, 2].map((channel) => {
    const plane = new Uint8Array(area);
    for (let index = 0, at = 0; index < area; index++, at += 4) {
      plane[index] = overWhite(data[at + channel]!, data[at + 3]!);
    }
    return plane;
  });
}

/** What a viewer shows of a transparent image: its colour on white paper. */
function overWhite(sample: number, alpha: number): number {
  return alpha === 255 ? sample : Math.round((sample * alpha + 255 * (255 - alpha)) / 255);
}

function invertPlane(plane: Uint8Array): void {
  for (let index = 0; index < plane.length; index++) plane[index] = 255 - plane[index]!;
}

/** Pixels drawn evenly from 0 to 255, the same for every machine and seed; any number of channels. */
export function noiseInput(
  spec: Pick<PreprocessSpec, 'channels' | 'height' | 'width' | 'mean' | 'std'>,
  seed: number,
): Preprocessed {
  const { channels, height, width } = spec;
  const area = height * width;
  const values = new Float32Array(area);
  const planes = Array.from({ length: channels }, (_, channel) => {
    fillUniform(values, blockState(streamKey(seed, 'noise'), channel), 0, 256);
    return Uint8Array.from(values);
  });
  return normalise({ width, height, planes }, spec);
}
