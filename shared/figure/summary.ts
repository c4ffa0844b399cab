// A level of a network as a page of Markdown: what it is, what it costs, its layers.

import type { Analysis } from '../analysis/types.ts';
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
  const { totals, costs, network } = analysis;
  const whole =
    level.path === ''
      ? [
          ['Parameters', count(totals.parameters)],
          ['Multiply-accumulates', count(totals.macs)],
          ['Weights', `${count(totals.weightBytes)} bytes`],
          ['Peak activations', `${count(totals.peakActivationBytes)} bytes`],
        ]
      : [
          ['Parameters', count(costs.get(level.path)?.parameters ?? 0)],
          ['Multiply-accumulates', count(costs.get(level.path)?.macs ?? 0)],
        ];
  const layers = [...level.elements.values()].map((element) => {
    const cost = costs.get(element.path);
    return [
      element.record.name,
      identify(element, network.definitions, library).type,
      settingsOf(element, library),
      element.outputs.map(({ type }) => type?.shape.join('×') ?? '?').join(', '),
      count(cost?.parameters ?? 0),
      count(cost?.macs ?? 0),
    ];
  });
  return [
    `# ${inline(title)}`,
    '',
    ...about.flatMap((line) => [inline(line), '']),
    ...table(['', 'Whole'], whole, 1),
    '',
    ...table(['Layer', 'Type', 'Settings', 'Output', 'Parameters', 'MACs'], layers, 4),
    '',
  ].join('\n');
}

/** @param numbers the first column that is aligned to the right */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: number,
): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column >= numbers ? '---:' : '---'))), ...rows.map(line)];
}

/** Names are the user's: what Markdown or its HTML would take for markup stays text. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\|*`[\]]/gu, (sign) => `\\${sign}`);
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}
