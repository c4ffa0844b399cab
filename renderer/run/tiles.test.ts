import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridSize, hitTile, tileAt, tileGrid } from './tiles.ts';

const extent = fc.integer({ min: 1, max: 300 });

test('tiles fit the width and are found where they are drawn', () => {
  fc.assert(
    fc.property(
      extent,
      extent,
      extent,
      fc.integer({ min: 100, max: 900 }),
      (count, width, height, available) => {
        const grid = tileGrid(count, { width, height }, available);
        expect(gridSize(grid).width).toBeLessThanOrEqual(available);
        expect(grid.rows * grid.columns).toBeGreaterThanOrEqual(count);
        for (const index of [0, Math.floor(count / 2), count - 1]) {
          const { x, y } = tileAt(grid, index);
          const hit = hitTile(grid, count, { x: x + grid.width / 2, y: y + grid.height / 2 });
          expect(hit).toEqual({ index, across: 0.5, down: 0.5 });
        }
        const { x, y } = tileAt(grid, count - 1);
        expect(hitTile(grid, count, { x: x + grid.width + 1, y })).toBeUndefined();
      },
    ),
  );
});
