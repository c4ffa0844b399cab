// The network, or a level of it, as a figure: what is drawn and how, what it looks like, and into a file or the clipboard.

import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { figureOf, type FigureOptions } from '../../shared/figure/figure.ts';
import { summaryOf } from '../../shared/figure/summary.ts';
import { svgOf } from '../../shared/figure/svg.ts';
import {
  LEGIBLE,
  onPage,
  PAGE,
  POINT,
  readableWidth,
  typeAt,
  UNREADABLE,
  type PagedFigure,
} from '../../shared/figure/page.ts';
import type { Figure } from '../../shared/figure/types.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { levelAt, useAnalysis } from '../state/analysis.ts';
import { useDocument } from '../state/document-store.ts';
import { useSession } from '../state/session-store.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Modal } from '../ui/Modal.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import styles from './FigureDialog.module.css';

type Format = 'svg' | 'pdf' | 'png' | 'md';

const FORMATS = [
  { value: 'svg', label: 'SVG' },
  { value: 'pdf', label: 'PDF' },
  { value: 'png', label: 'PNG, 300 dpi' },
  { value: 'md', label: 'Markdown summary' },
] as const;

const OPENED = [
  { value: '0', label: 'Closed' },
  { value: '1', label: 'One level open' },
  { value: '2', label: 'Two levels open' },
  { value: '32', label: 'All open' },
] as const;

const DIRECTIONS = [
  { value: 'down', label: 'Downwards' },
  { value: 'right', label: 'To the right' },
] as const;

const COLUMNS = [
  { value: 'auto', label: 'As fits a page' },
  ...['1', '2', '3', '4', '6', '8'].map((count) => ({ value: count, label: count })),
];

/** Millimetres. */
const NARROWEST = 10;
const WIDEST = 2000;

const OPTIONS: FigureOptions = {
  direction: 'down',
  shapes: true,
  settings: true,
  parameters: true,
  fold: true,
  opened: 1,
};

interface FigureDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSave: (extension: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
}

export function FigureDialog(props: FigureDialogProps) {
  return props.open ? <OpenFigureDialog {...props} /> : null;
}

function OpenFigureDialog({ onClose, onSave }: FigureDialogProps) {
  const document = useDocument();
  const analysis = useAnalysis();
  const working = useSession((state) => state.level);
  const shown = useSession((state) => state.root);
  const parts = partsOf(levelAt(analysis, shown).path, levelAt(analysis, working).path);
  // At first what the canvas shows.
  const [part, setPart] = useState(levelAt(analysis, shown).path);
  const level = levelAt(analysis, part);
  const [format, setFormat] = useState<Format>('svg');
  const title = level.path === '' ? document.name : `${document.name}: ${level.path}`;
  // Blocks are closed from the start where their insides would leave the type too small to read.
  const [options, setOptions] = useState<FigureOptions>(() => {
    const { type } = onPage(figureOf(title, level, analysis, LIBRARY, OPTIONS), OPTIONS.direction, undefined);
    return type < LEGIBLE ? { ...OPTIONS, opened: 0 } : OPTIONS;
  });
  const [columns, setColumns] = useState('auto');
  const [wanted, setWanted] = useState<number>();
  const drawn = useDeferredValue(options);
  const whole = useMemo(
    () => figureOf(title, level, analysis, LIBRARY, drawn),
    [title, level, analysis, drawn],
  );
  const paged = useMemo(() => {
    const room = Math.min(PAGE.width, wanted ?? PAGE.width);
    return onPage(whole, drawn.direction, columns === 'auto' ? undefined : Number(columns), room);
  }, [whole, drawn.direction, columns, wanted]);
  const { figure } = paged;
  const width = wanted ?? widthOf(paged);
  const isReadable = format === 'md' || typeAt(figure, width) >= UNREADABLE;
  const columnsLabel = options.direction === 'down' ? 'Columns' : 'Rows';
  const set = (changes: Partial<FigureOptions>) => setOptions((now) => ({ ...now, ...changes }));
  const summary = () => {
    const preset = document.origin === undefined ? undefined : findPreset(document.origin.preset);
    const about = preset === undefined ? [] : [preset.idea, preset.paper.citation];
    return summaryOf(title, level.path === '' ? about : [], level, analysis, LIBRARY);
  };

  const save = async () => {
    try {
      await onSave(format, await bytesOf(format, figure, width, summary));
    } catch (error) {
      notifyError('The figure was not saved', error);
    }
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(format === 'md' ? summary() : svgOf(figure, width));
      notify({ title: format === 'md' ? 'Summary copied' : 'SVG copied' });
    } catch (error) {
      notifyError('Nothing was copied', error);
    }
  };
  return (
    <Modal
      open
      wide="full"
      title="Export figure"
      onClose={onClose}
      footer={
        <>
          {format === 'svg' || format === 'md' ? (
            <Button disabled={!isReadable} onClick={() => void copy()}>
              Copy
            </Button>
          ) : null}
          <Button look="primary" disabled={!isReadable} onClick={() => void save()}>
            Save…
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <div className={styles.options}>
          {parts.length > 1 ? (
            <Row label="Part">
              <Choice label="Part" value={part} options={parts} onChange={setPart} />
            </Row>
          ) : null}
          <Row label="Format">
            <Choice label="Format" value={format} options={FORMATS} onChange={setFormat} />
          </Row>
          {format === 'md' ? (
            <p className={styles.note}>
              What {level.path === '' ? 'the network' : level.path} is and costs, and a table of its layers.
            </p>
          ) : (
            <>
              <Row label="Width, mm">
                <NumberInput
                  label="Width in millimetres"
                  value={width}
                  min={NARROWEST}
                  max={WIDEST}
                  onChange={setWanted}
                />
              </Row>
              <Row label="Flow">
                <Choice
                  label="Flow"
                  value={options.direction}
                  options={DIRECTIONS}
                  onChange={(direction) => set({ direction })}
                />
              </Row>
              <Row label="Blocks">
                <Choice
                  label="Blocks"
                  value={String(options.opened) as (typeof OPENED)[number]['value']}
                  options={OPENED}
                  onChange={(opened) => set({ opened: Number(opened) })}
                />
              </Row>
              <Row label={columnsLabel}>
                <Choice label={columnsLabel} value={columns} options={COLUMNS} onChange={setColumns} />
              </Row>
              <Row label="Fold repeats">
                <Toggle label="Fold repeats" value={options.fold} onChange={(fold) => set({ fold })} />
              </Row>
              <Row label="Shapes">
                <Toggle label="Shapes" value={options.shapes} onChange={(shapes) => set({ shapes })} />
              </Row>
              <Row label="Settings">
                <Toggle
                  label="Types and settings"
                  value={options.settings}
                  onChange={(settings) => set({ settings })}
                />
              </Row>
              <Row label="Parameters">
                <Toggle
                  label="Parameters"
                  value={options.parameters}
                  onChange={(parameters) => set({ parameters })}
                />
              </Row>
              <Size {...paged} unit={columnsLabel} width={width} />
            </>
          )}
        </div>
        <Preview format={format} figure={figure} title={title} summary={summary} />
      </div>
    </Modal>
  );
}

