// What the app writes beside its own documents: how save dialogs name each kind of file, by its extension.

export interface FileType {
  readonly name: string;
  /** With the dot. */
  readonly extension: string;
  readonly mime: string;
}

const EXPORTED: readonly FileType[] = [
  { name: 'ONNX models', extension: '.onnx', mime: 'application/octet-stream' },
  { name: 'Comma-separated values', extension: '.csv', mime: 'text/csv' },
  { name: 'SVG drawings', extension: '.svg', mime: 'image/svg+xml' },
  { name: 'PDF documents', extension: '.pdf', mime: 'application/pdf' },
  { name: 'PNG pictures', extension: '.png', mime: 'image/png' },
  { name: 'Markdown', extension: '.md', mime: 'text/markdown' },
];

/** The kind of an exported file; undefined for documents, and for names that end otherwise. */
export function exportedType(fileName: string): FileType | undefined {
  return EXPORTED.find(({ extension }) => fileName.toLowerCase().endsWith(extension));
}
