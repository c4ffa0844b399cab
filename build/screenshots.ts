// Takes the README's screenshots of the app as it is now: npm run screenshots.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { buildApp, isStale } from './build.ts';
import { ensureChromium } from './chromium.ts';
import { RENDERER_DIST, ROOT } from './paths.ts';
import { serve } from './serve.ts';

const FOLDER = join(ROOT, 'docs');

async function openPreset(page: Page, id: string): Promise<void> {
  await page.getByRole('button', { name: 'Presets', exact: true }).click();
  await page.locator(`[data-preset="${id}"]`).dblclick();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function canvasLight(page: Page): Promise<void> {
  await openPreset(page, 'resnet50');
  await page.locator('.react-flow__node').filter({ hasText: 'layer1' }).dblclick();
  await page.locator('.react-flow__node').filter({ hasText: 'Bottleneck' }).first().dblclick();
  await page.locator('.react-flow__node').filter({ hasText: 'conv2' }).first().click();
}

async function runDark(page: Page): Promise<void> {
  await openPreset(page, 'lenet5');
  await page.locator('.react-flow__node').filter({ hasText: 'conv1' }).click();
  await page.getByRole('tab', { name: 'Run' }).click();
  await page.getByRole('tab', { name: 'Draw' }).click();
  const pad = await page.getByTestId('digit-pad').boundingBox();
  if (pad === null) throw new Error('There is no pad to draw on.');
  const seven = [
    [0.28, 0.22],
    [0.74, 0.22],
    [0.46, 0.82],
  ] as const;
  for (const [index, [x, y]] of seven.entries()) {
    await page.mouse.move(pad.x + x * pad.width, pad.y + y * pad.height, { steps: 8 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
  await page.getByTestId('feature-maps').waitFor();
  await page.mouse.move(720, 880);
}

async function galleryLight(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Presets', exact: true }).click();
  await page.locator('[data-preset="resnet50"]').click();
}

async function compareLight(page: Page): Promise<void> {
  await page.getByRole('menuitem', { name: 'Tools' }).click();
  await page.getByRole('menuitem', { name: 'Compare…' }).click();
  await page.getByRole('button', { name: /lesson/i }).click();
  await page.waitForTimeout(2000);
}

const SHOTS = [
  { name: 'canvas-light', colorScheme: 'light', prepare: canvasLight },
  { name: 'run-dark', colorScheme: 'dark', prepare: runDark },
  { name: 'compare-light', colorScheme: 'light', prepare: compareLight },
  { name: 'gallery-light', colorScheme: 'light', prepare: galleryLight },
] as const;

const browserPath = ensureChromium();
if ('missing' in browserPath) throw new Error(browserPath.missing);
if (isStale()) await buildApp('warn');
mkdirSync(FOLDER, { recursive: true });
const served = await serve(RENDERER_DIST);
const browser = await chromium.launch({ executablePath: browserPath.path, args: ['--no-sandbox'] });
for (const { name, colorScheme, prepare } of SHOTS) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
  await page.goto(served.address);
  await prepare(page);
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.close();
}
await browser.close();
await served.close();
