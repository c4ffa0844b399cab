// What goes wrong while a network runs, and the app that goes on: overflowing numbers, GPUs that are missing, lost or
// small, workers that throw, hang or vanish, memory that ends. The faults are put into the real worker.

import type { Page } from '@playwright/test';
import { findPreset } from '../renderer/presets/index.ts';
import { writeNetloomFile } from '../shared/document/container.ts';
import { serialiseDocument } from '../shared/document/serialise.ts';
import type { Document } from '../shared/document/types.ts';
import { sha256 } from '../shared/lib/sha256.ts';
import { documentOf, operatorNode, wireOf } from '../shared/testing/graphs.ts';
import { writeSafetensors } from '../shared/weights/safetensors.ts';
import { expect, test } from './app.ts';

const controls = (app: Page) => app.getByRole('region', { name: 'Run' });
const result = (app: Page) => app.getByRole('region', { name: 'Result' });
const ranking = (app: Page) => app.getByTestId('ranking').getByRole('listitem');
const ran = (app: Page) => app.getByTestId('backend-that-ran');

async function openDocument(app: Page, name: string, bytes: Uint8Array): Promise<void> {
  await expect(app.getByRole('button', { name: 'Presets', exact: true })).toBeVisible();
  const choosing = app.waitForEvent('filechooser');
  await app.keyboard.press('Control+o');
  await (await choosing).setFiles({ name, mimeType: '', buffer: Buffer.from(bytes) });
  await expect(app).toHaveTitle(/ – Netloom$/);
}

async function openLeNet(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Presets', exact: true }).click();
  await app.locator('[data-preset="lenet5"]').dblclick();
  await expect(app.getByRole('dialog')).toBeHidden();
}

async function chooseNoise(app: Page): Promise<void> {
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
}

async function chooseBackend(app: Page, name: string): Promise<void> {
  await app.getByRole('combobox', { name: 'Backend' }).click();
  await app.getByRole('option', { name }).click();
}

async function run(app: Page): Promise<void> {
  await controls(app).getByRole('button', { name: 'Run' }).click();
}

/** Puts code before the executor's own in the first so many workers that start. */
async function spoil(app: Page, code: string, workers = Infinity): Promise<void> {
  let started = 0;
  await app.route('**/ort-worker-*.js', async (route) => {
    const response = await route.fetch();
    started += 1;
    await route.fulfill({
      response,
      body: `${started <= workers ? `{${code}}\n` : ''}${await response.text()}`,
    });
  });
}

/** The page believes that the software adapter is a graphics card. */
async function claimHardware(app: Page): Promise<void> {
  await app.evaluate(() => {
    for (const word of ['vendor', 'architecture', 'device', 'description']) {
      Object.defineProperty(GPUAdapterInfo.prototype, word, { get: () => 'made up' });
    }
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
  });
}

