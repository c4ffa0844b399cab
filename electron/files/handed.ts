// Files that the system hands over: on the command line, of this instance or a second one, or by a double-click.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';

const EXTENSIONS = /\.(?:netloom|netloom\.json|onnx)$/iu;

/** The documents among a command line's arguments, as absolute paths. What else stands there is left alone. */
export function documentArguments(args: readonly unknown[], workingFolder: string): readonly string[] {
  return args.flatMap((argument) => {
    if (typeof argument !== 'string' || argument.startsWith('-') || argument.includes('\0')) return [];
    const path = resolve(workingFolder, argument);
    return isDocument(path) ? [path] : [];
  });
}

export function isDocument(path: string): boolean {
  if (!EXTENSIONS.test(path)) return false;
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
