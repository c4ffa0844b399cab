// What goes wrong while a network runs, and the app that goes on: GPUs that are missing, lost or small, workers that
// throw, hang or vanish, memory that ends. The faults are put into the real worker.

import { serialiseDocument } from '../shared/document/serialise.ts';
import { documentOf, operatorNode, wireOf } from '../shared/testing/graphs.ts';
import { expect, test } from './app.ts';
import { openPreset } from './hands.ts';
import {
  chooseBackend,
  chooseNoise,
  claimHardware,
  controls,
  onRun,
  openDocument,
  ran,
  ranking,
  result,
  run,
  spoil,
} from './running.ts';

test.describe('WebGPU', () => {
  test('without an adapter is refused where it is chosen, and passed over where it is not', async ({
    app,
  }) => {
    await app.evaluate(() => {
      GPU.prototype.requestAdapter = () => Promise.resolve(null);
    });
    await openPreset(app, 'lenet5');
    await chooseNoise(app);
    await chooseBackend(app, 'WebGPU');
    await run(app);
    await expect(controls(app).getByRole('alert')).toHaveText(
      'There is no WebGPU here: no adapter answered. Choose Automatic or WASM.',
    );
    await chooseBackend(app, 'Automatic');
    await run(app);
    await expect(ran(app)).toContainText('Ran on WASM');
    await expect(controls(app).getByRole('alert')).toHaveCount(0);
  });

  test('whose adapter is gone when the network is loaded gives way to WASM', async ({ app }) => {
    await spoil(app, 'GPU.prototype.requestAdapter = () => Promise.resolve(null);');
    await claimHardware(app);
    await openPreset(app, 'lenet5');
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
    await openPreset(app, 'lenet5');
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
      await openPreset(app, 'lenet5');
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
    await openPreset(app, 'lenet5');
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
    await openPreset(app, 'lenet5');
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
        await openPreset(app, 'resnet18');
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
  await openPreset(app, 'lenet5');
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
    await openPreset(app, 'resnet18');
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
    await openPreset(app, 'lenet5');
    await chooseNoise(app);
    await run(app);
    await expect(controls(app)).toContainText('Running');
    await app.keyboard.press('Alt+w');
    await expect(app.getByRole('tab', { name: 'LeNet-5' })).toHaveCount(0);
    await openPreset(app, 'lenet5');
    await app.waitForTimeout(1500);
    await expect(ranking(app)).toHaveCount(0);
    await expect(controls(app).getByRole('alert')).toHaveCount(0);
    await run(app);
    await expect(ranking(app)).toHaveCount(5);
  });
});
