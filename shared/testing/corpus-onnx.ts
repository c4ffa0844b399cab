// Bad ONNX files, built field by field (numbers as in onnx.proto).

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { utf8, type BadFile } from './corpus-types.ts';

type Write = (writer: BinaryWriter) => void;

const text =
  (field: number, value: string): Write =>
  (writer) =>
    void writer.tag(field, WireType.LengthDelimited).string(value);
const raw =
  (field: number, value: Uint8Array): Write =>
  (writer) =>
    void writer.tag(field, WireType.LengthDelimited).bytes(value);
const int =
  (field: number, value: number | bigint): Write =>
  (writer) =>
    void writer.tag(field, WireType.Varint).int64(value);
const message =
  (field: number, ...parts: readonly Write[]): Write =>
  (writer) => {
    writer.tag(field, WireType.LengthDelimited).fork();
    for (const part of parts) part(writer);
    writer.join();
  };

function file(...parts: readonly Write[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const part of parts) part(writer);
  return writer.finish();
}

const irVersion = int(1, 8);
const opset = message(8, text(1, ''), int(2, 17));
const graph = (...parts: readonly Write[]): Uint8Array => file(irVersion, message(7, ...parts), opset);
const node = (...parts: readonly Write[]): Uint8Array => graph(message(1, text(4, 'Relu'), ...parts));
const attribute = (type: number, ...parts: readonly Write[]): Uint8Array =>
  node(message(5, text(1, 'value'), ...parts, int(20, type)));
const tensorField = (...parts: readonly Write[]): Write => message(5, text(8, 'w'), ...parts);
const tensor = (...parts: readonly Write[]): Uint8Array => graph(tensorField(...parts));
const input = (name: string, ...parts: readonly Write[]): Write => message(11, text(1, name), ...parts);
const type = (elementType: number, ...dimensions: readonly Write[]): Write =>
  message(2, message(1, int(1, elementType), message(2, ...dimensions.map((write) => message(1, write)))));

const FLOAT = 1;
const floats = new Uint8Array(8);

/** The same part many times. */
function repeated(count: number, part: (index: number) => Write): Write {
  return (writer) => {
    for (let index = 0; index < count; index += 1) part(index)(writer);
  };
}

function bad(name: string, bytes: Uint8Array | (() => Uint8Array), code: string, message_: string): BadFile {
  return {
    name,
    reader: 'onnx',
    bytes: typeof bytes === 'function' ? bytes : () => bytes,
    code,
    message: message_,
  };
}

