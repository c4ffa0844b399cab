// Tables as text that other programs read: CSV and Markdown.

/** RFC 4180: commas, CRLF, quotes doubled within quotes; ends with a line break. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function csvField(value: string | number): string {
  const text = `${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table of GitHub Flavored Markdown; the columns in `right` are aligned right. Ends with a line break. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const rule = line(head.map((_, column) => (right.includes(column) ? '--:' : '---')));
  return line(head.map(markdownText)) + rule + rows.map((row) => line(row.map(markdownText))).join('');
}

/**
 * Text that Markdown shows as it is, on one line. Underscores within words mean nothing there and stay readable:
 * https://github.github.com/gfm/#emphasis-and-strong-emphasis
 */
export function markdownText(text: string): string {
  return text
    .replace(/[\\|`*<&[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/\s*[\r\n]+\s*/g, ' ');
}
