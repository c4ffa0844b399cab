// Export against writing the same number of bytes with fs: time and peak memory, each in a process of its own.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './statistics.ts';

const run = promisify(execFile);
const ROUNDS = 3;

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
      baseline: 'fs: one 4 MiB buffer written as often as needed, synced and renamed',
      networks: [await compare('resnet50', folder), await compare('vgg16', folder)],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(preset: string, folder: string): Promise<unknown> {
  const file = join(folder, `${preset}.onnx`);
  const ours: Sample[] = [];
  const baseline: Sample[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const sample = await child('export', preset, file);
    ours.push(sample);
    baseline.push(await child('write', `${sample.bytes}`, file));
  }
  const time = { ours: middle(ours, 'milliseconds'), baseline: middle(baseline, 'milliseconds') };
  const peak = { ours: middle(ours, 'peakBytes'), baseline: middle(baseline, 'peakBytes') };
  const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
  return {
    network: preset,
    fileMiB: mebibytes(ours[0]!.bytes),
    milliseconds: { ...time, ratio: time.ours / time.baseline },
    peakMiB: {
      ours: mebibytes(peak.ours),
      baseline: mebibytes(peak.baseline),
      ratioToWeights: peak.ours / ours[0]!.bytes,
      beyondBaseline: mebibytes(peak.ours - peak.baseline),
    },
  };
}

function middle(samples: readonly Sample[], key: keyof Sample): number {
  return median(samples.map((sample) => sample[key]));
}

async function child(mode: 'export' | 'write', what: string, file: string): Promise<Sample> {
  const script = new URL('export-child.ts', import.meta.url).pathname;
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, mode, what, file]);
  return JSON.parse(stdout) as Sample;
}
