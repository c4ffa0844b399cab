// netloom presets: what there is, with arguments and reference figures.

import { stdout } from 'node:process';
import type { Field, Schema } from '../shared/operators/attributes.ts';
import { PRESETS } from '../renderer/presets/index.ts';
import { parseOptions, type CliCommand } from './command.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { table } from './table.ts';

export const presetsCommand: CliCommand = {
  name: 'presets',
  summary: 'List the presets with their arguments and reference figures',
  help: `Usage: netloom presets [--json]

Lists every preset: id, title, year, arguments with their defaults, reference parameters and GMACs.

  --json   the list as JSON
`,
  async run(args) {
    const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
    if (positionals[0] !== undefined) {
      throw new NetloomError('usage', `"${positionals[0]}" is one argument too many. See --help.`);
    }
    stdout.write(values.json === true ? `${JSON.stringify(presetList(), null, 2)}\n` : presetTable());
  },
};

function presetList() {
  return PRESETS.map(({ id, title, family, year, paper, idea, arguments: schema, reference }) => ({
    id,
    title,
    family,
    year,
    paper,
    idea,
    arguments: argumentList(schema),
    reference,
  }));
}

function argumentList(schema: Schema) {
  return Object.fromEntries(
    Object.entries(schema).map(([name, field]) => [
      name,
      { type: field.control, default: field.default, ...limits(field), label: field.label, help: field.help },
    ]),
  );
}

function limits(field: Field) {
  if (field.control === 'choice') return { options: field.options.map((option) => option.value) };
  return 'min' in field ? { min: field.min, max: field.max } : {};
}

function presetTable(): string {
  const rows = PRESETS.map(({ id, title, year, reference, arguments: schema }) => [
    id,
    title,
    `${year}`,
    reference.parameters.toLocaleString('en-US'),
    reference.gmacs.toString(),
    Object.entries(schema)
      .map(([name, field]) => `${name}=${String(field.default)}`)
      .join(' '),
  ]);
  return table(['id', 'title', 'year', 'parameters', 'GMACs', 'arguments'], rows, [2, 3, 4]);
}
