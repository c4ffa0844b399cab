import { describe, expect, test } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { COLUMNS, columnsOf, DEFAULT_COLUMNS, isColumnId, type ColumnId } from './columns.ts';
import { soughtPaths } from './rows.ts';
import { listedTotals, nextSorting, tableRows, tableText, type TableView } from './table.ts';

const built = findPreset('resnet50')!.build({});
if ('code' in built) throw new Error(built.message);
const analysis = analyse(expand(built, LIBRARY));
const { network, costs, totals } = analysis;
const ALL: TableView = { grouped: false, open: new Set(), sought: undefined, sorting: undefined };
const column = (id: ColumnId) => COLUMNS.find((one) => one.id === id)!;
const paths = (view: Partial<TableView>) =>
  tableRows(analysis, { ...ALL, ...view }).map(({ element }) => element.path);

describe('rows of the table', () => {
  test('without groups, every layer once, in the order of running', () => {
    expect(paths({})).toEqual(network.nodes.map(({ path }) => path));
  });

  test('with groups, blocks with the sums of what is inside, and no ports', () => {
    const open = new Set(network.levels.keys());
    const listed = tableRows(analysis, { ...ALL, grouped: true, open });
    expect(listed.some(({ port }) => port)).toBe(false);
    expect(listed.filter(({ block }) => !block)).toHaveLength(network.nodes.length);
    for (const { block, element } of listed) {
      if (!block) continue;
      const inside = network.nodes.filter(({ path }) => path.startsWith(`${element.path}.`));
      const sum = inside.reduce((parameters, { path }) => parameters + costs.get(path)!.parameters, 0);
      expect(costs.get(element.path)?.parameters).toBe(sum);
    }
  });

  test('sorted by a figure from the greatest, and the other way round; by words from A', () => {
    for (const descending of [true, false]) {
      const values = paths({ sorting: { column: 'macs', descending } }).map((path) => costs.get(path)!.macs);
      expect(values).toEqual(values.toSorted((a, b) => (descending ? b - a : a - b)));
    }
    const byPath = paths({ sorting: { column: 'path', descending: false } });
    expect(byPath.indexOf('bn1')).toBeLessThan(byPath.indexOf('conv1'));
  });

  test('a click sorts, another turns round, a third lets go', () => {
    const first = nextSorting(undefined, column('macs'));
    expect(first).toEqual({ column: 'macs', descending: true });
    const second = nextSorting(first, column('macs'));
    expect(second).toEqual({ column: 'macs', descending: false });
    expect(nextSorting(second, column('macs'))).toBeUndefined();
    expect(nextSorting(second, column('type'))).toEqual({ column: 'type', descending: false });
  });

  test('what is sought is listed and added up', () => {
    const sought = soughtPaths(network, 'conv2d kernelSize=3');
    expect(paths({ sought })).toHaveLength(16);
    const sums = listedTotals(analysis, sought);
    expect(sums.layers).toBe(16);
    expect(sums.parameters).toBe(
      paths({ sought }).reduce((sum, path) => sum + costs.get(path)!.parameters, 0),
    );
    expect(listedTotals(analysis, undefined)).toEqual({
      // ResNet-50's Input and Output are none.
      layers: network.nodes.length - 2,
      parameters: totals.parameters,
      macs: totals.macs,
      activationBytes: totals.activationBytes,
      partial: false,
    });
  });
});

