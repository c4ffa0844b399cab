// Store-only ZIP, as *.netloom files are: a writer, and a reader that believes nothing it cannot check.
// Format: PKWARE APPNOTE 6.3, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

import { crc32 } from './crc32.ts';
import { NetloomError } from './errors.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MAX_ZIP_ENTRIES = 10_000;

const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;
/** Names are UTF-8. */
const UTF8_FLAG = 0x0800;
const ENCRYPTED_FLAG = 0x0001;
/** 1980-01-01, the earliest that the format knows: equal contents make equal files. */
const DATE = 0x0021;
const VERSION = 20;
const MAX_UINT32 = 0xffffffff;

const METHODS: Readonly<Record<number, string>> = {
  8: 'deflate',
  9: 'deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'zstd',
};

/** An entry to write. */
export interface NewZipEntry extends ZipEntry {
  /** CRC-32 of the bytes, where it is known already. */
  readonly checksum?: number;
}

/** How many bytes `zipParts` has in all. */
export function zipByteLength(entries: readonly ZipEntry[]): number {
  return entries.reduce(
    (sum, { name, bytes }) =>
      sum + LOCAL_LENGTH + CENTRAL_LENGTH + 2 * new TextEncoder().encode(name).length + bytes.length,
    END_LENGTH,
  );
}

/**
 * A ZIP of stored entries, as parts in file order: the entries' bytes are the caller's own arrays, not copies.
 * @throws NetloomError `zip-too-large` above 4 GiB, which would need ZIP64
 */
export function zipParts(entries: readonly NewZipEntry[]): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes, checksum = crc32(bytes) } of entries) {
    const encodedName = new TextEncoder().encode(name);
    const local = header(LOCAL_LENGTH, encodedName, (view) => {
      view.setUint32(0, LOCAL_SIGNATURE, true);
      view.setUint16(4, VERSION, true);
      describeEntry(view, 6, checksum, bytes.length, encodedName.length);
    });
    const record = header(CENTRAL_LENGTH, encodedName, (view) => {
      view.setUint32(0, CENTRAL_SIGNATURE, true);
      view.setUint16(4, VERSION, true);
      view.setUint16(6, VERSION, true);
      describeEntry(view, 8, checksum, bytes.length, encodedName.length);
      view.setUint32(42, offset, true);
    });
    parts.push(local, bytes);
    central.push(record);
    offset += local.length + bytes.length;
    if (offset > MAX_UINT32) {
      throw new NetloomError(
        'zip-too-large',
        `The file would have more than ${MAX_UINT32} bytes, ZIP's limit.`,
      );
    }
  }
  const centralLength = central.reduce((sum, record) => sum + record.length, 0);
  const end = new DataView(new ArrayBuffer(END_LENGTH));
  end.setUint32(0, END_SIGNATURE, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, centralLength, true);
  end.setUint32(16, offset, true);
  return [...parts, ...central, new Uint8Array(end.buffer)];
}

function header(length: number, name: Uint8Array, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length + name.length);
  write(new DataView(bytes.buffer));
  bytes.set(name, length);
  return bytes;
}

/** The fields that the local header and the central record share, from the flags on. */
function describeEntry(
  view: DataView,
  at: number,
  checksum: number,
  length: number,
  nameLength: number,
): void {
  view.setUint16(at, UTF8_FLAG, true);
  view.setUint16(at + 6, DATE, true);
  view.setUint32(at + 8, checksum, true);
  view.setUint32(at + 12, length, true);
  view.setUint32(at + 16, length, true);
  view.setUint16(at + 20, nameLength, true);
}

/**
 * The entries of a ZIP, as views into `bytes`. Every entry must be stored, and central directory, local
 * headers, lengths and checksums must agree; entries may not overlap.
 * @param onBytes told how many bytes more are checked, a few million at a time
 * @throws NetloomError with a code that begins with `zip-`
 */
export function readZip(bytes: Uint8Array, onBytes?: (count: number) => void): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start, end } = findDirectory(view);
  const names = new Set<string>();
  const records: CentralRecord[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    const record = readRecord(bytes, view, at, end);
    if (names.has(record.name.toLowerCase())) {
      throw damaged('zip-duplicate', `the entry "${record.name}" is there twice`);
    }
    names.add(record.name.toLowerCase());
    records.push(record);
    at = record.end;
  }
  if (at !== end) throw damaged('zip-directory', 'its directory has bytes that belong to no entry');
  let covered = 0;
  for (const record of records.toSorted((a, b) => a.offset - b.offset)) {
    if (record.offset < covered) {
      throw damaged('zip-overlap', `the entry "${record.name}" overlaps the one before it`);
    }
    covered = checkLocal(bytes, view, record, start);
  }
  return records.map((record) => readEntry(bytes, view, record, onBytes));
}

interface CentralRecord {
  readonly name: string;
  readonly checksum: number;
  readonly length: number;
  /** Of the local header. */
  readonly offset: number;
  /** Where the next central record begins. */
  readonly end: number;
}

function damaged(code: string, what: string): NetloomError {
  return new NetloomError(code, `This ZIP file is damaged or was made to deceive: ${what}.`);
}

