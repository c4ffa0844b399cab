// ONNX files whose tensors are wrong: their data, dimensions and types, and where they lie.

import type { BadFile } from './corpus-types.ts';
import {
  text,
  raw,
  int,
  message,
  graph,
  tensorField,
  tensor,
  FLOAT,
  floats,
  repeated,
  bad,
} from './onnx-parts.ts';

export const BAD_TENSORS: readonly BadFile[] = [
  bad(
    'raw data of the wrong length',
    tensor(int(1, 3), int(2, FLOAT), raw(9, floats)),
    'onnx-tensor-length',
    'The ONNX file is damaged or incomplete: a tensor of shape 3 and type float32 needs 12 bytes, but has 8 (in tensor "w").',
  ),
  bad(
    'no data',
    tensor(int(1, 3), int(2, FLOAT)),
    'onnx-tensor-length',
    'The ONNX file is damaged or incomplete: a tensor of shape 3 and type float32 needs 12 bytes, but has 0 (in tensor "w").',
  ),
  bad(
    'two payloads',
    tensor(int(1, 2), int(2, FLOAT), raw(9, floats), raw(4, floats)),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor has its data in two fields (in tensor "w").',
  ),
  bad(
    'the wrong payload',
    tensor(int(1, 1), int(2, FLOAT), int(7, 5)),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor of type float32 has its data in int64_data (in tensor "w").',
  ),
  bad(
    'a value that its type cannot hold',
    tensor(int(1, 1), int(2, 3), int(5, 300)),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor holds 300, which its type cannot (in tensor "w").',
  ),
  bad(
    'a negative dimension',
    tensor(int(1, -1), int(2, FLOAT), raw(9, floats)),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor has the negative dimension -1 (in tensor "w").',
  ),
  bad(
    'a dimension of 2^40',
    tensor(int(1, 2 ** 40), int(2, FLOAT), raw(9, floats)),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: a dimension of 1099511627776; at most 2147483647 (in tensor "w").',
  ),
  bad(
    'a product that overflows',
    tensor(int(1, 65_536), int(1, 65_536), int(1, 65_536), int(2, FLOAT)),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: a tensor of 281474976710656 elements; at most 4294967296 (in tensor "w").',
  ),
  bad(
    'rank 50',
    tensor(
      repeated(50, () => int(1, 1)),
      int(2, FLOAT),
    ),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: a tensor of rank 50; at most 8 (in tensor "w").',
  ),
  bad(
    'bfloat16',
    tensor(int(1, 4), int(2, 16), raw(9, floats)),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a tensor of type bfloat16 (in tensor "w").',
  ),
  bad(
    'int4',
    tensor(int(1, 16), int(2, 22), raw(9, floats)),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a tensor of type int4 (in tensor "w").',
  ),
  bad(
    'strings',
    tensor(int(1, 1), int(2, 8), text(6, 'cat')),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a tensor of strings (in tensor "w").',
  ),
  bad(
    'data in another file that has no name',
    tensor(int(1, 2), int(2, FLOAT), message(13, text(1, 'offset'), text(2, '0')), int(14, 1)),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor does not say which file its data are in (in tensor "w").',
  ),
  bad(
    'data here and in another file',
    tensor(
      int(1, 2),
      int(2, FLOAT),
      raw(9, floats),
      message(13, text(1, 'location'), text(2, 'w.bin')),
      int(14, 1),
    ),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor has its data here and in another file (in tensor "w").',
  ),
  bad(
    'data at an unknown location',
    tensor(int(1, 2), int(2, FLOAT), raw(9, floats), int(14, 7)),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor has its data at the unknown location 7 (in tensor "w").',
  ),
  bad(
    'a sparse tensor',
    graph(message(15)),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: sparse tensors (in the graph).',
  ),
  bad(
    'a tensor without a name',
    graph(message(5, int(1, 2), int(2, FLOAT), raw(9, floats))),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a tensor has no name (in tensor 1).',
  ),
  bad(
    'two tensors of one name',
    graph(
      tensorField(int(1, 2), int(2, FLOAT), raw(9, floats)),
      tensorField(int(1, 2), int(2, FLOAT), raw(9, floats)),
    ),
    'onnx-duplicate-name',
    'The ONNX file is not valid: two tensors have the name "w" (in the graph).',
  ),
];