/** In the worker: does this when a run is asked for, before the worker itself hears of it. */
const onRun = (action: string): string => `
  self.addEventListener('message', (event) => {
    if (event.data.request?.type !== 'run') return;
    ${action}
  });`;

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

  test('are the weights’ own where those hold NaN', async ({ app }) => {
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

test.describe('WebGPU', () => {
  test('without an adapter is refused where it is chosen, and passed over where it is not', async ({
    app,
  }) => {
    await app.evaluate(() => {
      GPU.prototype.requestAdapter = () => Promise.resolve(null);
    });
    await openLeNet(app);
    await chooseNoise(app);
    await chooseBackend(app, 'WebGPU');
    await run(app);
    await expect(controls(app).getByRole('alert')).toHaveText(
      'There is no WebGPU here: no adapter answered. Choose Auto or WASM.',
    );
    await chooseBackend(app, 'Automatic');
    await run(app);
    await expect(ran(app)).toContainText('Ran on WASM');
    await expect(controls(app).getByRole('alert')).toHaveCount(0);
  });

  test('whose adapter is gone when the network is loaded gives way to WASM', async ({ app }) => {
    await spoil(app, 'GPU.prototype.requestAdapter = () => Promise.resolve(null);');
    await claimHardware(app);
    await openLeNet(app);
    await chooseNoise(app);
    await run(app);
    await expect(ran(app)).toContainText('Ran on WASM');
    await expect(controls(app)).toContainText('WebGPU could not load this network, so it ran on WASM.');
    await expect(ranking(app)).toHaveCount(5);
  });

  test('that is lost in the middle of a run gives way to WASM, and comes back', async ({ app }) => {
    await spoil(
      app,
      `let device;
      const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = async function (...wishes) {
        return (device = await requestDevice.apply(this, wishes));
      };
      ${onRun(`
        const { submit } = GPUQueue.prototype;
        GPUQueue.prototype.submit = function (buffers) {
          GPUQueue.prototype.submit = submit;
          device.destroy();
          submit.call(this, buffers);
        };`)}`,
      1,
    );
    await claimHardware(app);
    await openLeNet(app);
    await chooseNoise(app);
    await run(app);
    await expect(ran(app)).toContainText('Ran on WASM');
    await expect(controls(app)).toContainText('The GPU was lost, so it ran on WASM.');
    await expect(ranking(app)).toHaveCount(5);
    await chooseBackend(app, 'WebGPU');
    await run(app);
    await expect(ran(app)).toContainText('Ran on WebGPU', { timeout: 60_000 });
  });

  test('with as few storage buffers as it may have runs what needs more, or WASM does', async ({ app }) => {
    await spoil(
      app,
      `const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = function (wishes) {
        const requiredLimits = { ...wishes?.requiredLimits, maxStorageBuffersPerShaderStage: 8 };
        return requestDevice.call(this, { ...wishes, requiredLimits });
      };`,
    );
    const branches = Array.from({ length: 20 }, (_, index) => `branch${index}`);
    const many = documentOf(
      [
        operatorNode('input', 'Input', { channels: 1, height: 28, width: 28 }),
        ...branches.map((id) => operatorNode(id, 'Conv2d', { outChannels: 2, kernelSize: [1, 1] })),
        operatorNode('join', 'Concat'),
        operatorNode('split', 'Conv2d', { outChannels: 3, kernelSize: [1, 1] }),
        operatorNode('output', 'Output'),
      ],
      [
        ...branches.map((id) => wireOf('input', id)),
        ...branches.map((id, index) => wireOf(id, 'join', `in${index}`)),
        wireOf('join', 'split'),
        wireOf('split', 'output'),
      ],
    );
    await openDocument(app, 'many.netloom.json', Buffer.from(serialiseDocument({ ...many, name: 'Many' })));
    await chooseNoise(app);
    await chooseBackend(app, 'WebGPU');
    await run(app);
    await expect(result(app)).toContainText(/Max[-\d]/, { timeout: 60_000 });
    await expect(ran(app)).toContainText(/Ran on (WebGPU, checked against WASM|WASM)/);
    await expect(controls(app).getByRole('alert')).toHaveCount(0);
  });
});

test.describe('a worker', () => {
  for (const [what, code] of [
    ['that throws', onRun(`event.stopImmediatePropagation(); setTimeout(() => { throw new Error('no'); });`)],
    ['that vanishes without a word', onRun('event.stopImmediatePropagation(); self.close();')],
  ] as const) {
    test(`${what} is told, and the next run has another`, async ({ app, faults }) => {
      await spoil(app, code, 1);
      await openLeNet(app);
      await chooseNoise(app);
      await run(app);
      await expect(controls(app).getByRole('alert')).toContainText(
        'The process that ran the network ended without a word',
      );
      await expect(ranking(app)).toHaveCount(0);
      await run(app);
      await expect(ranking(app)).toHaveCount(5);
      await expect(controls(app).getByRole('alert')).toHaveCount(0);
      // What a worker throws is told to the page, too; the app has told the user.
      faults.length = 0;
    });
  }

  test('that hangs is ended by Cancel, and the next run has another', async ({ app }) => {
    await spoil(app, onRun('for (;;);'), 1);
    await openLeNet(app);
    await chooseNoise(app);
    await run(app);
    await expect(controls(app)).toContainText('Running');
    await app.waitForTimeout(500);
    await controls(app).getByRole('button', { name: 'Cancel' }).click();
    await expect(controls(app).getByRole('button', { name: 'Run' })).toBeEnabled({ timeout: 2000 });
    await expect(controls(app).getByRole('alert')).toHaveCount(0);
    await run(app);
    await expect(ranking(app)).toHaveCount(5);
  });

  test('that hangs while it loads is ended by Cancel, too', async ({ app }) => {
    await spoil(app, onRun('').replace("'run'", "'load'").replace('    \n', 'for (;;);'), 1);
    await openLeNet(app);
    await chooseNoise(app);
    await run(app);
    await controls(app).getByRole('button', { name: 'Cancel' }).click();
    await expect(controls(app).getByRole('button', { name: 'Run' })).toBeEnabled({ timeout: 2000 });
    await run(app);
    await expect(ranking(app)).toHaveCount(5);
  });
});

test.describe('memory', () => {
  /** Activations of 48 MB, and no weights to speak of. */
  const wide = documentOf(
    [
      operatorNode('input', 'Input', { channels: 3, height: 2000, width: 2000 }),
      operatorNode('relu', 'ReLU'),
      operatorNode('pool', 'AdaptiveAvgPool2d'),
      operatorNode('flat', 'Flatten'),
      operatorNode('fc', 'Linear', { outFeatures: 10 }),
      operatorNode('output', 'Output'),
    ],
    [
      wireOf('input', 'relu'),
      wireOf('relu', 'pool'),
      wireOf('pool', 'flat'),
      wireOf('flat', 'fc'),
      wireOf('fc', 'output'),
    ],
  );
  const atMost = (pages: number): string => `
    const { Memory } = WebAssembly;
    WebAssembly.Memory = function (wishes) {
      return new Memory({ ...wishes, maximum: wishes.initial + ${pages} });
    };`;
  const full = `WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no room'); };`;

  for (const [when, code, words] of [
    ['while a network loads', atMost(1), 'memory while loading the network'],
    ['in a run', onRun(full), 'memory while running the network'],
  ] as const) {
    test(`that ends ${when} is told, and the next run has a worker of its own`, async ({ app }) => {
      await spoil(app, code, 1);
      if (when === 'in a run') {
        const text = serialiseDocument({ ...wide, name: 'Wide' });
        await openDocument(app, 'wide.netloom.json', Buffer.from(text));
      } else {
        await app.getByRole('button', { name: 'Presets', exact: true }).click();
        await app.locator('[data-preset="resnet18"]').dblclick();
      }
      await chooseNoise(app);
      await run(app);
      await expect(controls(app).getByRole('alert')).toContainText(words, { timeout: 60_000 });
      await expect(ranking(app)).toHaveCount(0);
      await run(app);
      await expect(ranking(app)).toHaveCount(5, { timeout: 60_000 });
      await expect(controls(app).getByRole('alert')).toHaveCount(0);
    });
  }
});

test('a page that is not cross-origin isolated runs on one thread, and says so', async ({ app, address }) => {
  await app.route(address, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
  await app.goto(address);
  expect(await app.evaluate(() => crossOriginIsolated)).toBe(false);
  await openLeNet(app);
  await chooseNoise(app);
  await run(app);
  await expect(ran(app)).toContainText('Ran on WASM, one thread');
  await expect(controls(app)).toContainText('not cross-origin isolated, so WASM runs on one thread');
  await expect(ranking(app)).toHaveCount(5);
});

test.describe('while a network runs', () => {
  /** A run takes a second longer. */
  const slow = onRun('const until = Date.now() + 1000; while (Date.now() < until);');

  test('an edit makes its result one of before, and a second wish is one run', async ({ app }) => {
    await spoil(app, slow);
    await app.getByRole('button', { name: 'Presets', exact: true }).click();
    await app.locator('[data-preset="resnet18"]').dblclick();
    await chooseNoise(app);
    await run(app);
    await app.keyboard.press('Control+Enter');
    await app.keyboard.press('Control+Enter');
    await expect(controls(app)).toContainText('Running', { timeout: 60_000 });
    await app
      .locator('.react-flow__node')
      .filter({ has: app.locator('[data-name="relu"]') })
      .click();
    await app.keyboard.press('Delete');
    await expect(result(app)).toContainText('out of date', { timeout: 60_000 });
    await expect(result(app)).toContainText('The network changed since this run.');
    await expect(controls(app).getByRole('alert')).toHaveCount(0);
  });

  test('closing its document ends it, and nothing of it comes to the next one', async ({ app }) => {
    await spoil(app, slow);
    await openLeNet(app);
    await chooseNoise(app);
    await run(app);
    await expect(controls(app)).toContainText('Running');
    await app.keyboard.press('Alt+w');
    await expect(app.getByRole('tab', { name: 'LeNet-5' })).toHaveCount(0);
    await openLeNet(app);
    await app.waitForTimeout(1500);
    await expect(ranking(app)).toHaveCount(0);
    await expect(controls(app).getByRole('alert')).toHaveCount(0);
    await run(app);
    await expect(ranking(app)).toHaveCount(5);
  });
});
