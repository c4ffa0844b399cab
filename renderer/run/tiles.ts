// Where the maps of a tensor lie on a canvas of a given width, and which one is under the pointer.

export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  /** Of a tile, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

const GAP = 2;
const SMALLEST = 28;
const LARGEST = 96;

/** Small maps are enlarged, large ones reduced; proportions stay. As many columns as fit. */
export function tileGrid(count: number, map: { width: number; height: number }, available: number): TileGrid {
  const wish = Math.min(LARGEST, Math.max(SMALLEST, map.width * Math.max(1, Math.floor(56 / map.width))));
  const columns = Math.max(1, Math.min(count, Math.floor((available + GAP) / (wish + GAP))));
  const width = Math.max(1, Math.min(LARGEST, Math.floor((available + GAP) / columns) - GAP));
  const height = Math.min(4 * LARGEST, Math.max(4, Math.round((width * map.height) / map.width)));
  return { columns, rows: Math.ceil(count / columns), width, height, gap: GAP };
}

export function gridSize(grid: TileGrid): { readonly width: number; readonly height: number } {
  return {
    width: grid.columns * (grid.width + grid.gap) - grid.gap,
    height: Math.max(1, grid.rows * (grid.height + grid.gap) - grid.gap),
  };
}

export function tileAt(grid: TileGrid, index: number): { readonly x: number; readonly y: number } {
  return {
    x: (index % grid.columns) * (grid.width + grid.gap),
    y: Math.floor(index / grid.columns) * (grid.height + grid.gap),
  };
}

/** The tile at a point and the place in it, 0 to 1; undefined between tiles and after the last. */
export function hitTile(
  grid: TileGrid,
  count: number,
  point: { readonly x: number; readonly y: number },
): { readonly index: number; readonly across: number; readonly down: number } | undefined {
  const column = Math.floor(point.x / (grid.width + grid.gap));
  const row = Math.floor(point.y / (grid.height + grid.gap));
  const across = (point.x - column * (grid.width + grid.gap)) / grid.width;
  const down = (point.y - row * (grid.height + grid.gap)) / grid.height;
  const index = row * grid.columns + column;
  if (column < 0 || row < 0 || column >= grid.columns || index >= count || across >= 1 || down >= 1) {
    return undefined;
  }
  return { index, across, down };
}
