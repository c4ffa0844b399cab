// Panning, zooming and dragging in networks of 1,000 and 5,000 nodes, against plain React Flow with as many empty
// nodes at the same places, in one Chromium without a frame limit.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { build, mergeConfig, preview } from 'vite';
import { buildApp, isStale } from '../../build/build.ts';
import { findChromium } from '../../build/chromium.ts';
import { RENDERER_DIST } from '../../build/paths.ts';
import { serve } from '../../build/serve.ts';
import { rendererConfig } from '../../build/vite.renderer.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import { median } from '../statistics.ts';
import { drag, pan, zoom, type FrameTimes } from './gestures.ts';
import { gridDocument } from './grid.ts';

/** What a display at 60 Hz leaves for a frame. */
const FRAME = 1000 / 60;
const ZOOMS = [1, 0.5, 0.25, 0.1, 0.05] as const;
const COUNTS = [1000, 5000] as const;
const ROUNDS = 4;

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // Frames come as fast as they are made: what one costs can be seen below a display's 16.7 ms.
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
];

export async function benchScale(): Promise<unknown> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium; set CHROME to its path.');
  if (isStale()) await buildApp('warn');
  const folder = await mkdtemp(join(tmpdir(), 'netloom-bench-'));
  const config = {
    ...mergeConfig(rendererConfig, {
      build: { outDir: join(folder, 'page') },
      preview: { port: 0 },
      logLevel: 'warn' as const,
    }),
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false as const,
  };
  await build(config);
  const plain = await preview(config);
  const app = await serve(RENDERER_DIST);
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const results: Record<string, unknown> = {};
    for (const count of COUNTS) {
      const file = join(folder, `${count}.netloom.json`);
      await writeFile(file, serialiseDocument(gridDocument(count)));
      const ours = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await openInApp(ours, app.address, file);
      const theirs = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await theirs.goto(`${plain.resolvedUrls?.local[0] ?? ''}?nodes=${count}`);
      await theirs.locator('.react-flow__node').first().waitFor();
      await Promise.all([ours, theirs].map(warmUp));
      const samples = { ours: {}, theirs: {} };
      // In turn: what else the machine does meets both alike.
      for (let round = 0; round < ROUNDS; round += 1) {
        await measure(ours, samples.ours);
        await measure(theirs, samples.theirs);
      }
      results[count] = compare(samples.ours, samples.theirs);
      await ours.close();
      await theirs.close();
    }
    return {
      benchmark: 'scale',
      unit: 'milliseconds between frames: median, 95th percentile; frames longer than 16.7 ms, as a share',
      baseline: 'plain React Flow, empty nodes of known size, only those in view',
      chromium: browser.version(),
      nodes: results,
    };
  } finally {
    await browser.close();
    await app.close();
    await plain.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openInApp(page: Page, address: string, file: string): Promise<void> {
  await page.addInitScript(() => {
    for (const picker of ['showSaveFilePicker', 'showOpenFilePicker']) Reflect.deleteProperty(window, picker);
  });
  await page.goto(address);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: /^Open…/ }).click();
  await (await chooser).setFiles(file);
  await page.locator('.react-flow__node, [data-testid="far-view"]').first().waitFor({ timeout: 60_000 });
}

type Samples = Record<string, number[]>;

async function warmUp(page: Page): Promise<void> {
  // tsx wraps named functions in a helper that the page does not have.
  await page.evaluate('globalThis.__name = (wrapped) => wrapped');
  await page.bringToFront();
  await page.evaluate(zoom, { to: 1, frames: 5 });
  await page.evaluate(pan, { frames: 30 });
  await page.evaluate(drag, { frames: 30 });
}

/** Adds the times between frames of one round of gestures; it ends where it began, at zoom 0.05. */
async function measure(page: Page, samples: Samples): Promise<void> {
  const add = (gesture: string, times: FrameTimes): void => void (samples[gesture] ??= []).push(...times);
  await page.bringToFront();
  await page.evaluate(zoom, { to: 1, frames: 5 });
  await page.evaluate(pan, { frames: 10 });
  add('drag at 1', await page.evaluate(drag, { frames: 60 }));
  for (const to of ZOOMS) {
    await page.evaluate(zoom, { to, frames: 10 });
    add(`pan at ${to}`, await page.evaluate(pan, { frames: 60 }));
  }
  add('zoom from 0.05 to 1', await page.evaluate(zoom, { to: 1, frames: 60 }));
  add('zoom from 1 to 0.05', await page.evaluate(zoom, { to: 0.05, frames: 60 }));
}

function compare(ours: Samples, baseline: Samples): object {
  return Object.fromEntries(
    Object.entries(ours).map(([gesture, times]) => {
      const theirs = baseline[gesture]!;
      return [
        gesture,
        { ours: summarise(times), baseline: summarise(theirs), ratio: median(times) / median(theirs) },
      ];
    }),
  );
}

function summarise(times: FrameTimes): object {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    median: median(times),
    p95: sorted[Math.floor(sorted.length * 0.95)],
    long: times.filter((time) => time > FRAME).length / times.length,
  };
}
