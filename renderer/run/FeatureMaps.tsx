// A tensor as pictures: its maps as tiles on one canvas, or its values as bars; with figures, one map enlarged.

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { TensorData } from '../executor/types.ts';
import { Choice } from '../ui/Choice.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { useWidth } from '../ui/use-width.ts';
import type { Palette } from './colour-map.ts';
import { asMaps, drawBars, drawMap, drawTiles, mapRange, type Maps, type Scale } from './draw-maps.ts';
import { statisticsOf, type Statistics } from './statistics.ts';
import { gridSize, hitTile, tileGrid } from './tiles.ts';
import { useColourScheme } from './use-colour-scheme.ts';
import styles from './RunPanel.module.css';

/** Maps drawn at once; more are paged through. */
const PAGE = 256;

const PALETTES: readonly { readonly value: Palette; readonly label: string }[] = [
  { value: 'viridis', label: 'Viridis' },
  { value: 'grey', label: 'Grey' },
];

interface Pointed {
  readonly channel: number;
  /** Row and column in the map; absent for a lone value. */
  readonly element?: readonly [number, number];
  readonly text: string;
}

type OnPoint = (pointed: Pointed | undefined, on?: Element) => void;

interface FeatureMapsProps {
  readonly tensor: TensorData;
  /** The pointer is at this row and column of a map, on this part of the page, or at none any more. */
  readonly onElement?: (element: readonly [number, number] | undefined, on?: Element) => void;
}