export const BAD_MODELS: readonly BadFile[] = [
  bad('empty', new Uint8Array(0), 'onnx-foreign', 'This is no ONNX model: it looks like an empty file.'),
  bad(
    'HTML',
    utf8('<html><body>Not found</body></html>'),
    'onnx-foreign',
    'This is no ONNX model: it looks like an HTML page.',
  ),
  bad(
    'a PNG',
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    'onnx-foreign',
    'This is no ONNX model: it looks like a PNG image.',
  ),
  bad('a ZIP', utf8('PK\u0003\u0004'), 'onnx-foreign', 'This is no ONNX model: it looks like a ZIP archive.'),
  bad(
    'prose',
    utf8('This is my network.'),
    'onnx-foreign',
    'This is no ONNX model: it looks like plain text.',
  ),
  bad(
    'only a version',
    file(irVersion),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: it does not say which operator set it uses (in the model).',
  ),
  bad(
    'no graph',
    file(irVersion, opset),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: it has no graph (in the model).',
  ),
  bad(
    'no operator set',
    file(irVersion, message(7, text(2, 'g'))),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: it does not say which operator set it uses (in the model).',
  ),
  bad(
    'no IR version',
    file(message(7, text(2, 'g')), opset),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: it has no IR version (in the model).',
  ),
  bad(
    'IR version 99',
    file(int(1, 99), message(7), opset),
    'onnx-too-new',
    'The ONNX file has IR version 99; this Netloom reads up to 13. Export it again with an older IR version, or update Netloom.',
  ),
  bad(
    'opset 99',
    file(irVersion, message(7), message(8, int(2, 99))),
    'onnx-too-new',
    'The ONNX file has opset 99; this Netloom reads up to 26. Export it again with an older opset, or update Netloom.',
  ),
  bad(
    'two graphs',
    file(irVersion, message(7), message(7), opset),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: it holds two graphs (in the model).',
  ),
  bad(
    'two operator sets',
    file(irVersion, message(7), opset, opset),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: it imports the standard operators twice (in the model).',
  ),
  bad(
    'functions',
    file(irVersion, message(7), opset, message(25, text(1, 'f'))),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: it defines functions of its own (in the model).',
  ),
  bad(
    'training',
    file(irVersion, message(7), opset, message(20)),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: it describes training (in the model).',
  ),
  bad(
    'an unknown field',
    file(irVersion, text(99, 'x')),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: it has the unknown field 99 (in the model).',
  ),
  bad(
    'a text where a number should be',
    file(text(1, '8')),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a field has the wrong wire type (in the model).',
  ),
  bad(
    'a length beyond the end',
    Uint8Array.of(0x08, 0x08, 0x3a, 0x7f, 0x01),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: its bytes make no sense (in the model).',
  ),
  bad(
    'an endless varint',
    new Uint8Array(20).fill(0xff),
    'onnx-foreign',
    'This is no ONNX model: it looks like plain text.',
  ),
  bad(
    'a name that is no UTF-8',
    node(raw(3, Uint8Array.of(0xff, 0xfe))),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: its bytes make no sense (in node 1).',
  ),
  bad(
    'a name of a megabyte',
    () => node(text(3, 'x'.repeat(1_000_000))),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: a name of 1000000 bytes; at most 4096 (in node 1).',
  ),
  bad(
    'a node without an operator',
    graph(message(1, text(3, 'n'))),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: the node does not say which operator it is (in node 1).',
  ),
  bad(
    'a tensor as attribute',
    attribute(4, message(5, int(2, 1))),
    'onnx-tensor-length',
    'The ONNX file is damaged or incomplete: a tensor of shape scalar and type float32 needs 4 bytes, but has 0 (in node 1).',
  ),
  bad(
    'an attribute of an unknown type',
    attribute(77),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: an attribute has the unknown type 77 (in node 1).',
  ),
  bad(
    'an attribute of two types',
    attribute(2, int(3, 1), text(4, 'x')),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: attribute "value" has values of two types (in node 1).',
  ),
  bad(
    'an attribute beyond 2^53',
    attribute(2, int(3, 9223372036854775807n)),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: the integer 9223372036854775807 is beyond ±2⁵³ (in node 1).',
  ),
  bad(
    'an attribute of bytes',
    attribute(3, raw(4, Uint8Array.of(0xc3))),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: an attribute holds bytes that are no text (in node 1).',
  ),
  bad(
    'an attribute twice',
    node(message(5, text(1, 'a'), int(3, 1), int(20, 2)), message(5, text(1, 'a'), int(3, 2), int(20, 2))),
    'onnx-duplicate-name',
    'The ONNX file is not valid: two attributes have the name "a" (in node 1).',
  ),
  bad(
    '30 MB of packed integers',
    () => attribute(7, raw(8, new Uint8Array(30_000_000))),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: more than a million numbers outside of raw tensor data (in node 1).',
  ),
  bad(
    'a packed list that ends within a number',
    attribute(7, raw(8, Uint8Array.of(1, 0x80))),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a list of numbers ends within a number (in node 1).',
  ),
  bad(
    '60,000 nodes',
    () => graph(repeated(60_000, () => message(1, text(4, 'Relu')))),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: more than 50000 nodes (in the graph).',
  ),
  bad(
    '500,000 inputs on a node',
    () => node(repeated(500_000, () => text(1, ''))),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: more than 400000 inputs and outputs of nodes (in node 1).',
  ),
  bad(
    '12 MB of empty inputs',
    () => node(repeated(6_000_000, () => text(1, ''))),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: more than three million names and records (in node 1).',
  ),
  bad(
    '60,000 tensors',
    () => graph(repeated(60_000, (index) => message(5, text(8, `w${index}`), int(1, 0), int(2, FLOAT)))),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: more than 50000 tensors (in the graph).',
  ),
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
    'two versions of one operator set',
    file(
      irVersion,
      message(7),
      opset,
      message(8, text(1, 'com.microsoft'), int(2, 1)),
      message(8, text(1, 'com.microsoft'), int(2, 2)),
    ),
    'onnx-duplicate-name',
    'The ONNX file is not valid: two operator sets have the name "com.microsoft" (in the model).',
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
  bad(
    'two inputs of one name',
    graph(input('x', type(FLOAT)), input('x', type(FLOAT))),
    'onnx-duplicate-name',
    'The ONNX file is not valid: two inputs have the name "x" (in the graph).',
  ),
  bad(
    'two nodes that make one value',
    graph(message(1, text(4, 'Relu'), text(2, 'y')), message(1, text(4, 'Relu'), text(2, 'y'))),
    'onnx-duplicate-name',
    'The ONNX file is not valid: two values have the name "y" (in the graph).',
  ),
  bad(
    'an input without a type',
    graph(input('x')),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a value without a type (in value "x").',
  ),
  bad(
    'an input without a shape',
    graph(input('x', message(2, message(1, int(1, FLOAT))))),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a value without a shape (in value "x").',
  ),
  bad(
    'a sequence',
    graph(input('x', message(2, message(4)))),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a sequence instead of a tensor (in value "x").',
  ),
  bad(
    'an input of strings',
    graph(input('x', type(8, int(1, 2)))),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a value of type string (in value "x").',
  ),
  bad(
    'an unknown dimension',
    graph(input('x', message(2, message(1, int(1, FLOAT), message(2, message(1)))))),
    'onnx-unsupported',
    'Netloom cannot read this ONNX file yet: a dimension that is neither a number nor a name (in value "x").',
  ),
  bad(
    'a negative input dimension',
    graph(input('x', type(FLOAT, int(1, -3)))),
    'onnx-damaged',
    'The ONNX file is damaged or incomplete: a dimension of -3; expected 0 to 2147483647 (in value "x").',
  ),
  bad(
    'an input of rank 9',
    graph(input('x', type(FLOAT, ...Array.from({ length: 9 }, () => int(1, 1))))),
    'onnx-too-large',
    'The ONNX file is beyond what Netloom takes: a shape of rank above 8 (in value "x").',
  ),
];
