// What a feature map's numbers look like, in five figures.

export interface Statistics {
  readonly count: number;
  /** Of the finite values, as are the figures below; NaN where there is none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of the population. */
  readonly std: number;
  /** Share of values that are exactly 0: what ReLU switched off. */
  readonly zeros: number;
  readonly nonFinite: number;
}

export function statisticsOf(data: Float32Array, start = 0, end = data.length): Statistics {
  let [min, max, sum, squares, zeros, nonFinite] = [Infinity, -Infinity, 0, 0, 0, 0];
  for (let index = start; index < end; index++) {
    const value = data[index]!;
    if (!Number.isFinite(value)) {
      nonFinite++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    if (value === 0) zeros++;
    sum += value;
  }
  const count = end - start;
  const finite = count - nonFinite;
  if (finite === 0) return { count, min: NaN, max: NaN, mean: NaN, std: NaN, zeros: 0, nonFinite };
  const mean = sum / finite;
  // A second pass: the sum of squares alone would lose the digits of values far from 0.
  for (let index = start; index < end; index++) {
    const value = data[index]!;
    if (Number.isFinite(value)) squares += (value - mean) ** 2;
  }
  return { count, min, max, mean, std: Math.sqrt(squares / finite), zeros: zeros / count, nonFinite };
}
