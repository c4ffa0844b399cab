import { describe, expect, test } from 'vitest';
import { LIBRARY, PRESETS } from '../../renderer/presets/index.ts';
import { analyse } from '../analysis/analyse.ts';
import type { Analysis } from '../analysis/types.ts';
import { expand } from '../network/expand.ts';
import type { Level } from '../network/types.ts';
import { extentsOf, type Placed } from './extents.ts';
import { figureOf, type FigureOptions } from './figure.ts';
import { LEGIBLE, onPage } from './page.ts';
import type { Direction, Figure, FigurePoint, FigureShape } from './types.ts';

const OPTIONS = { shapes: true, settings: true, parameters: true, fold: true } as const;

type Text = Extract<FigureShape, { readonly kind: 'text' }>;
type Line = Extract<FigureShape, { readonly kind: 'line' }>;

const overlap = (a: Placed, b: Placed): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const within = (a: Placed, b: Placed): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

/** What letters cover: from the height of capitals to the baseline. */
function lettersOf(text: Text): Placed {
  const [{ x, width }] = extentsOf(text) as [Placed];
  return { x, width, y: text.y - text.size * 0.72, height: text.size * 0.74 };
}

function segmentsOf({ points }: Line): readonly Placed[] {
  return points.slice(1).map((end, index) => {
    const start = points[index]!;
    const [x, y] = [Math.min(start.x, end.x), Math.min(start.y, end.y)];
    return { x, y, width: Math.abs(start.x - end.x), height: Math.abs(start.y - end.y) };
  });
}

/** Everything that makes a figure hard to read, in words; empty for a good one. */
function faultsOf({ shapes, width, height }: Figure): readonly string[] {
  const faults: string[] = [];
  const page = { x: 0, y: 0, width, height };
  for (const shape of shapes) {
    if (extentsOf(shape).some((box) => !within(box, page))) faults.push(`a ${shape.kind} leaves the page`);
  }
  const texts = shapes.flatMap((shape, index) => (shape.kind === 'text' ? [{ shape, index }] : []));
  for (const [at, { shape, index }] of texts.entries()) {
    const letters = lettersOf(shape);
    if (shape.text.endsWith('…')) faults.push(`"${shape.text}" is cut`);
    for (const other of texts.slice(at + 1)) {
      if (overlap(letters, lettersOf(other.shape)))
        faults.push(`"${shape.text}" lies on "${other.shape.text}"`);
    }
    for (const [place, other] of shapes.entries()) {
      // How often a stretch repeats stands on its frame.
      const onFrame = shape.text.startsWith('×') && place === index - 2;
      if (other.kind === 'box' && !onFrame && overlap(letters, other) && !within(letters, other)) {
        faults.push(`"${shape.text}" lies on the edge of a box`);
      }
      if (other.kind !== 'line') continue;
      for (const segment of segmentsOf(other)) {
        if (!overlap(letters, segment)) continue;
        // A wire passes below its own label, which stands on paper of its own.
        const centre = { x: letters.x + letters.width / 2, y: letters.y + letters.height / 2 };
        const own = Math.abs(segment.x - centre.x) < 1 || Math.abs(segment.y - centre.y) < 1;
        if (place > index || !own) faults.push(`a line crosses "${shape.text}"`);
      }
    }
  }
  const lines = shapes.filter((shape) => shape.kind === 'line');
  for (const [at, line] of lines.entries()) {
    // Wires of one port are one tensor, and may well be one line.
    const others = lines.slice(at + 1).filter((other) => !isSame(other.points[0]!, line.points[0]!));
    for (const other of others) if (shareStep(line, other)) faults.push('two wires share a step');
  }
  return faults;
}

function isSame(a: FigurePoint, b: FigurePoint): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < 0.01;
}

/** Whether a stretch of both lies on one line, one on the other. */
function shareStep(a: Line, b: Line): boolean {
  return segmentsOf(a).some((one) =>
    segmentsOf(b).some((other) => {
      const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
      const along = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
      const level = Math.abs(one.y - other.y) < 0.5 && one.height < 0.01 && other.height < 0.01 && across > 1;
      const upright = Math.abs(one.x - other.x) < 0.5 && one.width < 0.01 && other.width < 0.01 && along > 1;
      return level || upright;
    }),
  );
}

function drawn(level: Level, analysis: Analysis, direction: Direction, opened: number) {
  const options: FigureOptions = { ...OPTIONS, direction, opened };
  return onPage(figureOf('x', level, analysis, LIBRARY, options), direction, undefined);
}

/** The smallest and the largest of each family. */
const EXTREMES = PRESETS.filter(
  ({ family }, index) =>
    index === PRESETS.findIndex((one) => one.family === family) ||
    index === PRESETS.findLastIndex((one) => one.family === family),
);

describe('figures of presets', () => {
  for (const preset of EXTREMES) {
    test(`${preset.title}: nothing is cut, crossed or covered, and it can be read on a page`, () => {
      const document = preset.build({});
      if ('code' in document) throw new Error(document.message);
      const analysis = analyse(expand(document, LIBRARY));
      const { levels } = analysis.network;
      const top = levels.get('')!;
      for (const direction of ['down', 'right'] as const) {
        for (const opened of [0, 1]) {
          expect(faultsOf(drawn(top, analysis, direction, opened).figure), `${direction}, ${opened}`).toEqual(
            [],
          );
        }
        // The first of each kind of block, from inside.
        const kinds = new Set<unknown>();
        for (const [path, level] of levels) {
          const { record } = analysis.network.elements.get(path) ?? {};
          const kind = record?.kind === 'template' ? record.template : undefined;
          if (kind === undefined || kinds.has(kind)) continue;
          kinds.add(kind);
          expect(faultsOf(drawn(level, analysis, direction, 1).figure), `${direction}, ${path}`).toEqual([]);
        }
      }
      expect(drawn(top, analysis, 'down', 0).type).toBeGreaterThanOrEqual(LEGIBLE);
    });
  }

  test.each(['regnet_y_400mf', 'vit_l_16'])('%s, all of it open: names are told to their ends', (id) => {
    const document = PRESETS.find((preset) => preset.id === id)!.build({});
    if ('code' in document) throw new Error(document.message);
    const analysis = analyse(expand(document, LIBRARY));
    const options = { ...OPTIONS, direction: 'down', opened: 32, fold: false } as const;
    const figure = figureOf('x', analysis.network.levels.get('')!, analysis, LIBRARY, options);
    const texts = figure.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
    expect(texts.filter((text) => text.includes('…'))).toEqual([]);
    const written = texts.join('');
    const { nodes } = analysis.network;
    expect(nodes.filter(({ path }) => !written.includes(path)).map(({ path }) => path)).toEqual([]);
  });
});