export function FeatureMaps({ tensor, onElement }: FeatureMapsProps) {
  const maps = useMemo(() => asMaps(tensor), [tensor]);
  const commonId = useId();
  const [palette, setPalette] = useState<Palette>('viridis');
  const [common, setCommon] = useState(false);
  const [page, setPage] = useState(0);
  const [enlarged, setEnlarged] = useState<number>();
  const [pointed, setPointed] = useState<Pointed>();
  const point: OnPoint = (next, on) => {
    setPointed(next);
    onElement?.(next?.element, on);
  };
  const pages = Math.ceil(maps.count / PAGE);
  const shownPage = Math.min(page, pages - 1);
  const scale: Scale = common ? 'common' : 'each';
  const chosen = enlarged !== undefined && enlarged < maps.count ? enlarged : undefined;
  const isVector = maps.width * maps.height === 1;
  return (
    <div className={styles.maps}>
      {isVector ? (
        <Bars maps={maps} onPoint={setPointed} />
      ) : (
        <>
          <div className={styles.mapOptions}>
            <Choice label="Colours" value={palette} options={PALETTES} onChange={setPalette} />
            <div className={styles.option}>
              <Toggle id={commonId} label="Common scale" value={common} onChange={setCommon} />
              <label htmlFor={commonId}>Common scale</label>
            </div>
          </div>
          <Tiles
            maps={maps}
            first={shownPage * PAGE}
            count={Math.min(PAGE, maps.count - shownPage * PAGE)}
            palette={palette}
            scale={scale}
            chosen={chosen}
            onPoint={point}
            onChoose={(channel) => setEnlarged(channel === chosen ? undefined : channel)}
          />
        </>
      )}
      <p className={styles.readout} aria-live="off">
        {pointed?.text ??
          (isVector ? 'Point at a bar to read its value.' : 'Point at a map to read it; click to enlarge.')}
      </p>
      <Figures statistics={statisticsOf(tensor.data)} />
      {pages > 1 && !isVector ? (
        <label className={styles.option}>
          Channels
          <select
            className={styles.pages}
            value={shownPage}
            onChange={({ target }) => setPage(Number(target.value))}
          >
            {Array.from({ length: pages }, (_, index) => (
              <option key={index} value={index}>
                {`${index * PAGE} to ${Math.min(maps.count, (index + 1) * PAGE) - 1}`}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {chosen === undefined || isVector ? null : (
        <Enlarged maps={maps} channel={chosen} palette={palette} scale={scale} onPoint={point} />
      )}
    </div>
  );
}

function Tiles(props: {
  readonly maps: Maps;
  readonly first: number;
  readonly count: number;
  readonly palette: Palette;
  readonly scale: Scale;
  readonly chosen: number | undefined;
  readonly onPoint: OnPoint;
  readonly onChoose: (channel: number) => void;
}) {
  const { maps, first, count, palette, scale, chosen, onPoint, onChoose } = props;
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const available = useWidth(holder);
  const grid = useMemo(() => tileGrid(count, maps, available), [count, maps, available]);
  const size = gridSize(grid);
  useEffect(() => {
    if (canvas.current !== null) {
      drawTiles(canvas.current, grid, maps, { first, count, palette, scale, chosen });
    }
  }, [grid, maps, first, count, palette, scale, chosen]);
  const hit = (event: MouseEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return hitTile(grid, count, { x: event.clientX - left, y: event.clientY - top });
  };
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -grid.columns, ArrowDown: grid.columns }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (chosen ?? first - Math.sign(step)) + step;
    if (next >= first && next < first + count) onChoose(next);
  };
  return (
    <div ref={holder} className={styles.tiles}>
      <canvas
        ref={canvas}
        style={{ width: size.width, height: size.height }}
        tabIndex={0}
        role="img"
        aria-label={`${count} feature maps of ${maps.height} × ${maps.width}. Arrow keys choose one.`}
        data-testid="feature-maps"
        onPointerMove={(event) => {
          const at = hit(event);
          onPoint(
            at === undefined ? undefined : pointedAt(maps, first + at.index, at.across, at.down),
            event.currentTarget,
          );
        }}
        onPointerLeave={() => onPoint(undefined)}
        onClick={(event) => {
          const at = hit(event);
          if (at !== undefined) onChoose(first + at.index);
        }}
        onKeyDown={move}
      />
    </div>
  );
}

function pointedAt(maps: Maps, channel: number, across: number, down: number): Pointed {
  const x = Math.floor(across * maps.width);
  const y = Math.floor(down * maps.height);
  const value = maps.data[(channel * maps.height + y) * maps.width + x];
  return {
    channel,
    element: [y, x],
    text: `Channel ${channel}, row ${y}, column ${x}: ${show(value ?? NaN)}`,
  };
}

function Bars({ maps, onPoint }: { readonly maps: Maps; readonly onPoint: OnPoint }) {
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(holder);
  const scheme = useColourScheme();
  useEffect(() => {
    if (canvas.current !== null) drawBars(canvas.current, maps.data, width);
  }, [maps.data, width, scheme]);
  return (
    <div ref={holder} className={styles.tiles}>
      <canvas
        ref={canvas}
        className={styles.bars}
        role="img"
        aria-label={`${maps.count} values as bars`}
        data-testid="value-bars"
        onPointerMove={(event) => {
          const { left, width: shown } = event.currentTarget.getBoundingClientRect();
          const channel = Math.min(maps.count - 1, Math.floor(((event.clientX - left) / shown) * maps.count));
          if (channel >= 0)
            onPoint({ channel, text: `Value ${channel}: ${show(maps.data[channel] ?? NaN)}` });
        }}
        onPointerLeave={() => onPoint(undefined)}
      />
    </div>
  );
}

function Enlarged(props: {
  readonly maps: Maps;
  readonly channel: number;
  readonly palette: Palette;
  readonly scale: Scale;
  readonly onPoint: OnPoint;
}) {
  const { maps, channel, palette, scale, onPoint } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null)
      drawMap(canvas.current, maps, channel, palette, mapRange(maps, channel, scale));
  }, [maps, channel, palette, scale]);
  const area = maps.width * maps.height;
  return (
    <figure className={styles.enlarged}>
      <figcaption>Channel {channel}</figcaption>
      <canvas
        ref={canvas}
        className={styles.picture}
        role="img"
        aria-label={`Channel ${channel}, enlarged`}
        onPointerMove={(event) => {
          const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
          onPoint(
            pointedAt(maps, channel, (event.clientX - left) / width, (event.clientY - top) / height),
            event.currentTarget,
          );
        }}
        onPointerLeave={() => onPoint(undefined)}
      />
      <Figures statistics={statisticsOf(maps.data, channel * area, (channel + 1) * area)} />
    </figure>
  );
}

function Figures({ statistics }: { readonly statistics: Statistics }) {
  const figures = [
    ['Min', show(statistics.min)],
    ['Max', show(statistics.max)],
    ['Mean', show(statistics.mean)],
    ['Std', show(statistics.std)],
    ['Zeros', `${(100 * statistics.zeros).toFixed(1)} %`],
    ...(statistics.nonFinite > 0 ? [['Not finite', String(statistics.nonFinite)]] : []),
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function show(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return value === 0 || (size >= 0.001 && size < 100_000)
    ? String(Number(value.toPrecision(4)))
    : value.toExponential(2);
}
