// Bad *.netloom files, and files of other kinds that were taken for documents.

import { sha256 } from '../lib/sha256.ts';
import { zipParts, type ZipEntry } from '../lib/zip.ts';
import { utf8, type BadFile } from './corpus-types.ts';

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function zip(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return concat(zipParts(Object.entries(entries).map(([name, bytes]): ZipEntry => ({ name, bytes }))));
}

const weights = new Uint8Array(64).fill(7);

function network(hash?: string): Uint8Array {
  const reference = hash === undefined ? '' : `"weights":{"id":"w","sha256":"${hash}"},`;
  return utf8(`{"format":"netloom","version":1,"name":"n","seed":0,${reference}"nodes":[],"edges":[]}`);
}

const good = zip({ 'network.json': network(sha256(weights)), 'weights.safetensors': weights });

/** A copy of `good` with little-endian numbers written over it, counted from the first `signature` in it. */
function patched(
  signature: number,
  writes: Readonly<Record<number, readonly [value: number, bytes: 2 | 4]>>,
): Uint8Array {
  const copy = good.slice();
  const view = new DataView(copy.buffer);
  let at = 0;
  while (view.getUint32(at, true) !== signature) at += 1;
  for (const [offset, [value, bytes]] of Object.entries(writes)) {
    if (bytes === 2) view.setUint16(at + Number(offset), value, true);
    else view.setUint32(at + Number(offset), value, true);
  }
  return copy;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

function bad(name: string, bytes: Uint8Array | (() => Uint8Array), code: string, message: string): BadFile {
  return {
    name,
    reader: 'document',
    bytes: typeof bytes === 'function' ? bytes : () => bytes,
    code,
    message,
  };
}

export const BAD_CONTAINERS: readonly BadFile[] = [
  bad('an empty file', new Uint8Array(0), 'document-empty', 'The file is empty: there is no document in it.'),
  bad(
    'a page of zeros',
    new Uint8Array(4096),
    'document-foreign',
    'This is no Netloom document: it looks like a file of zeros. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'HTML',
    utf8('<!DOCTYPE html>\n<title>404 Not Found</title>'),
    'document-foreign',
    'This is no Netloom document: it looks like an HTML page. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'SVG',
    utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'document-foreign',
    'This is no Netloom document: it looks like an SVG drawing. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'PNG',
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0),
    'document-foreign',
    'This is no Netloom document: it looks like a PNG image. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'JPEG',
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
    'document-foreign',
    'This is no Netloom document: it looks like a JPEG image. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'ONNX',
    Uint8Array.of(0x08, 0x08, 0x12, 0x07, 0x70, 0x79),
    'document-foreign',
    'This is no Netloom document: it looks like an ONNX model. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'safetensors',
    concat([Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0), utf8('{}')]),
    'document-foreign',
    'This is no Netloom document: it looks like a safetensors file (weights). Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'gzip',
    Uint8Array.of(0x1f, 0x8b, 8, 0),
    'document-foreign',
    'This is no Netloom document: it looks like a gzip archive. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'a pickle',
    Uint8Array.of(0x80, 0x02, 0x7d, 0x71),
    'document-foreign',
    'This is no Netloom document: it looks like a Python pickle (an old PyTorch checkpoint, perhaps). Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'UTF-16',
    Uint8Array.of(0xff, 0xfe, 0x7b, 0x00),
    'document-foreign',
    'This is no Netloom document: it looks like text in UTF-16; save it as UTF-8. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'prose',
    utf8('Dear diary,'),
    'document-foreign',
    'This is no Netloom document: it looks like plain text. Open a *.netloom or *.netloom.json file.',
  ),
  bad(
    'Latin-1 in a name',
    Uint8Array.from('{"name": "é"}', (letter) => letter.charCodeAt(0)),
    'document-encoding',
    'The document is not UTF-8 text: it was damaged, or saved in another encoding.',
  ),
  bad(
    'a ZIP cut short',
    good.subarray(0, 100),
    'zip-truncated',
    'The ZIP file does not end with its directory: it was not saved or copied completely. Use another copy of the file.',
  ),
  bad(
    'a ZIP with bytes after its end',
    concat([good, utf8('x')]),
    'zip-truncated',
    'The ZIP file does not end with its directory: it was not saved or copied completely. Use another copy of the file.',
  ),
  bad(
    'a ZIP of something else',
    zip({ 'word/document.xml': utf8('<w/>') }),
    'document-foreign',
    'This is a ZIP archive without a network.json, so no Netloom document.',
  ),
  bad(
    'a PyTorch checkpoint',
    zip({ 'archive/data.pkl': utf8('x'), 'archive/version': utf8('3') }),
    'document-foreign',
    'This is a ZIP archive without a network.json, so no Netloom document; it looks like a PyTorch checkpoint.',
  ),
  bad(
    'an entry too many',
    zip({ 'network.json': network(), 'macro.js': utf8('alert(1)') }),
    'container-entry',
    'The document holds an entry "macro.js" that this Netloom does not know and would lose on saving. A newer Netloom may have written it.',
  ),
  bad(
    'an entry that climbs',
    zip({ '../../network.json': network() }),
    'zip-name',
    'The ZIP file has an entry named "../../network.json", which could lead outside the file. Netloom does not open it.',
  ),
  bad(
    'an entry from the root',
    zip({ '/etc/passwd': utf8('x') }),
    'zip-name',
    'The ZIP file has an entry named "/etc/passwd", which could lead outside the file. Netloom does not open it.',
  ),
  bad(
    'an entry on a drive',
    zip({ 'C:\\network.json': utf8('x') }),
    'zip-name',
    'The ZIP file has an entry named "C:\\\\network.json", which could lead outside the file. Netloom does not open it.',
  ),
  bad(
    'an entry twice',
    concat(
      zipParts([
        { name: 'network.json', bytes: network() },
        { name: 'Network.json', bytes: network() },
      ]),
    ),
    'zip-duplicate',
    'This ZIP file is damaged or was made to deceive: the entry "Network.json" is there twice.',
  ),
  bad(
    'a symbolic link',
    patched(CENTRAL, { 4: [0x0314, 2], 40: [0xa1ff, 2] }),
    'zip-not-a-file',
    'The entry "network.json" of the ZIP file is a link or a folder, not a file.',
  ),
  bad(
    'a compressed entry',
    patched(CENTRAL, { 10: [8, 2] }),
    'zip-compressed',
    'The entry "network.json" of the ZIP file is compressed (deflate); Netloom writes and reads stored entries only. Pack it again without compression (zip -0).',
  ),
  bad(
    'an encrypted entry',
    patched(CENTRAL, { 8: [0x0801, 2] }),
    'zip-encrypted',
    'The entry "network.json" of the ZIP file is encrypted; Netloom does not decrypt.',
  ),
  bad(
    'a bomb of 4 GB',
    patched(CENTRAL, { 20: [0xfffffff0, 4], 24: [0xfffffff0, 4] }),
    'zip-sizes',
    'This ZIP file is damaged or was made to deceive: the entry "network.json" reaches beyond the file\'s data.',
  ),
  bad(
    'two sizes',
    patched(CENTRAL, { 24: [5, 4] }),
    'zip-sizes',
    'This ZIP file is damaged or was made to deceive: the stored entry "network.json" gives two different sizes.',
  ),
  bad(
    'a size that the local header denies',
    patched(LOCAL, { 18: [5, 4] }),
    'zip-sizes',
    'This ZIP file is damaged or was made to deceive: the entry "network.json" tells something else than the directory.',
  ),
  bad(
    'an entry that lies elsewhere',
    patched(CENTRAL, { 42: [3, 4] }),
    'zip-directory',
    'This ZIP file is damaged or was made to deceive: the entry "network.json" is not where the directory says.',
  ),
  bad(
    'a count that is not true',
    patched(END, { 8: [3, 2], 10: [3, 2] }),
    'zip-directory',
    'This ZIP file is damaged or was made to deceive: its directory has fewer entries than the file says.',
  ),
  bad(
    '20,000 entries',
    patched(END, { 8: [20_000, 2], 10: [20_000, 2] }),
    'zip-too-many-entries',
    'The ZIP file has 20000 entries; Netloom reads at most 10000.',
  ),
  bad(
    'a directory elsewhere',
    patched(END, { 16: [0, 4] }),
    'zip-directory',
    'This ZIP file is damaged or was made to deceive: its directory is not where the file says.',
  ),
  bad(
    'several volumes',
    patched(END, { 4: [1, 2] }),
    'zip-unsupported',
    'The ZIP file is one volume of several, which Netloom does not read.',
  ),
  bad(
    'a flipped bit in the network',
    patched(LOCAL, { 60: [0x2020, 2] }),
    'zip-checksum',
    'This ZIP file is damaged or was made to deceive: the content of "network.json" does not match its checksum.',
  ),
  bad(
    'weights of another document',
    zip({ 'network.json': network('0'.repeat(64)), 'weights.safetensors': weights }),
    'weights-hash',
    'The weights in the file are not the ones that the document means: their SHA-256 begins with 6cfeeb3aa25d, expected 000000000000. The file was damaged or put together from two.',
  ),
  bad(
    'weights that nothing refers to',
    zip({ 'network.json': network(), 'weights.safetensors': weights }),
    'weights-hash',
    'The weights in the file are not the ones that the document means: their SHA-256 begins with 6cfeeb3aa25d, expected no weights. The file was damaged or put together from two.',
  ),
];
