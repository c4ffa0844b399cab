// Full and one-edit analysis of ResNet-50, against a JSON round trip of the layer table that it computes.

import { analyse } from '../shared/analysis/analyse.ts';
import { applyCommand } from '../shared/document/commands.ts';
import type { Document } from '../shared/document/types.ts';
import { expand } from '../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../renderer/presets/index.ts';
import { alternate } from './statistics.ts';

const ROUNDS = 60;

export async function benchAnalyze(): Promise<unknown> {
  const document = findPreset('resnet50')!.build({});
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
        node: 'conv1',
        values: { outChannels: 32 + (round % 2) * 32 },
      });
      if (!result.ok) throw new Error(result.problem.message);
      edited = result.document;
      analyse(expand(edited, LIBRARY));
    },
    roundTrip,
  );
  return {
    benchmark: 'analyze',
    network: 'ResNet-50',
    layers: layers.length,
    unit: 'milliseconds, median',
    baseline: 'JSON round trip of the layer table',
    full,
    oneEdit: edit,
  };
}
