// Our executor against bare onnxruntime-web: the same model, input and backend, in turn, in one Chromium page.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, mergeConfig, preview } from 'vite';
import { findChromium } from '../../build/chromium.ts';
import { rendererConfig } from '../../build/vite.renderer.ts';
import type { BenchRequest, BenchSamples } from './page.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

const REQUESTS: readonly BenchRequest[] = [
  { preset: 'lenet5', backend: 'wasm', rounds: 1000, warmUp: 100 },
  { preset: 'resnet18', backend: 'wasm', rounds: 60, warmUp: 6 },
  { preset: 'resnet50', backend: 'wasm', rounds: 48, warmUp: 6 },
  { preset: 'resnet50', backend: 'webgpu', rounds: 40, warmUp: 8 },
];

/**
 * Middles in milliseconds. `run` is the time of one inference inside the worker on either side; `request` is the time
 * from the page's call to its answer, with the input and the output on their way, against the bare inference.
 * `control` is the baseline in a second worker against the first: a difference below that one's says nothing.
 */
export async function benchRun(): Promise<unknown> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium; set CHROME to its path.');
  const outDir = await mkdtemp(join(tmpdir(), 'netloom-bench-'));
  const config = {
    ...mergeConfig(rendererConfig, { build: { outDir }, preview: { port: 0 }, logLevel: 'warn' as const }),
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false as const,
  };
  await build(config);
  const server = await preview(config);
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    const results = [];
    for (const request of REQUESTS) {
      const samples = await page.evaluate((asked) => window.benchInPage(asked), request);
      results.push({
        ...request,
        ...(samples === undefined ? { skipped: 'no GPU here' } : summarise(samples)),
      });
    }
    return {
      benchmark: 'run',
      unit: 'milliseconds, mean of the middle half',
      baseline: 'session.run of onnxruntime-web in a worker of its own',
      chromium: browser.version(),
      results,
    };
  } finally {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}

function summarise({ ours, request, bare, control, threads, greatestDifference }: BenchSamples): object {
  const baseline = middle(bare);
  const compare = (samples: readonly number[]) => ({
    milliseconds: middle(samples),
    ratio: middle(samples) / baseline,
    /** Each round beside its neighbour: what drifts over minutes drops out. */
    pairedRatio: middle(samples.map((sample, round) => sample / bare[round]!)),
  });
  return {
    threads,
    greatestDifference,
    baseline,
    run: compare(ours),
    control: compare(control),
    request: compare(request),
  };
}

/** Mean of the middle half: as calm as a median, and finer than the 5 µs steps of a browser's clock. */
function middle(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  const half = sorted.slice(quarter, sorted.length - quarter);
  return half.reduce((sum, sample) => sum + sample, 0) / half.length;
}
