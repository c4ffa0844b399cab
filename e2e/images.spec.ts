// Images as they come from cameras, printers and scanners, and files that are none: what the network gets, or why not.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';

/** Written by build/oracles/images.py: left half red, right half blue, 48 × 24. */
const IMAGES = JSON.parse(readFileSync(new URL('./images.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

type Colour = readonly [number, number, number];
const RED: Colour = [255, 0, 0];
const BLUE: Colour = [0, 0, 255];
const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];

async function openImage(app: Page, name: string, buffer: Buffer): Promise<void> {
  await app.getByLabel('Image file').setInputFiles({ name, mimeType: '', buffer });
}

/** Colours near the left, right, top and bottom edge of what the network gets, in their middles. */
async function edges(app: Page) {
  return app.getByRole('img', { name: 'What the network gets' }).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const context = canvas.getContext('2d')!;
    const [left, right, top, bottom] = [
      [8, height / 2],
      [width - 8, height / 2],
      [width / 2, 8],
      [width / 2, height - 8],
    ].map(([x, y]) => [...context.getImageData(x!, y!, 1, 1).data].slice(0, 3));
    return { left, right, top, bottom };
  });
}

/** JPEG is not exact, and the colours of inks are the browser's own. */
function near(found: readonly number[] | undefined, [red, green, blue]: Colour, reach: number): boolean {
  return [red, green, blue].every((value, channel) => Math.abs(value - (found?.[channel] ?? NaN)) <= reach);
}

test.beforeEach(async ({ app }) => {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="resnet18"]').dblclick();
  await app.getByRole('tab', { name: 'Run' }).click();
});

for (const [name, size, first, second, along, reach] of [
  ['plain.png', '48 × 24', RED, BLUE, ['left', 'right'], 2],
  ['turned.jpg', '24 × 48', RED, BLUE, ['top', 'bottom'], 8],
  ['print.jpg', '48 × 24', RED, BLUE, ['left', 'right'], 60],
  ['scan.png', '48 × 24', WHITE, BLACK, ['left', 'right'], 2],
  ['animated.gif', '48 × 24', RED, BLUE, ['left', 'right'], 2],
  // What is transparent lies on white, as on paper.
  ['transparent.png', '48 × 24', RED, WHITE, ['left', 'right'], 2],
  ['lossless.webp', '48 × 24', RED, BLUE, ['left', 'right'], 2],
] as const) {
  test(`${name} is read as it is shown`, async ({ app }) => {
    await openImage(app, name, Buffer.from(IMAGES[name]!, 'base64'));
    await expect(app.getByText(`${name} · ${size}`)).toBeVisible();
    const found = await edges(app);
    expect(near(found[along[0]], first, reach), JSON.stringify(found)).toBe(true);
    expect(near(found[along[1]], second, reach), JSON.stringify(found)).toBe(true);
  });
}

const plain = Buffer.from(IMAGES['plain.png']!, 'base64');

/** Says that it is 30,000 × 30,000, in a few hundred bytes. */
function vast(): Buffer {
  const bytes = Buffer.from(plain);
  bytes.writeUInt32BE(30_000, 16);
  bytes.writeUInt32BE(30_000, 20);
  return bytes;
}

for (const [name, content, message] of [
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', /SVG/],
  ['photo.heic', '\0\0\0\u{18}ftypheic\0\0\0\0heicmif1', /HEIC/],
  ['notes.png', 'The quick brown fox jumps over the lazy dog.', /not an image|image/i],
  ['empty.jpg', '', /empty/i],
  ['vast.png', vast().toString('latin1'), /30000 × 30000, 859 megapixels; at most 64 are read/],
  [
    'half.png',
    plain.subarray(0, plain.length / 2).toString('latin1'),
    /The PNG image cannot be decoded: it is damaged or was not copied whole/,
  ],
] as const) {
  test(`${name} is refused in words, and the app goes on`, async ({ app }) => {
    await openImage(app, name, Buffer.from(content, 'latin1'));
    await expect(app.getByRole('region', { name: 'Input' }).getByRole('alert')).toContainText(message);
    await openImage(app, 'plain.png', plain);
    await expect(app.getByText('plain.png · 48 × 24')).toBeVisible();
    await expect(app.getByRole('region', { name: 'Input' }).getByRole('alert')).toHaveCount(0);
  });
}
