import { expect, test } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { columnWidths, fittingColumns } from './column-widths.ts';
import { columnsOf, DEFAULT_COLUMNS } from './columns.ts';
import { tableRows } from './table.ts';

const built = findPreset('resnet50')!.build({});
if ('code' in built) throw new Error(built.message);
const analysis = analyse(expand(built, LIBRARY));
const columns = columnsOf(DEFAULT_COLUMNS);
const measure = (text: string): number => 7 * text.length;

test('figures and shapes stand whole, words may give way, and no column takes more than it says', () => {
  const widths = columnWidths(columns, analysis, measure);
  const open = new Set(analysis.network.levels.keys());
  const rows = tableRows(analysis, { grouped: true, open, sought: undefined, sorting: undefined });
  for (const [index, { id, title, text }] of columns.entries()) {
    const { least, most } = widths[index]!;
    if (most === undefined) {
      expect(id).toBe('path');
      continue;
    }
    // With room for the arrow of a column that sorts.
    const longest = Math.max(measure(title) + 15, ...rows.map((row) => measure(text(row, analysis))));
    expect(most, id).toBeGreaterThan(longest);
    expect(most, id).toBeLessThan(longest + 20);
    if (id !== 'type' && id !== 'settings') expect(least, id).toBe(most);
  }
});

test('no text takes the whole table', () => {
  const wide = columnWidths(columns, analysis, (text) => 100 * text.length);
  expect(Math.max(...wide.map(({ most }) => most ?? 0))).toBeLessThan(260);
});

test('where there is little room columns give way until the others fit', () => {
  const widths = columnWidths(columns, analysis, measure);
  const need = (shown: readonly { readonly id: string }[]) =>
    columns.reduce(
      (sum, { id }, index) => sum + (shown.some((one) => one.id === id) ? widths[index]!.least : 0),
      0,
    );
  expect(fittingColumns(columns, widths, need(columns))).toEqual(columns);
  const without = fittingColumns(columns, widths, need(columns) - 1);
  expect(columns.filter((column) => !without.includes(column)).map(({ id }) => id)).toEqual(['settings']);
  for (const room of [540, 640, 740])
    expect(need(fittingColumns(columns, widths, room))).toBeLessThanOrEqual(room);
  expect(fittingColumns(columns, widths, 0).map(({ id }) => id)).toEqual(['path', 'output', 'macs']);
});
