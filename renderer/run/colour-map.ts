// Numbers as colours of even perceived steps.

export type Palette = 'viridis' | 'grey';

/** Viridis by S. van der Walt and N. Smith (matplotlib, CC0), at 17 even steps; between them it is nearly straight. */
const VIRIDIS =
  '440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80 3fbc73 5ec962 84d44b addc30 d8e219 fde725';
const GREY = '000000 ffffff';

/** What is neither finite nor on the scale: magenta, which no palette has. */
const NOT_FINITE = 0xff_ff_00_ff;

const tables = new Map<Palette, Uint32Array>();

/** 256 colours as canvas pixels in memory order: little-endian 0xAABBGGRR. */
export function colourTable(palette: Palette): Uint32Array {
  let table = tables.get(palette);
  if (table === undefined) {
    const stops = (palette === 'viridis' ? VIRIDIS : GREY).split(' ').map((hex) => Number.parseInt(hex, 16));
    table = Uint32Array.from({ length: 256 }, (_, index) => colourAt(stops, index / 255));
    tables.set(palette, table);
  }
  return table;
}

function colourAt(stops: readonly number[], position: number): number {
  const place = position * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(place));
  const mix = (shift: number): number => {
    const from = (stops[index]! >> shift) & 255;
    const to = (stops[index + 1]! >> shift) & 255;
    return Math.round(from + (to - from) * (place - index));
  };
  return ((255 << 24) | (mix(0) << 16) | (mix(8) << 8) | mix(16)) >>> 0;
}

/** Colours values of `low` to `high`; a flat range is the palette's darkest. */
export function paint(
  values: Float32Array,
  low: number,
  high: number,
  palette: Palette,
): Uint8ClampedArray<ArrayBuffer> {
  const table = colourTable(palette);
  const pixels = new Uint32Array(values.length);
  const factor = high > low ? 255 / (high - low) : 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    pixels[index] = Number.isFinite(value)
      ? table[Math.min(255, Math.max(0, Math.round((value - low) * factor)))]!
      : NOT_FINITE;
  }
  return new Uint8ClampedArray(pixels.buffer);
}
