// How published networks round channel counts.

/** Python's `round`: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The nearest multiple of `divisor`, at least one of them; halves go up. */
export function nearestMultiple(value: number, divisor: number): number {
  return Math.max(divisor, Math.floor(Math.trunc(value + divisor / 2) / divisor) * divisor);
}

/**
 * `_make_divisible` of torchvision and of MobileNet's authors: the nearest multiple, but the next one where
 * rounding down would lose more than 10 %.
 */
export function makeDivisible(value: number, divisor = 8): number {
  const rounded = nearestMultiple(value, divisor);
  return rounded < 0.9 * value ? rounded + divisor : rounded;
}
