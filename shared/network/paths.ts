// Paths of what is in a network: names from the outermost block inwards, joined by dots.

/** The path one level up; the top's is the top. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** Whether a path is that of the block, or of something in it, however deep. */
export function isWithin(path: string, block: string): boolean {
  return path === block || path.startsWith(`${block}.`);
}
