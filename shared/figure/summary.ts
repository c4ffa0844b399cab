// A level of a network as a page of Markdown: what it is, what it costs, its layers.

import type { Analysis } from '../analysis/types.ts';
import { summarise } from '../analysis/comparable.ts';
import { atLeast, grouped } from '../lib/amounts.ts';
import { markdownTable, markdownText } from '../lib/tables.ts';
import { identify, settingsOf } from '../network/identify.ts';
import type { Level, Library } from '../network/types.ts';

/** @param about lines under the title, such as the paper; MACs and activations are for one image */
export function summaryOf(
  title: string,
  about: readonly string[],
  level: Level,
  analysis: Analysis,
  library: Library,
): string {
  const { costs } = analysis;
  const layers = layerRows(level, analysis, library);
  return [
    `# ${markdownText(title)}`,
    '',
    ...about.flatMap((line) => [markdownText(line), '']),
    markdownTable(['', 'whole'], wholeRows(level, analysis), [1]),
    markdownTable(['layer', 'type', 'settings', 'output', 'parameters', 'MACs'], layers, [4, 5]),
    ...(costs.get(level.path)?.partial === true || (level.path === '' && analysis.totals.partial)
      ? ['Sums after ≥ leave out layers whose costs are not known.', '']
      : []),
  ].join('\n');
}

type Rows = readonly (readonly string[])[];

/** Units stand beside what they are of: figures alone are aligned, and copied, as numbers. */
function wholeRows(level: Level, analysis: Analysis): Rows {
  const { totals, costs } = analysis;
  if (level.path !== '') {
    const cost = costs.get(level.path);
    const shown = (value = 0): string => atLeast(cost?.partial === true, grouped(value));
    return [
      ['parameters', shown(cost?.parameters)],
      ['MACs per image', shown(cost?.macs)],
      ['activations per image (bytes)', shown(cost?.activationBytes)],
    ];
  }
  const { inputs, outputs, depth, layers } = summarise(analysis);
  const shapes = (list: typeof inputs): string => list.map((shape) => shape?.join('×') ?? '?').join(', ');
  const shown = (value: number): string => atLeast(totals.partial, grouped(value));
  return [
    ['input', shapes(inputs)],
    ['output', shapes(outputs)],
    ['layers', grouped(layers)],
    ['layers with weights on the longest path', grouped(depth)],
    ['parameters', shown(totals.parameters)],
    ['MACs per image', shown(totals.macs)],
    ['weights (bytes)', shown(totals.weightBytes)],
    ['peak activations (bytes)', shown(totals.peakActivationBytes)],
  ];
}

/** Nothing stands for no cost, so that what costs is seen. */
function layerRows(level: Level, { costs, network }: Analysis, library: Library): Rows {
  return [...level.elements.values()].map((element) => {
    const cost = costs.get(element.path);
    const shown = (value = 0): string =>
      value === 0 && cost?.partial !== true ? '' : atLeast(cost?.partial === true, grouped(value));
    return [
      element.record.name,
      identify(element, network.definitions, library).type,
      settingsOf(element, library),
      element.outputs.map(({ type }) => type?.shape.join('×') ?? '?').join(', '),
      shown(cost?.parameters),
      shown(cost?.macs),
    ];
  });
}
