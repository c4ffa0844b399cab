// Nodes coloured by what they cost: each gets its figure and its part of the greatest on the level. Nodes whose
// figures stay keep their identity.

import { heatMaximum, heatShare, heatValue, type HeatMetric } from '../../shared/analysis/heat.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import type { FaceHeat } from '../nodes/face.ts';
import { bytes, compact } from '../ui/format.ts';
import type { CanvasNode, Projection } from './project.ts';

/** What the darkest colour means. */
export interface HeatScale {
  readonly metric: HeatMetric;
  /** Of all nodes that are coloured; 0 where none has any. */
  readonly maximum: number;
  /** Some receptive field is the whole input. */
  readonly unbounded: boolean;
}

/** The scale of what is shown: of an unfolded block, of what is in it. */
export function heatScale(nodes: readonly CanvasNode[], { costs }: Analysis, metric: HeatMetric): HeatScale {
  const values = nodes
    .filter(({ data }) => data.frame === undefined)
    .map(({ data }) => heatValue(costs.get(data.path), metric));
  return { metric, maximum: heatMaximum(values), unbounded: values.includes(Infinity) };
}

/** The figure as people read it: `1.6 M`, `3.21 MB`, `43 px`. */
export function heatText(value: number, metric: HeatMetric): string {
  switch (metric) {
    case 'parameters':
    case 'macs':
      return compact(value);
    case 'activations':
      return bytes(value);
    case 'receptiveField':
      return Number.isFinite(value) ? `${value} px` : 'whole input';
    default:
      return assertNever(metric);
  }
}

const heatedNodes = new WeakMap<CanvasNode, CanvasNode>();

export function heated<P extends Pick<Projection, 'nodes'>>(
  projection: P,
  { costs }: Analysis,
  { metric, maximum }: HeatScale,
): P {
  const nodes = projection.nodes.map((node): CanvasNode => {
    if (node.data.frame !== undefined) return node;
    const value = heatValue(costs.get(node.data.path), metric);
    const heat: FaceHeat = {
      share: heatShare(value, maximum),
      text: value === undefined || value === 0 ? '' : heatText(value, metric),
      // Parameters and MACs stand on the face already.
      badge: metric === 'activations' || metric === 'receptiveField',
    };
    const known = heatedNodes.get(node);
    if (known !== undefined && sameHeat(known.data.heat, heat)) return known;
    const coloured = { ...node, data: { ...node.data, heat } };
    heatedNodes.set(node, coloured);
    return coloured;
  });
  return { ...projection, nodes };
}

function sameHeat(a: FaceHeat | undefined, b: FaceHeat): boolean {
  return a !== undefined && a.share === b.share && a.text === b.text && a.badge === b.badge;
}