/** As it fits a page; where nothing could be read there, the smallest that can be. */
function widthOf({ figure, width, type }: PagedFigure): number {
  return type < UNREADABLE ? Math.min(WIDEST, readableWidth(figure)) : Math.max(NARROWEST, Math.floor(width));
}

/** What can be drawn: the whole network, the level that the canvas shows, and the unfolded one that is worked on. */
function partsOf(
  shown: string,
  working: string,
): readonly { readonly value: string; readonly label: string }[] {
  return [...new Set(['', shown, working])].map((path) => ({
    value: path,
    label: path === '' ? 'The whole network' : `The inside of ${path}`,
  }));
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}

interface SizeProps extends PagedFigure {
  readonly unit: 'Columns' | 'Rows';
}

/** How large it is, how small its type becomes, and what to do where it does not fit a page. */
function Size({ figure, columns, width, unit }: SizeProps) {
  const scale = width / (figure.width * POINT);
  const height = figure.height * POINT * scale;
  const type = typeAt(figure, width);
  const parts = columns === 1 ? '' : ` in ${columns} ${unit.toLowerCase()}`;
  // Rounded as they are shown.
  const tooLarge = Math.round(height) > PAGE.height || width > PAGE.width;
  const tooSmall = Number(type.toFixed(1)) < LEGIBLE;
  if (type < UNREADABLE) {
    const least = readableWidth(figure);
    const more = `more ${unit.toLowerCase()}, or close blocks.`;
    const remedy =
      least > WIDEST
        ? `Take ${more}`
        : `Make it at least ${least.toLocaleString('en')} mm wide, take ${more}`;
    return (
      <p className={`${styles.note} ${styles.refused}`} role="alert">
        {`At ${width} mm nothing could be read: it would be ${height.toFixed(0)} mm high${parts}, with type of ${type.toFixed(1)} pt. `}
        {remedy}
      </p>
    );
  }
  return (
    <p className={styles.note} aria-live="polite">
      {`${width} × ${height.toFixed(0)} mm${parts}; the smallest type is ${type.toFixed(1)} pt.`}
      {tooLarge ? ` Larger than a page leaves room for (${PAGE.width} × ${PAGE.height} mm).` : ''}
      {tooSmall ? ` Type under ${LEGIBLE} pt is hard to read in print.` : ''}
      {tooLarge || tooSmall ? ' Close blocks, or leave out what is under the names.' : ''}
    </p>
  );
}

interface PreviewProps {
  readonly format: Format;
  readonly figure: Figure;
  readonly title: string;
  readonly summary: () => string;
}

function Preview({ format, figure, title, summary }: PreviewProps) {
  const url = useMemo(
    () => `data:image/svg+xml,${encodeURIComponent(svgOf(figure, figure.width * POINT))}`,
    [figure],
  );
  if (format === 'md') {
    return (
      // A region that scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      <pre className={styles.text} tabIndex={0} aria-label="Summary">
        {summary()}
      </pre>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.preview} role="region" tabIndex={0} aria-label="Preview">
      <img className={styles.paper} src={url} alt={`Figure of ${title}`} />
    </div>
  );
}

async function bytesOf(
  format: Format,
  figure: Figure,
  width: number,
  summary: () => string,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'svg':
      return new TextEncoder().encode(svgOf(figure, width));
    case 'md':
      return new TextEncoder().encode(summary());
    case 'png':
      return (await import('./png.ts')).pngOf(figure, width, 300);
    case 'pdf': {
      const { pdfOf, unprintable } = await import('./pdf.ts');
      const missing = unprintable(figure);
      if (missing.length > 0) {
        notify({
          type: 'info',
          title: 'Some characters are not in the PDF',
          description: `PDF's Helvetica has no ${missing.slice(0, 8).join(' ')}: a question mark stands for each. SVG keeps them.`,
        });
      }
      return pdfOf(figure, width);
    }
  }
}
