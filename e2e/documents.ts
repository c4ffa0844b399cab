// What the specs of files share: a file of weights, choosing it, an edit, and what the app says.

import type { Page } from '@playwright/test';
import { writeNetloomFile } from '../shared/document/container.ts';
import type { Document } from '../shared/document/types.ts';
import { sha256 } from '../shared/lib/sha256.ts';
import { writeSafetensors } from '../shared/weights/safetensors.ts';
import { expect } from './app.ts';

export const nodes = (app: Page) => app.locator('.react-flow__node');
export const notices = (app: Page) => app.getByRole('region', { name: 'Notifications' });

/** Takes a layer out: an edit that can be seen in the file and on the canvas. */
export async function edit(app: Page): Promise<void> {
  const before = await nodes(app).count();
  await nodes(app)
    .filter({ has: app.locator('[data-name="conv1"]') })
    .click();
  await app.keyboard.press('Delete');
  await expect(nodes(app)).toHaveCount(before - 1);
}

/** A small network with weights that no Netloom ships. */
export function trained(): Uint8Array<ArrayBuffer> {
  const weights = writeSafetensors([{ name: 'other.weight', shape: [1], data: new Float32Array([7]) }]);
  const document: Document = {
    version: 1,
    name: 'Trained',
    seed: 0,
    weights: { id: 'mine', sha256: sha256(weights) },
    nodes: {
      a: {
        id: 'a',
        kind: 'operator',
        parentId: null,
        name: 'input',
        position: { x: 0, y: 0 },
        operator: 'Input',
        attributes: {},
      },
    },
    edges: {},
  };
  return writeNetloomFile(document, weights);
}

export async function choose(app: Page, name: string, bytes: Uint8Array): Promise<void> {
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await choosing).setFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
}
