// Panning, zooming and dragging in networks of 1,000 and 5,000 nodes, against plain React Flow with as many empty
// nodes at the same places. Twice: in a Chromium without a frame limit, where a frame takes as long as its work does, and
// in one that shows 60 frames a second, as people see them.

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

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/**
 * How frames come: as fast as they are made, so that what one costs can be seen below 16.7 ms, or as displays show them.
 * Frames are long from `long` milliseconds on: those that a display would miss, or, with room for the clock, has missed.
 */
const PACES = {
  work: { flags: ['--disable-frame-rate-limit', '--disable-gpu-vsync'], rounds: 4, long: FRAME },
  shown: { flags: [], rounds: 2, long: 1.5 * FRAME },
} as const;
type Pace = keyof typeof PACES;

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
  const results: Record<string, Record<string, Partial<Record<Pace, Comparison>>>> = {};
  let version = '';
  try {
    for (const pace of ['work', 'shown'] as const) {
      const { flags } = PACES[pace];
      const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
      version = browser.version();
      try {
        for (const count of COUNTS) {
          const file = join(folder, `${count}.netloom.json`);
          await writeFile(file, serialiseDocument(gridDocument(count)));
          const ours = await browser.newPage({ viewport: { width: 1440, height: 900 } });
          await openInApp(ours, app.address, file);
          const theirs = await browser.newPage({ viewport: { width: 1440, height: 900 } });
          await theirs.goto(`${plain.resolvedUrls?.local[0] ?? ''}?nodes=${count}`);
          await theirs.locator('.react-flow__node').first().waitFor();
          const compared = await compare(ours, theirs, pace);
          for (const [gesture, comparison] of Object.entries(compared)) {
            ((results[count] ??= {})[gesture] ??= {})[pace] = comparison;
          }
          await ours.close();
          await theirs.close();
        }
      } finally {
        await browser.close();
      }
    }
    return {
      benchmark: 'scale',
      unit: 'milliseconds between frames: median, 95th percentile, median of the fastest round; long frames, as a share',
      work: 'frames as fast as they are made: what a frame costs',
      shown: 'frames as a display of 60 Hz shows them: what a person sees',
      baseline: 'plain React Flow, empty nodes of known size, only those in view',
      chromium: version,
      nodes: results,
    };
  } finally {
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

/** By gesture, one list a round. */
type Samples = Record<string, FrameTimes[]>;

interface Summary {
  readonly median: number;
  readonly p95: number;
  /** Median of the round in which the machine was least busy with other things. */
  readonly fastest: number;
  readonly long: number;
}

interface Comparison {
  readonly ours: Summary;
  readonly baseline: Summary;
  readonly ratio: number;
  readonly fastestRatio: number;
}

async function compare(ours: Page, theirs: Page, pace: Pace): Promise<Record<string, Comparison>> {
  const { rounds, long } = PACES[pace];
  await Promise.all([ours, theirs].map(warmUp));
  const samples = { ours: {} as Samples, theirs: {} as Samples };
  // In turn: what else the machine does meets both alike.
  for (let round = 0; round < rounds; round += 1) {
    await measure(ours, samples.ours);
    await measure(theirs, samples.theirs);
  }
  return Object.fromEntries(
    Object.entries(samples.ours).map(([gesture, times]) => {
      const [mine, plain] = [summarise(times, long), summarise(samples.theirs[gesture]!, long)];
      const comparison = {
        ours: mine,
        baseline: plain,
        ratio: mine.median / plain.median,
        fastestRatio: mine.fastest / plain.fastest,
      };
      return [gesture, comparison];
    }),
  );
}

async function warmUp(page: Page): Promise<void> {
  // tsx wraps named functions in a helper that the page does not have.
  await page.evaluate('globalThis.__name = (wrapped) => wrapped');
  await page.bringToFront();
  // Over both canvases: the browser looks for what is under the mouse in every frame that moves something.
  await page.mouse.move(720, 450);
  await page.evaluate(zoom, { to: 1, frames: 5 });
  await page.evaluate(pan, { frames: 30 });
  await page.evaluate(drag, { frames: 30 });
}

/** Adds the times between frames of one round of gestures; it ends where it began, at zoom 0.05. */
async function measure(page: Page, samples: Samples): Promise<void> {
  const add = (gesture: string, times: FrameTimes): void => void (samples[gesture] ??= []).push(times);
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

function summarise(rounds: readonly FrameTimes[], long: number): Summary {
  const sorted = rounds.flat().sort((a, b) => a - b);
  return {
    median: median(sorted),
    p95: sorted[Math.floor(sorted.length * 0.95)]!,
    fastest: Math.min(...rounds.map(median)),
    long: sorted.filter((time) => time > long).length / sorted.length,
  };
}
