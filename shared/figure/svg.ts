// A figure as SVG: text stays text, so that it can be selected and restyled.

import { ARROW, LINE_WIDTH, type Figure, type FigurePoint, type FigureShape } from './types.ts';

const FONTS = 'Helvetica, Arial, Liberation Sans, sans-serif';

/** @param width of the figure in millimetres; its height follows */
export function svgOf(figure: Figure, width: number): string {
  const height = (width * figure.height) / figure.width;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}mm" height="${round(height)}mm" viewBox="0 0 ${round(figure.width)} ${round(figure.height)}" font-family="${FONTS}">`,
    `<title>${escaped(figure.title)}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...figure.shapes.map(element),
    '</svg>',
    '',
  ].join('\n');
}

function element(shape: FigureShape): string {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height, radius, fill = 'none', stroke } = shape;
      const line = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${LINE_WIDTH}"`;
      const dash = shape.dashed === true ? ' stroke-dasharray="3 2"' : '';
      return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"${line}${dash}/>`;
    }
    case 'line': {
      const path = `<polyline points="${list(shape.points)}" fill="none" stroke="${shape.stroke}" stroke-width="${LINE_WIDTH}" stroke-linejoin="round"/>`;
      const head = shape.arrow ? arrowHead(shape.points) : undefined;
      return head === undefined ? path : `${path}<polygon points="${list(head)}" fill="${shape.stroke}"/>`;
    }
    case 'text': {
      const weight = shape.bold ? ' font-weight="700"' : '';
      return `<text x="${round(shape.x)}" y="${round(shape.y)}" font-size="${shape.size}"${weight} fill="${shape.fill}" text-anchor="${shape.anchor}">${escaped(shape.text)}</text>`;
    }
  }
}

/** The three corners of the arrowhead at the end of a line; undefined for a line of no length. */
export function arrowHead(
  points: readonly FigurePoint[],
): readonly [FigurePoint, FigurePoint, FigurePoint] | undefined {
  const [before, tip] = [points.at(-2), points.at(-1)];
  if (before === undefined || tip === undefined) return undefined;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y);
  if (length === 0) return undefined;
  const [x, y] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const base = { x: tip.x - x * ARROW.length, y: tip.y - y * ARROW.length };
  return [
    tip,
    { x: base.x - y * ARROW.half, y: base.y + x * ARROW.half },
    { x: base.x + y * ARROW.half, y: base.y - x * ARROW.half },
  ];
}

function list(points: readonly FigurePoint[]): string {
  return points.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** XML 1.0 knows no control characters but tab and line ends, and no lone surrogates. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
