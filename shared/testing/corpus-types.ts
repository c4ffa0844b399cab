// What a bad file of the corpus is.

export interface BadFile {
  readonly name: string;
  /** Which reader meets it. */
  readonly reader: 'document' | 'safetensors' | 'onnx';
  /** Built when asked for: some are large. */
  bytes(): Uint8Array;
  readonly code: string;
  readonly message: string;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
