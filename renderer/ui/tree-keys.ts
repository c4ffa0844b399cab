// The keys of a tree and of a table that folds: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/

export interface TreeLine {
  readonly depth: number;
  /** Whether its inside is shown; undefined where it has none. */
  readonly open: boolean | undefined;
}

/** Go to a line, or open or shut the one that has the cursor. */
export type TreeMove = { readonly kind: 'go'; readonly line: number } | { readonly kind: 'toggle' };

/**
 * @param at the line that has the cursor; −1 for none
 * @param page how many lines PageUp and PageDown go
 * @returns undefined for keys that mean nothing here
 */
export function treeMove(
  key: string,
  lines: readonly TreeLine[],
  at: number,
  page: number,
): TreeMove | undefined {
  if (lines.length === 0) return undefined;
  const line = lines[at];
  switch (key) {
    case 'ArrowDown':
      return go(at + 1, lines);
    case 'ArrowUp':
      return go(at < 0 ? lines.length - 1 : at - 1, lines);
    case 'PageDown':
      return go(at + page, lines);
    case 'PageUp':
      return go(at - page, lines);
    case 'Home':
      return go(0, lines);
    case 'End':
      return go(lines.length - 1, lines);
    case 'ArrowRight':
      if (line?.open === undefined) return undefined;
      return line.open ? go(at + 1, lines) : { kind: 'toggle' };
    case 'ArrowLeft': {
      if (line === undefined) return undefined;
      if (line.open === true) return { kind: 'toggle' };
      const around = lines.findLastIndex(({ depth }, index) => index < at && depth < line.depth);
      return around === -1 ? undefined : go(around, lines);
    }
    default:
      return undefined;
  }
}

function go(line: number, lines: readonly TreeLine[]): TreeMove {
  return { kind: 'go', line: Math.max(0, Math.min(lines.length - 1, line)) };
}
