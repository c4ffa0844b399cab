// What a file looks like by its first bytes, for messages about files of another kind.

const MAGIC: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF file'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'a 7-Zip archive'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file (Keras weights, perhaps)'],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'a NumPy array'],
  [[0x80, 0x02], 'a Python pickle (an old PyTorch checkpoint, perhaps)'],
  [[0xff, 0xfe], 'text in UTF-16; save it as UTF-8'],
  [[0xfe, 0xff], 'text in UTF-16; save it as UTF-8'],
  [[0x52, 0x49, 0x46, 0x46], 'a RIFF file (a WebP image, perhaps)'],
];

export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);
}

/** A name with its article, or undefined where nothing is recognised. */
export function describeBytes(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'an empty file';
  if (isZip(bytes)) return 'a ZIP archive';
  for (const [magic, name] of MAGIC) if (startsWith(bytes, magic)) return name;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 512)).replace(/^\u00ef\u00bb\u00bf/, '');
  const start = head.trimStart().toLowerCase();
  if (/^(<!doctype html|<html|<head|<body)/.test(start)) return 'an HTML page';
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg')))
    return 'an SVG drawing';
  if (start.startsWith('<?xml')) return 'an XML file';
  if (isSafetensors(bytes)) return 'a safetensors file (weights)';
  // ModelProto: field 1 is a small IR version, followed by another of its fields.
  if (bytes[0] === 0x08 && bytes[1]! > 0 && bytes[1]! < 64 && ONNX_SECOND_TAGS.has(bytes[2]!))
    return 'an ONNX model';
  if (bytes.every((byte) => byte === 0)) return 'a file of zeros';
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(head)) return 'plain text';
  return undefined;
}

/** Tags of ModelProto's other fields: producer_name, producer_version, domain, model_version, doc_string, graph, opset_import. */
const ONNX_SECOND_TAGS: ReadonlySet<number> = new Set([0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42]);

function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 10 || bytes[8] !== 0x7b) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  return view.getUint32(4, true) === 0 && view.getUint32(0, true) <= bytes.length - 8;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, index) => bytes[index] === byte);
}
