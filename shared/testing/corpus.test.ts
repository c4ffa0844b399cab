// Every bad file must give its code and its message, exactly, and nothing but a NetloomError.

import { describe, expect, it } from 'vitest';
import { readNetloomFile } from '../document/container.ts';
import { NetloomError } from '../lib/errors.ts';
import { decodeModel } from '../onnx/decode.ts';
import { readSafetensors, storedTensors } from '../weights/safetensors.ts';
import { CORPUS } from './corpus.ts';
import type { BadFile } from './corpus-types.ts';

const READERS: Readonly<Record<BadFile['reader'], (bytes: Uint8Array) => unknown>> = {
  document: readNetloomFile,
  safetensors: (bytes) => storedTensors(readSafetensors(bytes)),
  onnx: decodeModel,
};

function refusal({ reader, bytes }: BadFile): { readonly code: string; readonly message: string } {
  try {
    READERS[reader](bytes());
  } catch (error) {
    if (error instanceof NetloomError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'accepted', message: '' };
}

describe.each(['document', 'safetensors', 'onnx'] as const)('bad files read as %s', (reader) => {
  it.each(CORPUS.filter((file) => file.reader === reader))('$name', (file) => {
    expect(refusal(file)).toEqual({ code: file.code, message: file.message });
    // For people: one line of a length that a dialog takes.
    expect(file.message).toMatch(/^[A-Z"].{10,600}[.}]$/);
    expect(file.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});
