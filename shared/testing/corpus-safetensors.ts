// Bad safetensors files.

import { utf8, type BadFile } from './corpus-types.ts';

/** A file of this header and as many data bytes, with a header length that may lie. */
function file(header: string | object, dataBytes = 0, claimed?: bigint): Uint8Array {
  const text = utf8(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

function f32(shape: unknown, begin: unknown, end: unknown): object {
  return { dtype: 'F32', shape, data_offsets: [begin, end] };
}

function bad(name: string, bytes: Uint8Array | (() => Uint8Array), code: string, message: string): BadFile {
  return {
    name,
    reader: 'safetensors',
    bytes: typeof bytes === 'function' ? bytes : () => bytes,
    code,
    message,
  };
}

const fine = { a: f32([2], 0, 8) };

export const BAD_WEIGHTS: readonly BadFile[] = [
  bad(
    'empty',
    new Uint8Array(0),
    'safetensors-truncated',
    'This safetensors file cannot be used: it has 0 bytes, fewer than the 8 that it begins with.',
  ),
  bad(
    'five bytes',
    new Uint8Array(5),
    'safetensors-truncated',
    'This safetensors file cannot be used: it has 5 bytes, fewer than the 8 that it begins with.',
  ),
  bad(
    'header length 0',
    file(fine, 8, 0n),
    'safetensors-header',
    'This safetensors file cannot be used: its header would have 0 bytes.',
  ),
  bad(
    'header length 2^63',
    file(fine, 8, 2n ** 63n),
    'safetensors-truncated',
    'This safetensors file cannot be used: its header should have 9223372036854775808 bytes, but the file ends after 70; it is incomplete, or no safetensors file.',
  ),
  bad(
    'header length 2^64-1',
    file(fine, 8, 2n ** 64n - 1n),
    'safetensors-truncated',
    'This safetensors file cannot be used: its header should have 18446744073709551615 bytes, but the file ends after 70; it is incomplete, or no safetensors file.',
  ),
  bad(
    'header beyond the file',
    file(fine, 0, 1000n),
    'safetensors-truncated',
    'This safetensors file cannot be used: its header should have 1000 bytes, but the file ends after 62; it is incomplete, or no safetensors file.',
  ),
  bad(
    'header of 100 MB',
    () => file(' '.repeat(100_000_000)),
    'safetensors-header',
    'This safetensors file cannot be used: its header has 100000000 bytes; at most 67108864 are read.',
  ),
  bad(
    'a pickle',
    file('\u0080\u0002}q\u0000.', 8),
    'safetensors-header',
    'This safetensors file cannot be used: its header does not begin with "{".',
  ),
  bad(
    'a header that is no JSON',
    file('{"a": tensor}', 8),
    'safetensors-header',
    'This safetensors file has a bad header. Line 1: a value was expected, but "tensor" was found.',
  ),
  bad(
    'a header cut short',
    file('{"a": {"dtype": "F32"', 0),
    'safetensors-header',
    'This safetensors file has a bad header. The text ends on line 1, in the middle of the data: the file was not saved or copied completely.',
  ),
  bad(
    'a header 100 deep',
    file(`{"a": ${'['.repeat(100)}${']'.repeat(100)}}`, 0),
    'safetensors-header',
    'This safetensors file has a bad header. Line 1: the data are nested more than 3 deep.',
  ),
  bad(
    'a name twice',
    file(
      '{"a": {"dtype":"F32","shape":[1],"data_offsets":[0,4]}, "a": {"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
      8,
    ),
    'safetensors-header',
    'This safetensors file has a bad header. Line 1: the key "a" is there twice.',
  ),
  bad(
    'a tensor as a number',
    file({ a: 5 }, 8),
    'safetensors-entry',
    'This safetensors file cannot be used: tensor "a" is not described by an object.',
  ),
  bad(
    'an unknown field',
    file({ a: { ...f32([2], 0, 8), stride: [1] } }, 8),
    'safetensors-entry',
    'This safetensors file cannot be used: tensor "a" has an unknown field "stride".',
  ),
  bad(
    'no dtype',
    file({ a: { shape: [2], data_offsets: [0, 8] } }, 8),
    'safetensors-entry',
    'This safetensors file cannot be used: tensor "a" has the unknown dtype none.',
  ),
  bad(
    'an unknown dtype',
    file({ a: { dtype: 'toString', shape: [2], data_offsets: [0, 8] } }, 8),
    'safetensors-entry',
    'This safetensors file cannot be used: tensor "a" has the unknown dtype "toString".',
  ),
  bad(
    'a negative dimension',
    file({ a: f32([-2], 0, 8) }, 8),
    'safetensors-shape',
    'This safetensors file cannot be used: tensor "a" has the shape [-2]; expected at most 8 integers from 0 to 2147483647.',
  ),
  bad(
    'a fractional dimension',
    file({ a: f32([0.5], 0, 2) }, 2),
    'safetensors-shape',
    'This safetensors file cannot be used: tensor "a" has the shape [0.5]; expected at most 8 integers from 0 to 2147483647.',
  ),
  bad(
    'a dimension beyond 2^31',
    file({ a: f32([2 ** 31], 0, 8) }, 8),
    'safetensors-shape',
    'This safetensors file cannot be used: tensor "a" has the shape [2147483648]; expected at most 8 integers from 0 to 2147483647.',
  ),
  bad(
    'a product that overflows',
    file({ a: f32([65_536, 65_536, 65_536, 65_536], 0, 0) }, 0),
    'safetensors-shape',
    'This safetensors file cannot be used: tensor "a" has 18446744073709552000 elements; at most 4294967296 are allowed.',
  ),
  bad(
    'rank 50',
    file({ a: f32(Array(50).fill(1), 0, 4) }, 4),
    'safetensors-shape',
    'This safetensors file cannot be used: tensor "a" has the shape [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,...; expected at most 8 integers from 0 to 2147483647.',
  ),
  bad(
    'shape against bytes',
    file({ a: f32([3], 0, 8) }, 8),
    'safetensors-offsets',
    'This safetensors file cannot be used: tensor "a" of shape 3 and type F32 needs 12 bytes, but its offsets 0 to 8 hold 8.',
  ),
  bad(
    'offsets backwards',
    file({ a: f32([2], 8, 0) }, 8),
    'safetensors-offsets',
    'This safetensors file cannot be used: tensor "a" of shape 2 and type F32 needs 8 bytes, but its offsets 8 to 0 hold -8.',
  ),
  bad(
    'a third offset',
    file({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8, 8] } }, 8),
    'safetensors-offsets',
    'This safetensors file cannot be used: tensor "a" has the offsets [0,8,8]; expected two integers.',
  ),
  bad(
    'past the end',
    file({ a: f32([2], 0, 8) }, 7),
    'safetensors-truncated',
    'This safetensors file cannot be used: tensor "a" ends at byte 70, but the file has 69; it is incomplete.',
  ),
  bad(
    'an overlap',
    file({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12),
    'safetensors-overlap',
    'This safetensors file cannot be used: tensor "b" overlaps the one before it.',
  ),
  bad(
    'two names for the same bytes',
    file({ a: f32([2], 0, 8), b: f32([2], 0, 8) }, 8),
    'safetensors-overlap',
    'This safetensors file cannot be used: tensor "b" overlaps the one before it.',
  ),
  bad(
    'a hole',
    file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
    'safetensors-hole',
    'This safetensors file cannot be used: 4 bytes before tensor "b" belong to no tensor.',
  ),
  bad(
    'bytes left over',
    file({ a: f32([1], 0, 4) }, 9),
    'safetensors-hole',
    'This safetensors file cannot be used: 5 bytes at its end belong to no tensor.',
  ),
  bad(
    '200,000 tensors',
    () => file(Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`t${i}`, f32([0], 0, 0)]))),
    'safetensors-too-many',
    'This safetensors file cannot be used: it has 200000 tensors; Netloom reads at most 50000.',
  ),
  bad(
    'a name of 5,000 characters',
    file({ ['x'.repeat(5000)]: f32([1], 0, 4) }, 4),
    'safetensors-name',
    "This safetensors file cannot be used: a tensor's name has 5000 characters; at most 4096.",
  ),
  bad(
    'metadata that are no texts',
    file({ __metadata__: { epoch: 3 }, ...fine }, 8),
    'safetensors-entry',
    'This safetensors file cannot be used: its __metadata__ has a value that is no text, "epoch".',
  ),
  bad(
    'half precision',
    file({ 'conv1.weight': { dtype: 'F16', shape: [2], data_offsets: [0, 4] } }, 4),
    'safetensors-dtype',
    'Netloom takes float32 weights (F32); "conv1.weight" is F16. Convert the file to float32 first.',
  ),
];
