// What axe finds in every view, light and dark: nothing serious.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

/** Rules of impact serious or critical that the page breaks now. */
async function serious(app: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: app }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every view is accessible, ${colorScheme}`, async ({ app }, testInfo) => {
    test.skip(testInfo.project.name === 'electron', 'axe opens a page of its own, which Electron refuses');
    await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await serious(app), 'the empty canvas').toEqual([]);

    await app.getByRole('button', { name: 'Presets', exact: true }).click();
    await expect(app.getByRole('dialog', { name: 'Presets' })).toBeVisible();
    expect(await serious(app), 'the gallery').toEqual([]);
    await app.locator('[data-preset="lenet5"]').dblclick();

    await node(app, 'conv1').click();
    expect(await serious(app), 'the inspector').toEqual([]);

    await app.getByRole('tab', { name: 'Run' }).click();
    await app.getByRole('tab', { name: 'Noise' }).click();
    await app.getByRole('region', { name: 'Run' }).getByRole('button', { name: 'Run' }).click();
    await expect(app.getByTestId('ranking').getByRole('listitem')).toHaveCount(5);
    expect(await serious(app), 'the run panel').toEqual([]);

    await app.keyboard.press('Control+e');
    await expect(app.getByRole('dialog', { name: 'Export ONNX' })).toBeVisible();
    expect(await serious(app), 'the export').toEqual([]);
    await app.keyboard.press('Escape');

    await app.keyboard.press('Control+k');
    await expect(app.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    expect(await serious(app), 'the command palette').toEqual([]);
    await app.keyboard.press('Escape');

    await app.keyboard.press('Control+f');
    await expect(app.getByRole('dialog', { name: 'Find' })).toBeVisible();
    expect(await serious(app), 'find').toEqual([]);
    await app.keyboard.type('nowhere to be found');
    expect(await serious(app), 'find without a result').toEqual([]);
    await app.keyboard.press('Escape');

    await openPreset(app, 'resnet18');
    for (const name of ['layer1', '0']) await node(app, name).dblclick();
    await expect(app.getByRole('button', { name: 'Detach to edit' })).toBeVisible();
    expect(await serious(app), 'the inside of a template').toEqual([]);
  });
}
