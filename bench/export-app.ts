// How long the window is deaf while VGG-16 is exported in the app: the longest gap between two frames, against the same
// window left alone for as long.

import { chromium, type Browser, type Page } from '@playwright/test';
import { buildApp, isStale } from '../build/build.ts';
import { ensureChromium } from '../build/chromium.ts';
import { RENDERER_DIST } from '../build/paths.ts';
import { serve } from '../build/serve.ts';
import { median } from './statistics.ts';

const PRESET = 'vgg16';
const ROUNDS = 3;

interface Sample {
  readonly seconds: number;
  readonly longestGap: number;
  /** Gaps of more than three frames of 60 Hz. */
  readonly over50: number;
}

export async function benchExportApp(): Promise<unknown> {
  const browserPath = ensureChromium();
  if ('missing' in browserPath) throw new Error(browserPath.missing);
  if (isStale()) await buildApp('warn');
  const served = await serve(RENDERER_DIST);
  const browser = await chromium.launch({ executablePath: browserPath.path, args: ['--no-sandbox'] });
  try {
    const ours: Sample[] = [];
    const idle: Sample[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = await openedPage(browser, served.address);
      const sample = await watchFrames(page, () => exportOnce(page));
      ours.push(sample);
      idle.push(await watchFrames(page, () => page.waitForTimeout(1000 * sample.seconds)));
      await page.close();
    }
    const summary = (samples: readonly Sample[]) => ({
      longestGapMs: median(samples.map(({ longestGap }) => longestGap)),
      gapsOver50Ms: median(samples.map(({ over50 }) => over50)),
      seconds: median(samples.map(({ seconds }) => seconds)),
    });
    const sides = { ours: summary(ours), baseline: summary(idle) };
    return {
      benchmark: 'export-app',
      network: PRESET,
      baselineIs: 'the same window, left alone for as long',
      ...sides,
      ratio: sides.ours.longestGapMs / sides.baseline.longestGapMs,
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

/** A page of its own for each round, with nothing left of the one before. */
async function openedPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  // Downloads need no dialog that nobody could answer.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(address);
  await page.getByRole('button', { name: 'Presets', exact: true }).click();
  await page.locator(`[data-preset="${PRESET}"]`).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Open / })
    .click();
  await page.locator('.react-flow__node').first().waitFor();
  return page;
}

async function exportOnce(page: Page): Promise<void> {
  await page.keyboard.press('Control+e');
  const downloading = page.waitForEvent('download', { timeout: 120_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  await (await downloading).delete();
}

async function watchFrames(page: Page, during: () => Promise<void>): Promise<Sample> {
  await page.evaluate(() => {
    const watched = { gaps: [] as number[], running: true };
    Object.assign(window, { watched });
    // No function is named inside: tsx would wrap it in a helper that the page does not have.
    void (async () => {
      let last = performance.now();
      while (watched.running) {
        const now = await new Promise<number>((resolve) =>
          requestAnimationFrame(() => resolve(performance.now())),
        );
        watched.gaps.push(now - last);
        last = now;
      }
    })();
  });
  const start = performance.now();
  await during();
  const seconds = (performance.now() - start) / 1000;
  const gaps = await page.evaluate(() => {
    const { watched } = window as unknown as { watched: { gaps: number[]; running: boolean } };
    watched.running = false;
    return watched.gaps;
  });
  return { seconds, longestGap: Math.max(...gaps), over50: gaps.filter((gap) => gap > 50).length };
}
