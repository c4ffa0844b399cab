// Export against writing the same number of bytes with fs: time and peak memory, each in a process of its own.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './statistics.ts';

const run = promisify(execFile);
const ROUNDS = 7;

type Mode = 'export' | 'plain' | 'checked';

interface Sample {
  readonly milliseconds: number;
  readonly bytes: number;
  readonly peakBytes: number;
}

export async function benchExport(): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'netloom-bench-'));
  try {
    return {
      benchmark: 'export',
      ours: 'weights made, written, synced, read back, compared, renamed, folder synced',
      baselines: {
        plain: 'fs: one 4 MiB buffer written as often as needed, synced and renamed',
        checked: 'the same, and read back with checksums compared: the promise that an export keeps',
      },
      rounds: ROUNDS,
      networks: [await compare('resnet50', folder), await compare('vgg16', folder)],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(preset: string, folder: string): Promise<unknown> {
  const file = join(folder, `${preset}.onnx`);
  const samples: Record<Mode, Sample[]> = { export: [], plain: [], checked: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const sample = await child('export', preset, file);
    samples.export.push(sample);
    // In turn: what else the machine does meets them all alike.
    for (const mode of ['plain', 'checked'] as const)
      samples[mode].push(await child(mode, `${sample.bytes}`, file));
  }
  const against = (mode: Mode) => ({
    milliseconds: middle(samples[mode], 'milliseconds'),
    ratio: middle(samples.export, 'milliseconds') / middle(samples[mode], 'milliseconds'),
    /** Of the quickest on either side: what a busy machine disturbs least. */
    fastestRatio: least(samples.export) / least(samples[mode]),
  });
  const bytes = samples.export[0]!.bytes;
  const peak = { ours: middle(samples.export, 'peakBytes'), plain: middle(samples.plain, 'peakBytes') };
  const mebibytes = (amount: number): number => Math.round(amount / 2 ** 20);
  return {
    network: preset,
    fileMiB: mebibytes(bytes),
    milliseconds: middle(samples.export, 'milliseconds'),
    plain: against('plain'),
    checked: against('checked'),
    peakMiB: {
      ours: mebibytes(peak.ours),
      plain: mebibytes(peak.plain),
      ratioToWeights: peak.ours / bytes,
      beyondPlain: mebibytes(peak.ours - peak.plain),
    },
  };
}

function least(samples: readonly Sample[]): number {
  return Math.min(...samples.map(({ milliseconds }) => milliseconds));
}

function middle(samples: readonly Sample[], key: keyof Sample): number {
  return median(samples.map((sample) => sample[key]));
}

async function child(mode: Mode, what: string, file: string): Promise<Sample> {
  const script = new URL('export-child.ts', import.meta.url).pathname;
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, mode, what, file]);
  return JSON.parse(stdout) as Sample;
}
