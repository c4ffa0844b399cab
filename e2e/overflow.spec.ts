// Numbers that overflow in a run are told, and traced to the layer where they begin.

import type { Page } from '@playwright/test';
import { findPreset } from '../renderer/presets/index.ts';
import { writeNetloomFile } from '../shared/document/container.ts';
import type { Document } from '../shared/document/types.ts';
import { sha256 } from '../shared/lib/sha256.ts';
import { writeSafetensors } from '../shared/weights/safetensors.ts';
import { expect, test } from './app.ts';
import { chooseBackend, chooseNoise, openDocument, ran, ranking, run, spoil } from './running.ts';

test.describe('numbers that overflow', () => {
  const SHAPES = { conv2: [16, 6, 5, 5], fc3: [10, 84] } as const;

  /** LeNet-5 with a layer whose weights are all of this value. */
  function lenet(value: number, activation: string, layer: keyof typeof SHAPES = 'conv2'): Uint8Array {
    const shape = SHAPES[layer];
    const data = new Float32Array(shape.reduce((product, extent) => product * extent, 1)).fill(value);
    const weights = writeSafetensors([{ name: `${layer}.weight`, shape, data }]);
    const built = findPreset('lenet5')!.build({ activation }) as Document;
    const reference = { id: 'w', sha256: sha256(weights) };
    return writeNetloomFile({ ...built, name: 'Overflowing', weights: reference }, weights);
  }
  const told = (app: Page) => app.getByTestId('non-finite');

  for (const [backend, layer, type, values] of [
    ['WASM (CPU)', 'conv2', 'Conv2d', '1,600'],
    // WebGPU's ReLU makes 0 of NaN: what begins further in would not come out.
    ['WebGPU', 'fc3', 'Linear', '10'],
  ] as const) {
    test(`are traced to their layer on ${backend}, which a click selects`, async ({ app }) => {
      await openDocument(app, 'overflowing.netloom', lenet(3e38, 'ReLU', layer));
      await chooseNoise(app);
      await chooseBackend(app, backend);
      await run(app);
      await expect(told(app)).toContainText(/of 10 output values are NaN or infinite/, { timeout: 60_000 });
      await expect(told(app)).toContainText(
        new RegExp(`That begins at ${layer} \\(${type}\\): .*${values} values`),
      );
      await expect(ran(app)).toContainText(backend.slice(0, 4));
      await told(app).getByRole('button', { name: layer }).click();
      await expect(app.getByRole('region', { name: 'Feature maps' })).toContainText(
        `Feature maps of ${layer}`,
      );
      await expect(app.locator(`.react-flow__node.selected [data-name="${layer}"]`)).toBeVisible();
    });
  }

  test('are told where a later layer hides them, once somebody looks', async ({ app }) => {
    await openDocument(app, 'overflowing.netloom', lenet(3e38, 'Tanh'));
    await chooseNoise(app);
    await run(app);
    await expect(ranking(app)).toHaveCount(5);
    await expect(told(app)).toBeHidden();
    await app
      .locator('.react-flow__node')
      .filter({ has: app.locator('[data-name="pool2"]') })
      .click();
    await expect(told(app)).toContainText('The outputs are finite numbers, but not all that was computed');
    await expect(told(app)).toContainText(/That begins at conv2 \(Conv2d\)/);
  });

  test("are the weights' own where those hold NaN", async ({ app }) => {
    await openDocument(app, 'overflowing.netloom', lenet(NaN, 'ReLU'));
    await chooseNoise(app);
    await run(app);
    await expect(told(app)).toContainText(
      'all of its 1,600 values are NaN. Its stored conv2.weight holds such values already.',
    );
  });

  test('are looked for until that is stopped, and again when asked', async ({ app }) => {
    await spoil(
      app,
      `self.addEventListener('message', (event) => {
        if (event.data.request?.type === 'trace') event.stopImmediatePropagation();
      });`,
      2,
    );
    await openDocument(app, 'overflowing.netloom', lenet(3e38, 'ReLU'));
    await chooseNoise(app);
    await run(app);
    await told(app).getByRole('button', { name: 'Stop looking' }).click();
    await told(app).getByRole('button', { name: 'Find where that begins' }).click();
    await expect(told(app)).toContainText('That begins at conv2');
  });
});
