// How long one inference takes: a network run on noise, the first run left out.

import type { Latency } from '../shared/analysis/comparison-text.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { median } from '../shared/lib/median.ts';
import { blockState, fillNormal, streamKey } from '../shared/tensor/random.ts';
import { elementCount } from '../shared/tensor/types.ts';
import type { Compared } from './compared.ts';
import { openSession, type BackendName, type Tensor } from './session.ts';

const BACKENDS: Readonly<Record<BackendName, string>> = { native: 'native CPU', wasm: 'WASM, 1 thread' };

/** No further run begins after this many milliseconds: the largest networks take seconds each. */
const BUDGET = 20_000;

const SEED = 1;

/** @throws NetloomError `latency-input` for inputs that noise cannot be made for, and what the runtime refuses */
export async function measureLatency(
  compared: Compared,
  backend: BackendName,
  repeat: number,
): Promise<Latency> {
  const feeds = noiseFor(compared);
  const session = await openSession(backend, compared.model());
  try {
    await session.run(feeds);
    const times: number[] = [];
    const end = performance.now() + BUDGET;
    do {
      const start = performance.now();
      await session.run(feeds);
      times.push(performance.now() - start);
    } while (times.length < repeat && performance.now() < end);
    return { median: median(times), runs: times.length, backend: BACKENDS[backend] };
  } finally {
    await session.close();
  }
}

function noiseFor({ source, inputs, comparable }: Compared): ReadonlyMap<string, Tensor> {
  return new Map(
    inputs.map(({ name, dtype }, index) => {
      const shape = comparable.summary.inputs[index];
      if (dtype !== 'float32' || shape === null || shape === undefined) {
        const what = dtype === 'float32' ? 'has no fixed shape' : `is of type ${dtype}`;
        throw new NetloomError(
          'latency-input',
          `${source} cannot be timed: its input "${name}" ${what}; expected float32 of a fixed shape.`,
        );
      }
      const data = new Float32Array(elementCount(shape));
      fillNormal(data, blockState(streamKey(SEED, name), index), 0, 1);
      return [name, { data, shape }] as const;
    }),
  );
}
