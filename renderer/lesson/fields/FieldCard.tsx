// The receptive field of what the pointer rests on, drawn on the network's input: the image of the run panel, or a
// neutral grid where there is none.

import { fieldWindow, type FieldWindow, type Span } from '../../../shared/analysis/field-window.ts';
import type { ReceptiveField } from '../../../shared/analysis/types.ts';
import { useAnalysis } from '../../state/analysis.ts';
import { usePanels } from '../../state/panels-store.ts';
import { usePointing } from '../../state/pointing-store.ts';
import { Pixels, type PixelImage } from '../../ui/Pixels.tsx';
import styles from './FieldCard.module.css';

interface FieldCardProps {
  /** What the network gets; undefined where nothing was given yet. */
  readonly image: PixelImage | undefined;
}

export function FieldCard({ image }: FieldCardProps) {
  const shown = usePanels((state) => state.fields);
  const pointed = usePointing((state) => state.pointed);
  const { network, costs } = useAnalysis();
  if (!shown || pointed === undefined) return null;
  const field = costs.get(pointed.path)?.receptiveField;
  const input = network.nodes[network.inputs[0] ?? -1]?.outputTypes?.[0]?.shape;
  if (field === undefined || input?.length !== 4) return null;
  const size = [input[2]!, input[3]!] as const;
  const output = network.elements.get(pointed.path)?.outputs[0]?.type?.shape;
  const extent = output?.length === 4 ? ([output[2]!, output[3]!] as const) : undefined;
  const element =
    pointed.element ?? ([Math.floor((extent?.[0] ?? 0) / 2), Math.floor((extent?.[1] ?? 0) / 2)] as const);
  const window = fieldWindow(field, element, size);
  const fits = image !== undefined && image.height === size[0] && image.width === size[1];
  return (
    <aside className={styles.card} data-free={pointed.free} aria-label="Receptive field">
      <h2 className={styles.title}>{pointed.path}</h2>
      <FieldPicture
        size={size}
        window={window}
        step={window.whole || extent === undefined ? undefined : field.stride}
        image={fits ? image : undefined}
      />
      <p>{extentOf(field)}</p>
      {extent === undefined || window.whole ? null : (
        <p className={styles.dim}>
          Element {element[0]}, {element[1]} of {extent[0]} × {extent[1]} sees {range('row', window.rows)},{' '}
          {range('column', window.columns)}
        </p>
      )}
      {paddingOf(window) === '' ? null : <p className={styles.dim}>{paddingOf(window)}</p>}
    </aside>
  );
}

function extentOf({ size, stride, start }: ReceptiveField): string {
  if (!size.every(Number.isFinite)) return 'Sees the whole image';
  const pair = ([rows, columns]: readonly [number, number]): string =>
    (rows === columns ? `${rows}` : `${rows} × ${columns}`).replaceAll('-', '−');
  return `${size[0]} × ${size[1]} px, every ${pair(stride)} px, from ${pair(start)}`;
}

function range(name: string, { inside }: Span): string {
  if (inside === undefined) return `no ${name}`;
  const [first, last] = inside;
  return first === last ? `${name} ${first}` : `${name}s ${first} to ${last}`;
}

function paddingOf({ rows, columns }: FieldWindow): string {
  const parts = [
    [rows.before, 'above'],
    [rows.behind, 'below'],
    [columns.before, 'on the left'],
    [columns.behind, 'on the right'],
  ] as const;
  const seen = parts.filter(([count]) => count > 0).map(([count, where]) => `${count} ${where}`);
  return seen.length === 0 ? '' : `Padding: ${seen.join(', ')}`;
}

/** Of the picture, in CSS pixels. */
const SIDE = 208;
/** Lines of the neutral grid are so many input pixels apart at most this many times. */
const GRID = 8;

interface FieldPictureProps {
  readonly size: readonly [number, number];
  readonly window: FieldWindow;
  /** Distance to the fields of the next element; undefined where there is no next. */
  readonly step: readonly [number, number] | undefined;
  readonly image: PixelImage | undefined;
}

function FieldPicture({ size: [height, width], window: { rows, columns }, step, image }: FieldPictureProps) {
  // The field may reach far out: more than one image's width of padding is not drawn.
  const [top, bottom] = reach(rows, height);
  const [left, right] = reach(columns, width);
  const scale = Math.min(SIDE / (right - left), SIDE / (bottom - top));
  const x = (column: number): number => (column - left) * scale;
  const y = (row: number): number => (row - top) * scale;
  const seen = {
    x: x(columns.first),
    y: y(rows.first),
    width: (columns.last - columns.first + 1) * scale,
    height: (rows.last - rows.first + 1) * scale,
  };
  const cell = Math.max(1, Math.round(Math.max(width, height) / GRID));
  return (
    <div className={styles.picture} style={{ width: (right - left) * scale, height: (bottom - top) * scale }}>
      {image === undefined ? null : (
        <Pixels
          image={image}
          className={styles.pixels}
          data-large={width * scale > image.width ? '' : undefined}
          aria-hidden
          style={{ left: x(0), top: y(0), width: width * scale, height: height * scale }}
        />
      )}
      <svg width={(right - left) * scale} height={(bottom - top) * scale} aria-hidden>
        <defs>
          <pattern
            id="field-padding"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1="0" y1="0" x2="0" y2="6" className={styles.hatch} />
          </pattern>
        </defs>
        <path
          fillRule="evenodd"
          fill="url(#field-padding)"
          d={`M0 0H${(right - left) * scale}V${(bottom - top) * scale}H0ZM${x(0)} ${y(0)}H${x(width)}V${y(height)}H${x(0)}Z`}
        />
        {image === undefined ? (
          <path className={styles.grid} d={gridPath(width, height, cell, x, y)} />
        ) : null}
        <rect className={styles.border} x={x(0)} y={y(0)} width={width * scale} height={height * scale} />
        {step === undefined ? null : (
          <>
            <rect className={styles.next} {...seen} x={seen.x + step[1] * scale} />
            <rect className={styles.next} {...seen} y={seen.y + step[0] * scale} />
          </>
        )}
        <rect className={styles.field} {...seen} />
      </svg>
    </div>
  );
}

/** First and last edge to draw of an axis: the image, and the field as far as it is not absurd. */
function reach({ first, last }: Span, extent: number): readonly [number, number] {
  return [Math.max(-extent, Math.min(0, first)), Math.min(2 * extent, Math.max(extent, last + 1))];
}

function gridPath(
  width: number,
  height: number,
  cell: number,
  x: (column: number) => number,
  y: (row: number) => number,
): string {
  let path = '';
  for (let column = cell; column < width; column += cell) path += `M${x(column)} ${y(0)}V${y(height)}`;
  for (let row = cell; row < height; row += cell) path += `M${x(0)} ${y(row)}H${x(width)}`;
  return path;
}
