// Where NaN and infinity begin in a run of a model: it is run again, with its inner values as outputs.

import { firstNonFinite, nonFiniteWeights } from '../../../shared/compile/non-finite.ts';
import { memoryNeed, requireFits } from '../memory.ts';
import type { TraceRequest } from '../protocol.ts';
import type { Traced } from '../types.ts';
import { needsChannelsFirst } from './agreement.ts';
import { unload } from './model.ts';
import type { Pause } from './pause.ts';
import { runOnce } from './run-once.ts';
import { makeSource } from './source.ts';

/** Takes the place of the loaded model: there may be no memory for both. */
export async function trace(request: TraceRequest, pause: Pause): Promise<Traced> {
  const { compiled, backend, inputs, stored } = request;
  requireFits(memoryNeed(compiled));
  await unload();
  const { weights } = await makeSource(request, pause);
  const channelsFirst = needsChannelsFirst(compiled.model);
  const start = await firstNonFinite(compiled, inputs, async (model, names) => {
    await pause('run', undefined);
    return runOnce(model, weights, backend, channelsFirst, inputs, names);
  });
  return start === undefined
    ? { start, weights: [] }
    : { start, weights: nonFiniteWeights(compiled, start.path, stored) };
}
