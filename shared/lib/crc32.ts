// CRC-32 as ZIP and PNG use it (ISO 3309, reflected polynomial EDB88320), eight bytes a step.

const TABLES = makeTables();

/** @param previous the checksum of the bytes before these, to go on from */
export function crc32(bytes: Uint8Array, previous = 0): number {
  const table = TABLES;
  let crc = ~previous;
  let index = 0;
  // "Slicing by 8" (M. Kounavis and F. Berry, 2005): table k advances a byte past k zero bytes.
  for (const end = bytes.length - 7; index < end; index += 8) {
    const word =
      crc ^
      (bytes[index]! | (bytes[index + 1]! << 8) | (bytes[index + 2]! << 16) | (bytes[index + 3]! << 24));
    crc =
      table[1792 + (word & 255)]! ^
      table[1536 + ((word >>> 8) & 255)]! ^
      table[1280 + ((word >>> 16) & 255)]! ^
      table[1024 + (word >>> 24)]! ^
      table[768 + bytes[index + 4]!]! ^
      table[512 + bytes[index + 5]!]! ^
      table[256 + bytes[index + 6]!]! ^
      table[bytes[index + 7]!]!;
  }
  for (; index < bytes.length; index += 1) crc = table[(crc ^ bytes[index]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

function makeTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    tables[byte] = crc;
  }
  for (let index = 256; index < tables.length; index += 1) {
    const before = tables[index - 256]!;
    tables[index] = tables[before & 255]! ^ (before >>> 8);
  }
  return tables;
}
