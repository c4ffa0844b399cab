import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPreset, LIBRARY } from '../../renderer/presets/index.ts';
import { analyse } from '../analysis/analyse.ts';
import { expand } from '../network/expand.ts';
import { inColumns } from './columns.ts';
import { figureOf, type FigureOptions } from './figure.ts';
import { findFolds } from './fold.ts';
import { LEGIBLE, onPage, readableWidth, typeAt, UNREADABLE } from './page.ts';
import { piecesOf } from './pieces.ts';
import { summaryOf } from './summary.ts';
import { svgOf } from './svg.ts';
import type { Figure } from './types.ts';

const OPTIONS: FigureOptions = {
  direction: 'down',
  shapes: true,
  settings: true,
  parameters: true,
  fold: true,
  opened: 0,
};

function analysed(preset: string) {
  const document = findPreset(preset)!.build({});
  if ('code' in document) throw new Error(document.message);
  return analyse(expand(document, LIBRARY));
}

function draw(preset: string, path: string, options: Partial<FigureOptions> = {}): Figure {
  const analysis = analysed(preset);
  const level = analysis.network.levels.get(path)!;
  return figureOf(preset, level, analysis, LIBRARY, { ...OPTIONS, ...options });
}

const textsOf = ({ shapes }: Figure) =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

describe('figures', () => {
  test('ResNet-50, opened once, shows its stages as a first block and equal ones folded', () => {
    const texts = textsOf(draw('resnet50', '', { opened: 1 }));
    expect(texts.filter((text) => text.startsWith('×'))).toEqual(['×2', '×3', '×5', '×2']);
    expect(texts).toContain('layer3.1');
    expect(texts).not.toContain('layer3.2');
    expect(texts.filter((text) => text === '1024×14×14').length).toBeGreaterThan(0);
  });

  test('nothing is drawn outside the page, in either direction', () => {
    for (const direction of ['down', 'right'] as const) {
      const { shapes, width, height } = draw('googlenet', 'inception3a', { direction, opened: 1 });
      for (const shape of shapes) {
        const points = shape.kind === 'line' ? shape.points : [shape];
        for (const { x, y } of points) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          expect(y).toBeLessThanOrEqual(height);
        }
      }
    }
  });

  test('every wire of an opened block leads from the layer that feeds it', () => {
    const { network } = analysed('resnet50');
    const level = network.levels.get('layer1')!;
    const { elements, wires } = piecesOf(network, level, 2);
    expect(elements.map(({ path }) => path)).toContain('layer1.0.downsample.0');
    expect(
      wires
        .filter(({ target }) => target === 'layer1.1.add')
        .map(({ source }) => source)
        .sort(),
    ).toEqual(['layer1.0.relu3', 'layer1.1.bn3']);
  });

  test('names with markup stay text', () => {
    const svg = svgOf({ title: 'a<b>&"c"\u0000', width: 10, height: 10, shapes: [] }, 10);
    expect(svg).toContain('<title>a&lt;b&gt;&amp;&quot;c&quot;</title>');
  });

  test('a summary has a row for every layer of the level', () => {
    const analysis = analysed('lenet5');
    const summary = summaryOf(
      'LeNet | 5',
      ['By <b>', ''],
      analysis.network.levels.get('')!,
      analysis,
      LIBRARY,
    );
    expect(summary).toContain('# LeNet \\| 5');
    expect(summary).toContain('By \\<b>');
    expect(summary).toContain(
      '| parameters | 61,706 |\n| MACs per image | 416,520 |\n| weights (bytes) | 246,824 |',
    );
    expect(summary).toContain('| input | Input | 1 × 32 × 32 | 1×1×32×32 |  |  |');
    expect(summary).toContain('| conv1 | Conv2d | 6 · 5×5 | 1×6×28×28 | 156 | 117,600 |');
  });
});