describe('the table as text', () => {
  const rows = tableRows(analysis, { ...ALL, sought: new Set(['conv1', 'avgpool']) });

  test('CSV is exact, and figures are numbers to every reader', () => {
    const text = tableText('csv', rows, columnsOf(['type', 'output', 'macs', 'field']), analysis);
    expect(text).toBe(
      [
        'path,type,output shapes,MACs,receptive field (pixels)',
        'conv1,Conv2d,1x64x112x112,118013952,7',
        'avgpool,AdaptiveAvgPool2d,1x2048x1x1,0,inf',
        '',
      ].join('\r\n'),
    );
  });

  test('every column sums to the total, whichever blocks are open', () => {
    const blocks = [...network.levels.keys()].filter((path) => path !== '');
    for (const open of [[], ['layer1'], blocks.filter((path) => path.length < 7), blocks]) {
      const listed = tableRows(analysis, { ...ALL, grouped: true, open: new Set(open) });
      const text = tableText('csv', listed, columnsOf(['parameters', 'macs', 'activations']), analysis);
      const lines = text.trimEnd().split('\r\n').slice(1);
      expect(lines).toHaveLength(listed.length);
      const sum = (index: number) => lines.reduce((total, line) => total + Number(line.split(',')[index]), 0);
      expect([sum(1), sum(2), sum(3)]).toEqual([totals.parameters, totals.macs, totals.activationBytes]);
    }
  });

  test('Markdown is as papers have it: figures to the right, units in the head', () => {
    const columns = columnsOf(['parameters', 'macs', 'activations', 'field']);
    const text = tableText('markdown', rows, columns, analysis);
    expect(text.split('\n')).toEqual([
      '| path | parameters | MACs (M) | activations (MB) | receptive field (pixels) |',
      '| --- | --: | --: | --: | --: |',
      '| conv1 | 9,408 | 118.0 | 3.21 | 7 × 7 |',
      '| avgpool |  |  | 0.00819 | all |',
      '',
    ]);
  });

  test('its unit is that of the figures it lists: the sum of a block that is listed inside is none', () => {
    const unitWith = (open: TableView['open']) => {
      const listed = tableRows(analysis, { ...ALL, grouped: true, open }).filter(({ element }) =>
        element.path.startsWith('layer3'),
      );
      return /MACs \((.)\)/.exec(tableText('markdown', listed, columnsOf(['macs']), analysis))?.[1];
    };
    expect(unitWith(new Set())).toBe('G');
    expect(unitWith(new Set(network.levels.keys()))).toBe('M');
  });

  test('columns come in their order, whichever way they were chosen; foreign ids are none', () => {
    expect(columnsOf(['macs', 'type']).map(({ id }) => id)).toEqual(['path', 'type', 'macs']);
    expect(isColumnId('macs')).toBe(true);
    expect(isColumnId('toString')).toBe(false);
    expect(DEFAULT_COLUMNS).not.toContain('buffers');
  });
});

describe('a network of which some layers are not known', () => {
  const document = findPreset('resnet18')!.build({});
  if ('code' in document) throw new Error(document.message);
  // What arrives at layer3 is cut off: it and layer4 have no shapes.
  const cut = Object.entries(document.edges).filter(
    ([, { target }]) => document.nodes[target]?.name !== 'layer3',
  );
  const part = analyse(expand({ ...document, edges: Object.fromEntries(cut) }, LIBRARY));

  test('its sums are the least that it costs, wherever they stand', () => {
    expect(part.totals.partial).toBe(true);
    expect(listedTotals(part, undefined)).toMatchObject({ partial: true });
    expect(listedTotals(part, new Set(['conv1', 'layer1.0.conv1']))).toMatchObject({ partial: false });
    const rows = tableRows(part, { ...ALL, grouped: true });
    const marked = rows.filter((row) => column('parameters').text(row, part).startsWith('≥ '));
    expect(marked.map(({ element }) => element.path)).toEqual(['layer3', 'layer4']);
    const lines = tableText('csv', rows, columnsOf(['macs']), part).split('\r\n');
    expect(lines[0]).toBe('path,MACs,partial');
    expect(lines.find((line) => line.startsWith('layer2,'))).toMatch(/^layer2,\d+,false$/);
    expect(lines.find((line) => line.startsWith('layer3,'))).toBe('layer3,0,true');
    expect(tableText('csv', rows, columnsOf(['field']), part)).not.toContain('partial');
    expect(tableText('markdown', rows, columnsOf(['macs']), part)).toContain('| layer3 | ≥ 0 |');
  });
});