function findDirectory(view: DataView): { count: number; start: number; end: number } {
  // The end record is last but for a comment, of which we allow none: nothing can hide behind it.
  const at = view.byteLength - END_LENGTH;
  if (at < 0 || view.getUint32(at, true) !== END_SIGNATURE) {
    throw new NetloomError(
      'zip-truncated',
      'The ZIP file does not end with its directory: it was not saved or copied completely. Use another copy of the file.',
    );
  }
  const count = view.getUint16(at + 10, true);
  const length = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 6, true) !== 0) {
    throw new NetloomError(
      'zip-unsupported',
      'The ZIP file is one volume of several, which Netloom does not read.',
    );
  }
  if (count > MAX_ZIP_ENTRIES) {
    throw new NetloomError(
      'zip-too-many-entries',
      `The ZIP file has ${count} entries; Netloom reads at most ${MAX_ZIP_ENTRIES}.`,
    );
  }
  if (view.getUint16(at + 8, true) !== count || start + length !== at) {
    throw damaged('zip-directory', 'its directory is not where the file says');
  }
  return { count, start, end: at };
}

function readRecord(bytes: Uint8Array, view: DataView, at: number, end: number): CentralRecord {
  if (at + CENTRAL_LENGTH > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
    throw damaged('zip-directory', 'its directory has fewer entries than the file says');
  }
  const nameEnd = at + CENTRAL_LENGTH + view.getUint16(at + 28, true);
  const recordEnd = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (recordEnd > end) throw damaged('zip-directory', 'an entry of its directory reaches beyond it');
  const name = decodeName(bytes.subarray(at + CENTRAL_LENGTH, nameEnd));
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  if ((flags & ENCRYPTED_FLAG) !== 0) {
    throw new NetloomError(
      'zip-encrypted',
      `The entry "${name}" of the ZIP file is encrypted; Netloom does not decrypt.`,
    );
  }
  if (method !== 0) {
    throw new NetloomError(
      'zip-compressed',
      `The entry "${name}" of the ZIP file is compressed (${METHODS[method] ?? `method ${method}`}); Netloom writes and reads stored entries only. Pack it again without compression (zip -0).`,
    );
  }
  // Made on Unix: the upper half of the attributes is the file's mode.
  const mode = view.getUint16(at + 40, true);
  const fileType = view.getUint8(at + 5) === 3 ? mode & 0xf000 : 0;
  if (fileType !== 0 && fileType !== 0x8000) {
    throw new NetloomError(
      'zip-not-a-file',
      `The entry "${name}" of the ZIP file is a link or a folder, not a file.`,
    );
  }
  const length = view.getUint32(at + 24, true);
  if (view.getUint32(at + 20, true) !== length) {
    throw damaged('zip-sizes', `the stored entry "${name}" gives two different sizes`);
  }
  return {
    name,
    checksum: view.getUint32(at + 16, true),
    length,
    offset: view.getUint32(at + 42, true),
    end: recordEnd,
  };
}

function decodeName(bytes: Uint8Array): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new NetloomError('zip-name', 'The ZIP file has an entry whose name is not UTF-8.', { cause });
  }
  const parts = name.split('/');
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (
    name === '' ||
    /[\u0000-\u001f\\:]/.test(name) ||
    parts.some((part) => part === '' || /^\.+$/.test(part))
  ) {
    throw new NetloomError(
      'zip-name',
      `The ZIP file has an entry named ${JSON.stringify(name.slice(0, 80))}, which could lead outside the file. Netloom does not open it.`,
    );
  }
  return name;
}

/** The local header must tell the same as the directory. Returns where the entry's data end. */
function checkLocal(bytes: Uint8Array, view: DataView, record: CentralRecord, limit: number): number {
  const at = record.offset;
  if (at + LOCAL_LENGTH > limit || view.getUint32(at, true) !== LOCAL_SIGNATURE) {
    throw damaged('zip-directory', `the entry "${record.name}" is not where the directory says`);
  }
  const start = dataStart(view, at);
  if (start + record.length > limit) {
    throw damaged('zip-sizes', `the entry "${record.name}" reaches beyond the file's data`);
  }
  const nameEnd = at + LOCAL_LENGTH + view.getUint16(at + 26, true);
  const sameName = decodeName(bytes.subarray(at + LOCAL_LENGTH, nameEnd)) === record.name;
  // Bit 3 puts sizes and checksum behind the data; then those of the directory count, and are checked.
  const later = (view.getUint16(at + 6, true) & 8) !== 0;
  const sameFields =
    view.getUint16(at + 8, true) === 0 &&
    (later ||
      (view.getUint32(at + 14, true) === record.checksum &&
        view.getUint32(at + 18, true) === record.length &&
        view.getUint32(at + 22, true) === record.length));
  if (!sameName || !sameFields) {
    throw damaged('zip-sizes', `the entry "${record.name}" tells something else than the directory`);
  }
  return start + record.length;
}

function dataStart(view: DataView, at: number): number {
  return at + LOCAL_LENGTH + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
}

/** How often progress is told. */
const STEP = 1 << 22;

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  record: CentralRecord,
  onBytes?: (count: number) => void,
): ZipEntry {
  const start = dataStart(view, record.offset);
  const data = bytes.subarray(start, start + record.length);
  let checksum = 0;
  for (let at = 0; at < data.length; at += STEP) {
    const part = data.subarray(at, at + STEP);
    checksum = crc32(part, checksum);
    onBytes?.(part.length);
  }
  if (checksum !== record.checksum) {
    throw damaged('zip-checksum', `the content of "${record.name}" does not match its checksum`);
  }
  return { name: record.name, bytes: data };
}
