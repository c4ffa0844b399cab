// The table of layers of a flat network of 5,000 layers, in a real browser: frames while it is scrolled, and a
// sort, against a plain list of as many lines in the same browser.

import { chromium, type Page } from '@playwright/test';
import { buildApp, isStale } from '../build/build.ts';
import { ensureChromium } from '../build/chromium.ts';
import { RENDERER_DIST } from '../build/paths.ts';
import { serve } from '../build/serve.ts';
import { emptyDocument } from '../shared/document/empty.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import type { EdgeRecord, NodeRecord } from '../shared/document/types.ts';
import { median } from './statistics.ts';

const LAYERS = 5000;
const ROUNDS = 5;
const FRAMES = 60;

export async function benchLayers(): Promise<unknown> {
  const browserPath = ensureChromium();
  if ('missing' in browserPath) throw new Error(browserPath.missing);
  if (isStale()) await buildApp('warn');
  const served = await serve(RENDERER_DIST);
  const browser = await chromium.launch({ executablePath: browserPath.path, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(served.address);
    await openChain(page);
    await page.getByRole('button', { name: 'Layers', exact: true }).click();
    const plain = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await plain.evaluate(makePlainList, LAYERS);
    const scroll = { ours: [] as number[], baseline: [] as number[] };
    const sort: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await page.bringToFront();
      scroll.ours.push(await scrollFrames(page, '[role="treegrid"]'));
      sort.push(await sortTable(page));
      await plain.bringToFront();
      scroll.baseline.push(await scrollFrames(plain, '#list'));
    }
    const frames = { ours: median(scroll.ours), baseline: median(scroll.baseline) };
    return {
      benchmark: 'layers',
      rows: LAYERS,
      baseline: 'a plain list of as many lines of ten cells, all of them in the page',
      scroll: { unit: 'milliseconds a frame, median', ...frames, ratio: frames.ours / frames.baseline },
      sort: { unit: 'milliseconds from the click to the next frame but one, median', ours: median(sort) },
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

async function openChain(page: Page): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.evaluate(() => {
    Reflect.deleteProperty(window, 'showOpenFilePicker');
  });
  await page.keyboard.press('Control+o');
  await (
    await choosing
  ).setFiles({
    name: 'chain.netloom.json',
    mimeType: 'application/json',
    buffer: Buffer.from(serialiseDocument(chain())),
  });
  await page.locator('.react-flow__node').first().waitFor();
}

/** Convolutions, batch norms and ReLUs, one after another on the top level. */
function chain() {
  const nodes: Record<string, NodeRecord> = {};
  const edges: Record<string, EdgeRecord> = {};
  const operators = ['Conv2d', 'BatchNorm2d', 'ReLU'] as const;
  for (let index = 0; index < LAYERS; index += 1) {
    const operator = index === 0 ? 'Input' : index === LAYERS - 1 ? 'Output' : operators[index % 3]!;
    const id = `n${index}`;
    nodes[id] = {
      id,
      kind: 'operator',
      operator,
      attributes: operator === 'Conv2d' ? { outChannels: 8, kernelSize: [3, 3], padding: [1, 1] } : {},
      parentId: null,
      name: id,
      position: { x: 0, y: index * 110 },
    };
    if (index === 0) continue;
    const edge = `e${index}`;
    edges[edge] = {
      id: edge,
      source: `n${index - 1}`,
      sourcePort: 'output',
      target: id,
      targetPort: 'input',
    };
  }
  return { ...emptyDocument(), name: 'Chain', nodes, edges };
}

function makePlainList(lines: number): void {
  const list = document.createElement('div');
  list.id = 'list';
  list.style.cssText = 'height:240px;overflow:auto;font:12px system-ui';
  for (let line = 0; line < lines; line += 1) {
    const row = document.createElement('div');
    row.style.cssText = 'display:grid;grid-template-columns:repeat(10, 1fr);height:24px';
    for (let cell = 0; cell < 10; cell += 1) {
      const text = document.createElement('span');
      text.textContent = `${line} ${cell}`;
      row.append(text);
    }
    list.append(row);
  }
  document.body.append(list);
}

/** Scrolls a screenful each frame. */
async function scrollFrames(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluate(async (element, frames) => {
    element.scrollTop = 0;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    for (let frame = 0; frame < frames; frame += 1) {
      element.scrollTop += 240;
      await new Promise(requestAnimationFrame);
    }
    return (performance.now() - start) / frames;
  }, FRAMES);
}

async function sortTable(page: Page): Promise<number> {
  return page
    .getByRole('treegrid')
    .getByRole('button', { name: 'Parameters' })
    .evaluate(async (button: HTMLElement) => {
      const start = performance.now();
      button.click();
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return performance.now() - start;
    });
}
