// Where NaN and infinity begin in a run, for `run` to tell.

import { stderr } from 'node:process';
import { firstNonFinite, nonFiniteText, nonFiniteWeights } from '../shared/compile/non-finite.ts';
import type { Compiled } from '../shared/compile/types.ts';
import type { Network } from '../shared/network/types.ts';
import { modelBytes, planModel } from '../shared/weights/model-plan.ts';
import { openSession, type BackendName, type Tensor } from './session.ts';

interface Traced {
  readonly network: Network;
  readonly compiled: Compiled;
  readonly feeds: ReadonlyMap<string, Tensor>;
  readonly backend: BackendName;
  readonly seed: number;
  readonly stored: Uint8Array | undefined;
}

export type NonFiniteReport = Awaited<ReturnType<typeof traceNonFinite>>;

/** The path is null where all is finite as soon as inner values are outputs, too: the runtime fuses layers else. */
export async function traceNonFinite({ network, compiled, feeds, backend, seed, stored }: Traced) {
  const inputs = [...feeds].map(([name, { data }]) => ({ name, data }));
  const start = await firstNonFinite(compiled, inputs, async (model, names) => {
    const bytes = modelBytes(planModel(model, compiled.weights, seed, stored));
    const session = await openSession(backend, bytes);
    try {
      const outputs = await session.run(feeds);
      return names.map((name) => outputs.get(name)!);
    } finally {
      await session.close();
    }
  });
  if (start === undefined) return { path: null, type: null, nan: 0, infinite: 0, values: 0, weights: [] };
  return {
    ...start,
    type: network.nodes.find(({ path }) => path === start.path)?.operator.type ?? null,
    weights: nonFiniteWeights(compiled, start.path, stored),
  };
}

export function tellNonFinite(report: NonFiniteReport): void {
  const { path, type, weights } = report;
  const where =
    path === null
      ? 'It begins where layers are fused: each of them alone gives finite values.'
      : `It begins at "${path}" (${type}): ${nonFiniteText(report)}.`;
  const held = weights.length === 0 ? '' : ` NaN or infinity is stored in ${weights.join(', ')} already.`;
  stderr.write(`The outputs are not all finite. ${where}${held}\n`);
}
