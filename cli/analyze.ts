// netloom analyze: shapes, costs and receptive fields of every layer, and the totals.

import { stdout } from 'node:process';
import { analyse } from '../shared/analysis/analyse.ts';
import type { Analysis, ReceptiveField } from '../shared/analysis/types.ts';
import type { NetworkNode } from '../shared/network/types.ts';
import { atLeast, bytes, grouped } from '../shared/lib/amounts.ts';
import { formatShape, type Shape } from '../shared/tensor/types.ts';
import { onlyPositional, parseOptions, type CliCommand } from './command.ts';
import { loadSource } from './source.ts';
import { table } from './table.ts';

export const analyzeCommand: CliCommand = {
  name: 'analyze',
  summary: 'Shapes, parameters, multiply-accumulates and receptive fields of a network',
  help: `Usage: netloom analyze <source> [--set name=value …] [--json]

  <source>           preset:<id>, or a *.netloom or *.netloom.json file
  --set name=value   sets an argument of the preset; may be repeated
  --json             the whole analysis as JSON

Figures are for batch 1; ≥ marks those of a network of which some layers' costs are not known. MACs are multiply-accumulates of convolutions and matrix products.
`,
  async run(args) {
    const { values, positionals } = parseOptions(args, {
      set: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    });
    const { network } = await loadSource(onlyPositional(positionals, 'The source'), values.set ?? [], 'warn');
    const report = analysisReport(analyse(network));
    stdout.write(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : analysisTable(report));
  },
};

type Report = ReturnType<typeof analysisReport>;

function analysisReport(analysis: Analysis) {
  const { network, totals, diagnostics, costs } = analysis;
  const boundary = (
    indices: readonly number[],
    types: (node: NetworkNode) => readonly unknown[] | undefined,
  ) =>
    indices.map((index) => {
      const node = network.nodes[index]!;
      const [type] = (types(node) ?? []) as readonly ({ dtype: string; shape: Shape } | undefined)[];
      return { name: node.path, dtype: type?.dtype ?? null, shape: type?.shape ?? null };
    });
  const inputs = boundary(network.inputs, (node) => node.outputTypes);
  const image = inputs[0]?.shape?.slice(2) ?? [];
  const layers = network.nodes
    .filter(({ operator }) => operator.type !== 'Input' && operator.type !== 'Output')
    .map((node) => {
      const cost = costs.get(node.path);
      return {
        path: node.path,
        type: node.operator.type,
        inputShapes: node.inputTypes.map((type) => type?.shape ?? null),
        outputShapes: node.outputTypes?.map((type) => type.shape) ?? null,
        parameters: cost?.parameters ?? 0,
        macs: cost?.macs ?? 0,
        receptiveField: fieldReport(cost?.receptiveField, image),
      };
    });
  return {
    inputs,
    outputs: boundary(network.outputs, (node) => node.inputTypes),
    parameters: totals.parameters,
    buffers: totals.buffers,
    macs: totals.macs,
    weightBytes: totals.weightBytes,
    activationBytes: totals.activationBytes,
    peakActivationBytes: totals.peakActivationBytes,
    partial: totals.partial,
    diagnostics,
    layers,
  };
}

/** JSON knows no infinity: a field that is the whole input carries the input's size and says so. */
function fieldReport(field: ReceptiveField | undefined, image: readonly number[]) {
  if (field === undefined) return null;
  if (Number.isFinite(field.size[0])) return { ...field, whole: false };
  return { size: image, stride: [0, 0], start: [0, 0], whole: true };
}

function analysisTable(report: Report): string {
  const shapes = (list: readonly (Shape | null)[] | null): string =>
    (list ?? []).map((shape) => (shape === null ? '?' : formatShape(shape))).join(', ');
  const rows = report.layers.map((layer) => [
    layer.path,
    layer.type,
    shapes(layer.outputShapes),
    layer.parameters === 0 ? '–' : layer.parameters.toLocaleString('en-US'),
    layer.macs === 0 ? '–' : layer.macs.toLocaleString('en-US'),
    layer.receptiveField === null
      ? '?'
      : layer.receptiveField.whole
        ? 'whole input'
        : layer.receptiveField.size.join('×'),
  ]);
  const macs = (count: number): string => {
    const exact = count.toLocaleString('en-US');
    return count < 1e8 ? exact : `${exact} (${(count / 1e9).toFixed(3)} G)`;
  };
  const least = (text: string): string => atLeast(report.partial, text);
  const totals = [
    `Input                 ${report.inputs.map(({ shape }) => shapes([shape])).join('; ')}`,
    `Output                ${report.outputs.map(({ shape }) => shapes([shape])).join('; ')}`,
    `Parameters            ${least(grouped(report.parameters))}`,
    `Buffers               ${least(grouped(report.buffers))}`,
    `Multiply-accumulates  ${least(macs(report.macs))}`,
    `Weights               ${least(bytes(report.weightBytes))}`,
    `Activations           ${least(bytes(report.activationBytes))}, peak ${least(bytes(report.peakActivationBytes))}`,
  ];
  const problems = report.diagnostics.map(
    ({ severity, path, message }) => `${severity}${path === '' ? '' : ` at ${path}`}: ${message}`,
  );
  const head = ['layer', 'type', 'output', 'parameters', 'MACs', 'sees'];
  return [table(head, rows, [3, 4, 5]), ...totals, ...problems].join('\n') + '\n';
}
