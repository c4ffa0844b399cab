// What benchmarks do with their samples.

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs `ours` and `baseline` in turn, `rounds` times each after a warm-up, and gives milliseconds. */
export function alternate(
  rounds: number,
  ours: (round: number) => void,
  baseline: (round: number) => void,
): { readonly ours: number; readonly baseline: number; readonly ratio: number } {
  const times = { ours: [] as number[], baseline: [] as number[] };
  const warmUp = Math.ceil(rounds / 4);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const start = performance.now();
    ours(round);
    const middle = performance.now();
    baseline(round);
    const end = performance.now();
    if (round < warmUp) continue;
    times.ours.push(middle - start);
    times.baseline.push(end - middle);
  }
  const result = { ours: median(times.ours), baseline: median(times.baseline) };
  return { ...result, ratio: result.ours / result.baseline };
}
