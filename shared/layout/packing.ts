// Separate pieces of a network side by side.

interface Box {
  readonly breadth: number;
  readonly depth: number;
}

interface Corner {
  readonly across: number;
  readonly along: number;
}

/** Up to this many pieces stand in one row whatever their size; more wrap into shelves. */
const ONE_ROW = 6;

/**
 * Corners of the boxes, in the given order from left to right. Many boxes (loose nodes, say) fill shelves
 * about as long as they are deep together, so that they do not make one endless row.
 */
export function packShelves(boxes: readonly Box[], gap: number, grid: number): Corner[] {
  const step = (length: number): number => Math.ceil((length + gap) / grid) * grid;
  let limit = Infinity;
  if (boxes.length > ONE_ROW) {
    const area = boxes.reduce((sum, box) => sum + step(box.breadth) * step(box.depth), 0);
    const widest = boxes.reduce((most, box) => Math.max(most, step(box.breadth)), 0);
    limit = Math.max(widest, Math.sqrt(area) * 1.4);
  }
  let [across, along, shelf] = [0, 0, 0];
  return boxes.map((box) => {
    if (across > 0 && across + box.breadth > limit) [across, along, shelf] = [0, along + shelf, 0];
    const corner = { across, along };
    across += step(box.breadth);
    shelf = Math.max(shelf, step(box.depth));
    return corner;
  });
}
