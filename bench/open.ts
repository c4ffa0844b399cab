// From the click that opens a preset to the painted canvas, in a real browser.

import { chromium, type Page } from '@playwright/test';
import { buildApp, isStale } from '../build/build.ts';
import { ensureChromium } from '../build/chromium.ts';
import { RENDERER_DIST } from '../build/paths.ts';
import { serve } from '../build/serve.ts';
import { median } from './statistics.ts';

const PRESETS = ['lenet5', 'resnet18', 'resnet50', 'vgg16', 'densenet201', 'efficientnet_b7'] as const;
const ROUNDS = 5;

export async function benchOpen(): Promise<unknown> {
  const browserPath = ensureChromium();
  if ('missing' in browserPath) throw new Error(browserPath.missing);
  if (isStale()) await buildApp('warn');
  const served = await serve(RENDERER_DIST);
  const browser = await chromium.launch({ executablePath: browserPath.path, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(served.address);
    const presets: Record<string, unknown> = {};
    for (const preset of PRESETS) {
      const ours: number[] = [];
      const baseline: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        ours.push(await open(page, preset));
        baseline.push(await paintBoxes(page, await page.locator('.react-flow__node').count()));
      }
      const sides = { ours: median(ours), baseline: median(baseline) };
      presets[preset] = { ...sides, ratio: sides.ours / sides.baseline };
    }
    return {
      benchmark: 'open',
      unit: 'milliseconds from click to the second frame after, median',
      baseline: 'as many plain boxes as the canvas has nodes, put into an empty page',
      presets,
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

/** Clicks in the page itself, so that no time of the driver counts. */
async function open(page: Page, preset: string): Promise<number> {
  await page.keyboard.press('Control+n');
  await page.getByText('An empty network').waitFor();
  await page.getByRole('button', { name: 'Presets', exact: true }).click();
  await page.locator(`[data-preset="${preset}"]`).click();
  const button = page.getByRole('dialog').getByRole('button', { name: /^Open / });
  // Waits until the button can be clicked: its totals come a little later.
  await button.click({ trial: true });
  // No function is named inside: tsx would wrap it in a helper that the page does not have.
  return button.evaluate(async (element: HTMLElement) => {
    const start = performance.now();
    element.click();
    while (document.querySelector('.react-flow__node') === null) {
      if (performance.now() - start > 10_000) throw new Error('The preset did not open within 10 s.');
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
  });
}

async function paintBoxes(page: Page, count: number): Promise<number> {
  return page.evaluate(async (boxes) => {
    const start = performance.now();
    const host = document.createElement('div');
    for (let index = 0; index < boxes; index += 1) {
      const box = document.createElement('div');
      box.textContent = `node ${index}`;
      box.style.cssText = `position:fixed;left:0;top:${index * 40}px;width:200px;height:32px`;
      host.append(box);
    }
    document.body.append(host);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const time = performance.now() - start;
    host.remove();
    return time;
  }, count);
}