describe('columns', () => {
  const boxes = ({ shapes }: Figure) => shapes.filter(({ kind }) => kind === 'box').length;
  const arrows = ({ shapes }: Figure) =>
    shapes.filter((shape) => shape.kind === 'line' && shape.arrow).length;

  test('hold everything that one column holds, and arrows go on between them', () => {
    for (const direction of ['down', 'right'] as const) {
      const whole = draw('vgg16_bn', '', { direction, opened: 1 });
      for (const count of [2, 3, 4]) {
        const parted = inColumns(whole, count, direction);
        expect(textsOf(parted).toSorted()).toEqual(textsOf(whole).toSorted());
        expect(boxes(parted)).toBe(boxes(whole));
        expect(arrows(parted)).toBe(arrows(whole));
        const lengthOf = ({ width, height }: Figure) => (direction === 'down' ? height : width);
        expect(lengthOf(parted)).toBeLessThan((lengthOf(whole) / count) * 1.4);
      }
    }
  });

  test('are as many as a page needs for type that can be read', () => {
    const page = (preset: string, opened: number) => onPage(draw(preset, '', { opened }), 'down', undefined);
    expect(page('convnext_tiny', 0).columns).toBe(1);
    expect(page('resnet50', 1).columns).toBe(2);
    expect(page('vgg16_bn', 1).columns).toBe(4);
    // What does not fit even so says how small it becomes.
    expect(page('inception_v3', 1).type).toBeLessThan(LEGIBLE);
    expect(page('inception_v3', 0).type).toBeGreaterThan(LEGIBLE);
    expect(onPage(draw('resnet50', ''), 'down', 1).columns).toBe(1);
  });

  test('are rows enough for a column of the text, too, where they flow to the right', () => {
    const whole = draw('resnet50', '', { direction: 'right', opened: 0 });
    const page = onPage(whole, 'right', undefined);
    const column = onPage(whole, 'right', undefined, 85);
    expect(column.columns).toBeGreaterThan(page.columns);
    expect(column.width).toBeLessThanOrEqual(85);
    expect(column.type).toBeGreaterThan(LEGIBLE);
    // One row of it would be a hair.
    const row = onPage(whole, 'right', 1, 85).figure;
    expect(typeAt(row, 85)).toBeLessThan(UNREADABLE);
    expect(typeAt(row, readableWidth(row))).toBeGreaterThanOrEqual(LEGIBLE);
    expect(typeAt(row, readableWidth(row) - 1)).toBeLessThan(LEGIBLE);
  });

  test('are not cut where two wires run side by side', () => {
    const whole = draw('googlenet', 'inception3a', { opened: 1 });
    const parted = inColumns(whole, 3, 'down');
    expect(arrows(parted)).toBe(arrows(whole));
    expect(parted.shapes.length).toBe(whole.shapes.length);
  });
});

describe('folds', () => {
  test('of a chain, folded or not, no node is lost and every repetition is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }), (kinds) => {
        const order = kinds.map((_, index) => `n${index}`);
        const links = order.slice(1).map((target, index) => ({ source: `n${index}`, target }));
        const kindOf = (node: string) => kinds[Number(node.slice(1))];
        let end = -1;
        for (const { nodes, count, last } of findFolds(order, links, kindOf)) {
          const first = Number(nodes[0]!.slice(1));
          expect(first).toBeGreaterThan(end);
          end = Number(last.slice(1));
          expect(end - first + 1).toBe(nodes.length * count);
          for (let at = first; at <= end; at += 1) {
            expect(kinds[at]).toBe(kinds[first + ((at - first) % nodes.length)]);
          }
        }
      }),
    );
  });

  test('a node that two read ends a stretch', () => {
    const links = [
      { source: 'n0', target: 'n1' },
      { source: 'n1', target: 'n2' },
      { source: 'n1', target: 'n3' },
    ];
    expect(findFolds(['n0', 'n1', 'n2', 'n3'], links, () => 'a')).toEqual([
      { nodes: ['n0'], count: 2, last: 'n1' },
    ]);
  });
});
