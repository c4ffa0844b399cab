// Costs, totals, memory and receptive fields of a network.

import type { Diagnostic, Network, NetworkNode, Severity } from '../network/types.ts';
import { isBoundary } from './comparable.ts';
import { elementCount, type TensorType } from '../tensor/types.ts';
import { memoryTimeline, outputBytes } from './memory.ts';
import { receptiveFields } from './receptive-field.ts';
import type { Analysis, Cost, ReceptiveField } from './types.ts';

const BYTES_PER_WEIGHT = 4;
const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/**
 * Costs, fields and totals of a network, for the batch that its inputs have; what is broken counts as far as its
 * types are known.
 */
export function analyse(network: Network): Analysis {
  const fields = receptiveFields(network.nodes);
  const costs = new Map<string, Cost>();
  for (const node of network.nodes) costs.set(node.path, operatorCost(node, fields[node.index]));
  addBlockCosts(network, costs, fields);

  let parameters = 0;
  let buffers = 0;
  let macs = 0;
  let activationBytes = 0;
  for (const node of network.nodes) {
    const cost = costs.get(node.path)!;
    parameters += cost.parameters;
    buffers += cost.buffers;
    macs += cost.macs;
    activationBytes += cost.activationBytes;
  }
  const partial = addUnknown(network, costs);
  const { peak } = memoryTimeline(network.nodes, network.outputs);
  const diagnostics: Diagnostic[] = [...network.diagnostics].sort(
    (a, b) => RANK[a.severity] - RANK[b.severity],
  );
  return {
    network,
    costs,
    totals: {
      parameters,
      buffers,
      macs,
      weightBytes: (parameters + buffers) * BYTES_PER_WEIGHT,
      activationBytes,
      peakActivationBytes: peak.bytes,
      peakPath: peak.node === undefined ? undefined : network.nodes[peak.node]?.path,
      partial,
    },
    diagnostics,
  };
}

function operatorCost(node: NetworkNode, receptiveField: ReceptiveField | undefined): Cost {
  let parameters = 0;
  let buffers = 0;
  for (const weight of node.weights) {
    if (weight.trainable) parameters += elementCount(weight.shape);
    else buffers += elementCount(weight.shape);
  }
  const macs =
    node.outputTypes === undefined
      ? 0
      : (node.operator.macs?.(node.inputTypes as readonly TensorType[], node.outputTypes, node.attributes) ??
        0);
  // The image itself is no activation.
  const activationBytes = node.inputs.length === 0 ? 0 : outputBytes(node);
  return { parameters, buffers, macs, activationBytes, partial: isUnknown(node), receptiveField };
}

/** An Output costs nothing, wired or not. */
function isUnknown({ operator, outputTypes }: NetworkNode): boolean {
  return outputTypes === undefined && operator.type !== 'Output';
}

/**
 * Marks every block around a layer whose costs are not known: for want of a shape, or because there is no such
 * operator or no inside.
 *
 * @returns whether there is such a layer anywhere
 */
function addUnknown(network: Network, costs: Map<string, Cost>): boolean {
  let any = false;
  for (const { path, level, record, node, off } of network.elements.values()) {
    if (off === true) continue;
    const unknown =
      record.kind !== 'operator'
        ? !network.levels.has(path)
        : node === undefined
          ? !isBoundary(record.operator)
          : isUnknown(network.nodes[node]!);
    if (!unknown) continue;
    any = true;
    const own = costs.get(path);
    if (own !== undefined) costs.set(path, { ...own, partial: true });
    for (let around = level; around !== ''; around = network.elements.get(around)?.level ?? '') {
      const cost = costs.get(around);
      if (cost?.partial === false) costs.set(around, { ...cost, partial: true });
    }
  }
  return any;
}

/** Sums operators into every block around them. */
function addBlockCosts(
  network: Network,
  costs: Map<string, Cost>,
  fields: readonly (ReceptiveField | undefined)[],
): void {
  const sums = new Map<
    string,
    { parameters: number; buffers: number; macs: number; activationBytes: number }
  >();
  for (const element of network.elements.values()) {
    if (element.record.kind === 'operator') continue;
    sums.set(element.path, { parameters: 0, buffers: 0, macs: 0, activationBytes: 0 });
  }
  for (const node of network.nodes) {
    const cost = costs.get(node.path)!;
    let level = network.elements.get(node.path)?.level ?? '';
    while (level !== '') {
      const sum = sums.get(level);
      if (sum !== undefined) {
        sum.parameters += cost.parameters;
        sum.buffers += cost.buffers;
        sum.macs += cost.macs;
        sum.activationBytes += cost.activationBytes;
      }
      level = network.elements.get(level)?.level ?? '';
    }
  }
  for (const [path, sum] of sums) {
    const value = network.elements.get(path)?.outputs[0]?.value;
    costs.set(path, {
      ...sum,
      partial: false,
      receptiveField: value === undefined ? undefined : fields[value.node],
    });
  }
}
