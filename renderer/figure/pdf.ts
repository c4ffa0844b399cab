// A figure as PDF, with text that can be selected, in the Helvetica that every reader has.

import { jsPDF } from 'jspdf';
import { arrowHead } from '../../shared/figure/svg.ts';
import { LINE_WIDTH, type Figure, type FigureShape } from '../../shared/figure/types.ts';

/** Signs that Helvetica in PDF (Windows-1252) lacks and networks use. */
const SUBSTITUTES: Readonly<Record<string, string>> = { '→': '>', '−': '-', '≤': '<=', '≥': '>=' };
const WINDOWS_1252 = /^[\u0020-\u007E\u00A0-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]$/u;

/** @param width of the page in millimetres; its height follows */
export function pdfOf(figure: Figure, width: number): Uint8Array<ArrayBuffer> {
  const pageWidth = (width / 25.4) * 72;
  const scale = pageWidth / figure.width;
  const page = [pageWidth, figure.height * scale];
  const pdf = new jsPDF({
    unit: 'pt',
    format: page,
    orientation: page[0]! > page[1]! ? 'landscape' : 'portrait',
  });
  pdf.setProperties({ title: figure.title, creator: 'Netloom' });
  pdf.setLineWidth(LINE_WIDTH * scale);
  pdf.setLineJoin('round');
  for (const shape of figure.shapes) drawShape(pdf, shape, scale);
  return new Uint8Array(pdf.output('arraybuffer'));
}

/** Characters of the figure that PDF's Helvetica cannot show; a question mark stands for each. */
export function unprintable({ shapes }: Figure): readonly string[] {
  const signs = new Set<string>();
  for (const shape of shapes) {
    if (shape.kind !== 'text') continue;
    for (const sign of shape.text) {
      if (SUBSTITUTES[sign] === undefined && !WINDOWS_1252.test(sign)) signs.add(sign);
    }
  }
  return [...signs];
}

function printable(text: string): string {
  return Array.from(text, (sign) => SUBSTITUTES[sign] ?? (WINDOWS_1252.test(sign) ? sign : '?')).join('');
}

function drawShape(pdf: jsPDF, shape: FigureShape, scale: number): void {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height, radius, fill, stroke } = shape;
      if (fill !== undefined) pdf.setFillColor(fill);
      if (stroke !== undefined) pdf.setDrawColor(stroke);
      if (shape.dashed === true) pdf.setLineDashPattern([3 * scale, 2 * scale], 0);
      const style = fill === undefined ? 'S' : stroke === undefined ? 'F' : 'FD';
      pdf.roundedRect(
        x * scale,
        y * scale,
        width * scale,
        height * scale,
        radius * scale,
        radius * scale,
        style,
      );
      if (shape.dashed === true) pdf.setLineDashPattern([], 0);
      return;
    }
    case 'line': {
      const [first, ...rest] = shape.points;
      if (first === undefined) return;
      pdf.setDrawColor(shape.stroke);
      const steps = rest.map((point, index) => {
        const before = shape.points[index]!;
        return [(point.x - before.x) * scale, (point.y - before.y) * scale];
      });
      pdf.lines(steps, first.x * scale, first.y * scale, [1, 1], 'S', false);
      const head = shape.arrow ? arrowHead(shape.points) : undefined;
      if (head === undefined) return;
      const [a, b, c] = head;
      pdf.setFillColor(shape.stroke);
      pdf.triangle(a.x * scale, a.y * scale, b.x * scale, b.y * scale, c.x * scale, c.y * scale, 'F');
      return;
    }
    case 'text':
      pdf.setFont('helvetica', shape.bold ? 'bold' : 'normal');
      pdf.setFontSize(shape.size * scale);
      pdf.setTextColor(shape.fill);
      pdf.text(printable(shape.text), shape.x * scale, shape.y * scale, {
        align: shape.anchor === 'middle' ? 'center' : shape.anchor === 'end' ? 'right' : 'left',
      });
      return;
  }
}
