// Full and one-edit analysis of ResNet-50 and the largest presets, against a JSON round trip of the layer table that it
// computes.

import { analyse } from '../shared/analysis/analyse.ts';
import { applyCommand } from '../shared/document/commands.ts';
import type { Document } from '../shared/document/types.ts';
import { expand } from '../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../renderer/presets/index.ts';
import { alternate } from './statistics.ts';

const ROUNDS = 60;

/** With the first convolution of each, whose channels all that follows depends on. */
const NETWORKS = [
  { preset: 'resnet50', edited: 'conv1', channels: 64 },
  { preset: 'densenet201', edited: 'features.conv0', channels: 64 },
  { preset: 'efficientnet_b7', edited: 'features.0', channels: 64 },
] as const;

export async function benchAnalyze(): Promise<unknown> {
  return Promise.resolve({
    benchmark: 'analyze',
    unit: 'milliseconds, median',
    baseline: 'JSON round trip of the layer table',
    networks: NETWORKS.map(measure),
  });
}

function measure({ preset, edited: path, channels }: (typeof NETWORKS)[number]): object {
  const document = findPreset(preset)!.build({});
  if ('code' in document) throw new Error(document.message);
  const { network, costs } = analyse(expand(document, LIBRARY));
  const layers = network.nodes.map((node) => ({
    path: node.path,
    type: node.operator.type,
    inputs: node.inputTypes,
    outputs: node.outputTypes,
    weights: node.weights,
    cost: costs.get(node.path),
  }));
  const roundTrip = (): void => void JSON.parse(JSON.stringify(layers));

  // A copy shares no records with the original, so nothing that was parsed or built before is found again.
  const full = alternate(
    ROUNDS,
    () => void analyse(expand(JSON.parse(JSON.stringify(document)) as Document, LIBRARY)),
    roundTrip,
  );
  let edited = document;
  const edit = alternate(
    ROUNDS,
    (round) => {
      const result = applyCommand(edited, {
        type: 'setValues',
        node: path,
        values: { outChannels: channels - (round % 2) * 32 },
      });
      if (!result.ok) throw new Error(result.problem.message);
      edited = result.document;
      analyse(expand(edited, LIBRARY));
    },
    roundTrip,
  );
  return { preset, layers: layers.length, full, oneEdit: edit };
}
