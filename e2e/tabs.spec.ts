// Several documents at once: tabs, what belongs to each of them, closing.

import type { Page } from '@playwright/test';
import { serialiseDocument } from '../shared/document/serialise.ts';
import { emptyDocument } from '../shared/document/empty.ts';
import { expect, test } from './app.ts';
import { node, openPreset } from './hands.ts';

const tabs = (app: Page) => app.getByRole('tablist', { name: 'Open networks' }).getByRole('tab');
const tab = (app: Page, name: string | RegExp) =>
  app.getByRole('tablist', { name: 'Open networks' }).getByRole('tab', { name });
const question = (app: Page, name: string) =>
  app.getByRole('alertdialog', { name: `Save the changes to "${name}"?` });

async function removeNode(app: Page, name: string): Promise<void> {
  await node(app, name).click();
  await app.keyboard.press('Delete');
  await expect(node(app, name)).toHaveCount(0);
}

test('every document keeps its history, its selection, its block and its place', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await removeNode(app, 'conv1');
  await openPreset(app, 'resnet18');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'ResNet-18']);
  await expect(app).toHaveTitle('ResNet-18 – Netloom');
  await node(app, 'layer1').dblclick();
  await expect(app.getByRole('navigation', { name: 'Blocks' })).toHaveText(/ResNet-18.*layer1/s);
  await app.mouse.move(700, 450);
  await app.mouse.wheel(0, -300);
  const viewport = app.locator('.react-flow__viewport');
  const place = await viewport.evaluate((element) => element.style.transform);

  await tab(app, /LeNet-5/).click();
  await expect(node(app, 'conv1')).toHaveCount(0);
  await expect(app).toHaveTitle('• LeNet-5 – Netloom');
  await expect(tab(app, 'LeNet-5, unsaved changes')).toHaveAttribute('aria-selected', 'true');
  await node(app, 'conv2').click();
  await app.keyboard.press('Control+z');
  await expect(node(app, 'conv1')).toHaveCount(1);
  await expect(tab(app, 'LeNet-5')).toHaveAccessibleName('LeNet-5');

  await app.keyboard.press('Control+Tab');
  await expect(app.getByRole('navigation', { name: 'Blocks' })).toHaveText(/ResNet-18.*layer1/s);
  await expect(viewport).toHaveAttribute('style', new RegExp(place.replace(/[()]/g, '\\$&')));
  await app.keyboard.press('Alt+PageUp');
  await expect(node(app, 'conv2')).toHaveClass(/selected/);
  // Redo is LeNet's own.
  await app.keyboard.press('Control+Shift+z');
  await expect(node(app, 'conv1')).toHaveCount(0);
});

test('an untouched blank tab gives way; New and the plus open one of their own', async ({ app }) => {
  await expect(tabs(app)).toHaveText(['Untitled']);
  await openPreset(app, 'lenet5');
  await expect(tabs(app)).toHaveText(['LeNet-5']);
  await app.getByRole('button', { name: 'New network' }).click();
  await expect(tabs(app)).toHaveText(['LeNet-5', 'Untitled']);
  await app.keyboard.press('Alt+n');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'Untitled']);
  await openPreset(app, 'alexnet');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'AlexNet']);
});

test('keys that follow New at once go into the new network, as if its canvas had always been there', async ({
  app,
}) => {
  await openPreset(app, 'lenet5');
  const layers = await app.locator('.react-flow__node').count();
  // A hand rests on the mouse, and types on without a pause.
  const canvas = (await app.getByTestId('canvas').boundingBox())!;
  await app.mouse.click(canvas.x + 80, canvas.y + 200);
  const type = async (...keys: readonly string[]) => {
    for (const key of keys) await app.keyboard.press(key);
  };
  await type('Alt+n', 'Tab', ...'conv2d'.split(''), 'Enter');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'Untitled']);
  await expect(node(app, 'conv')).toBeVisible();
  await expect(app.locator('.react-flow__node')).toHaveCount(1);
  await type('Alt+n', 'n', ...'remember'.split(''));
  await expect(tabs(app)).toHaveText(['LeNet-5', 'Untitled', 'Untitled 2']);
  await expect(app.locator('.react-flow__node')).toHaveCount(1);
  const note = app.locator('.react-flow__node').getByRole('textbox');
  await expect(note).toHaveValue('remember');
  const box = (await note.boundingBox())!;
  expect(box.x).toBeGreaterThan(canvas.x);
  expect(box.x).toBeLessThan(canvas.x + canvas.width);
  expect(box.y).toBeGreaterThan(canvas.y);
  expect(box.y).toBeLessThan(canvas.y + canvas.height);
  await app.keyboard.press('Escape');
  await tab(app, 'LeNet-5').click();
  await expect(tab(app, 'LeNet-5')).toHaveAccessibleName('LeNet-5');
  await expect(app.locator('.react-flow__node')).toHaveCount(layers);
});

test('two tabs of one preset are told apart, and so are the files they propose', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await openPreset(app, 'lenet5');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'LeNet-5 2']);
  await expect(app.getByRole('textbox', { name: 'Network name' })).toHaveValue('LeNet-5');
  for (const [place, file] of ['LeNet-5.netloom', 'LeNet-5 2.netloom'].entries()) {
    await tabs(app).nth(place).click();
    const downloading = app.waitForEvent('download');
    await app.keyboard.press('Control+s');
    expect((await downloading).suggestedFilename()).toBe(file);
  }
  await app.getByRole('textbox', { name: 'Network name' }).fill('Digits');
  await app.keyboard.press('Enter');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'Digits']);
});

test('closing asks where work is unsaved, by key, cross and middle button', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await removeNode(app, 'conv1');
  await openPreset(app, 'alexnet');
  await openPreset(app, 'vgg16');
  await app.keyboard.press('Control+w');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'AlexNet']);
  await tab(app, 'AlexNet').click({ button: 'middle' });
  await expect(tabs(app)).toHaveText(['LeNet-5']);

  const cross = tab(app, /LeNet-5/).locator('[data-close]');
  await cross.click();
  await question(app, 'LeNet-5').getByRole('button', { name: 'Cancel' }).click();
  await expect(tabs(app)).toHaveText(['LeNet-5']);
  await cross.click();
  const downloading = app.waitForEvent('download');
  await question(app, 'LeNet-5').getByRole('button', { name: 'Save', exact: true }).click();
  expect((await downloading).suggestedFilename()).toBe('LeNet-5.netloom');
  await expect(tabs(app)).toHaveText(['Untitled']);
});

test('the right button on a tab offers to close it, or all others', async ({ app }) => {
  await openPreset(app, 'lenet5');
  const menu = app.getByRole('menu', { name: 'Tab' });
  await tab(app, 'LeNet-5').click({ button: 'right' });
  await expect(menu.getByRole('menuitem', { name: /^Close Tab/ })).toBeVisible();
  await expect(menu.getByRole('menuitem', { name: 'Close Other Tabs' })).toHaveCount(0);
  await app.keyboard.press('Escape');
  await removeNode(app, 'conv1');
  for (const id of ['resnet18', 'alexnet']) await openPreset(app, id);
  await tab(app, 'ResNet-18').click({ button: 'right' });
  await expect(tab(app, 'ResNet-18')).toHaveAttribute('aria-selected', 'true');
  await menu.getByRole('menuitem', { name: 'Close Other Tabs' }).click();
  await question(app, 'LeNet-5')
    .getByRole('button', { name: /don.t save/i })
    .click();
  await expect(tabs(app)).toHaveText(['ResNet-18']);
  await expect(node(app, 'layer1')).toBeVisible();
});

test('the page asks before it goes, whichever tab is unsaved', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await removeNode(app, 'conv1');
  await openPreset(app, 'alexnet');
  await expect(app).toHaveTitle('AlexNet – Netloom');
  const asked: string[] = [];
  app.once('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await app.reload();
  expect(asked).toEqual(['beforeunload']);
});

test('a text that is being typed stays with its document', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await openPreset(app, 'lenet5');
  await node(app, 'conv1').click();
  await app.keyboard.press('F2');
  await app.keyboard.type('first');
  await app.keyboard.press('Alt+PageUp');
  await expect(node(app, 'conv1')).toHaveCount(1);
  await expect(node(app, 'first')).toHaveCount(0);
  await app.keyboard.press('Alt+PageDown');
  await expect(node(app, 'first')).toHaveCount(1);
});

test('tabs go by keyboard, and change places by mouse and keyboard', async ({ app }) => {
  for (const id of ['lenet5', 'alexnet', 'vgg16']) await openPreset(app, id);
  await tab(app, 'VGG-16').focus();
  await app.keyboard.press('ArrowLeft');
  await expect(tab(app, 'AlexNet')).toBeFocused();
  await expect(app).toHaveTitle('AlexNet – Netloom');
  await app.keyboard.press('Control+Shift+ArrowLeft');
  await expect(tabs(app)).toHaveText(['AlexNet', 'LeNet-5', 'VGG-16']);
  await app.keyboard.press('Delete');
  await expect(tabs(app)).toHaveText(['LeNet-5', 'VGG-16']);
  await expect(tab(app, 'LeNet-5')).toBeFocused();

  const from = (await tab(app, 'LeNet-5').boundingBox())!;
  const to = (await tab(app, 'VGG-16').boundingBox())!;
  await app.mouse.move(from.x + 20, from.y + 12);
  await app.mouse.down();
  await app.mouse.move(to.x + to.width - 10, to.y + 12, { steps: 12 });
  await app.mouse.up();
  await expect(tabs(app)).toHaveText(['VGG-16', 'LeNet-5']);
  await expect(app).toHaveTitle('LeNet-5 – Netloom');
});

test('a tab that was pressed and left is not taken along by a pointer that comes over it later', async ({
  app,
}) => {
  for (const id of ['lenet5', 'alexnet']) await openPreset(app, id);
  const place = (await tab(app, 'LeNet-5').boundingBox())!;
  const [left, top] = [place.x + 10, place.y + place.height / 2];
  await app.mouse.move(left, top);
  await app.mouse.down();
  await app.mouse.move(left, top + 200, { steps: 3 });
  await app.mouse.up();
  await app.mouse.move(left + 40, top, { steps: 3 });
  await app.mouse.move(left + place.width + 60, top, { steps: 8 });
  await expect(tabs(app)).toHaveText(['LeNet-5', 'AlexNet']);
  await expect(app).toHaveTitle('AlexNet – Netloom');
});

test('a result stays with the document that was run', async ({ app }) => {
  await openPreset(app, 'lenet5');
  await app.getByRole('tab', { name: 'Run' }).click();
  await app.getByRole('tab', { name: 'Noise' }).click();
  await app.getByRole('button', { name: 'Run', exact: true }).first().click();
  const ranking = app.getByTestId('ranking').getByRole('listitem');
  await expect(ranking.first()).toBeVisible();
  const best = await ranking.first().textContent();
  await openPreset(app, 'lenet5');
  await expect(ranking).toHaveCount(0);
  await tab(app, 'LeNet-5').first().click();
  await expect(ranking.first()).toHaveText(best ?? '');
});

test('a trained network runs with its weights in two tabs, and in the one that is left', async ({ app }) => {
  const ranking = app.getByTestId('ranking').getByRole('listitem');
  const runs = async () => {
    await app.getByRole('tab', { name: 'Run' }).click();
    await app.getByRole('tab', { name: 'Noise' }).click();
    await app.getByRole('button', { name: 'Run', exact: true }).first().click();
    await expect(ranking.first()).toBeVisible();
    return ranking.first().textContent();
  };
  await openPreset(app, 'lenet5');
  const first = await runs();
  await openPreset(app, 'lenet5');
  await expect(ranking).toHaveCount(0);
  expect(await runs()).toBe(first);
  await openPreset(app, 'lenet5');
  await expect(ranking).toHaveCount(0);
  await tab(app, 'LeNet-5').first().click({ button: 'middle' });
  await tab(app, 'LeNet-5').first().click({ button: 'middle' });
  await expect(tabs(app)).toHaveCount(1);
  expect(await runs()).toBe(first);
});

test('several files dropped at once are several tabs; one dropped again is shown', async ({ app }) => {
  const text = (name: string) => serialiseDocument({ ...emptyDocument(), name });
  const drop = (files: readonly (readonly [string, string])[]) =>
    app.locator('.react-flow').evaluate((target, list) => {
      const dataTransfer = new DataTransfer();
      for (const [name, content] of list) dataTransfer.items.add(new File([content], name));
      target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, files);
  await drop([
    ['a.netloom.json', text('A')],
    ['b.netloom.json', text('B')],
    ['readme.txt', 'read me'],
  ]);
  await expect(tabs(app)).toHaveText(['A', 'B']);
  await expect(app.getByText('One file was left out')).toBeVisible();
  await drop([['a.netloom.json', text('A')]]);
  await expect(tab(app, 'A')).toHaveAttribute('aria-selected', 'true');
  await expect(tabs(app)).toHaveText(['A', 'B']);
});

test('more tabs than fit scroll, and the one in front is in view', async ({ app }) => {
  await app.setViewportSize({ width: 1024, height: 700 });
  for (let count = 0; count < 12; count += 1) await openPreset(app, 'lenet5');
  await expect(tabs(app)).toHaveCount(12);
  await expect(tabs(app).last()).toBeInViewport();
  await app.keyboard.press('Control+Tab');
  await expect(tabs(app).first()).toBeInViewport();
  await expect(tabs(app).last()).not.toBeInViewport();
});

test.describe('recent files', () => {
  /** A user who saves where it is suggested, in a folder that specs can reach: the private file system. */
  const withPickers = (page: Page) =>
    page.addInitScript(() => {
      Object.assign(window, {
        showOpenFilePicker: () => Promise.reject(new DOMException('', 'AbortError')),
        showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
          (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
      });
    });
  const recentItem = async (page: Page, name: string) => {
    await page.getByRole('menuitem', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: 'Open Recent' }).click();
    return page.getByRole('menuitem', { name });
  };

  test('open from the menu, the dialog and the palette, and are forgotten', async ({ context, address }) => {
    const page = await context.newPage();
    await withPickers(page);
    await page.goto(address);
    await openPreset(page, 'lenet5');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved LeNet-5.netloom')).toBeVisible();
    await openPreset(page, 'alexnet');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('Saved AlexNet.netloom')).toBeVisible();

    // An open file is shown; a closed one is opened.
    await (await recentItem(page, 'LeNet-5.netloom')).click();
    await expect(page).toHaveTitle('LeNet-5 – Netloom');
    await expect(tabs(page)).toHaveText(['LeNet-5', 'AlexNet']);
    await page.keyboard.press('Control+w');
    await expect(tabs(page)).toHaveText(['AlexNet']);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('lenet');
    await page.keyboard.press('Enter');
    await expect(tabs(page)).toHaveText(['AlexNet', 'LeNet-5']);
    await page.keyboard.press('Control+w');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('open recent');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Open recent' }).getByRole('option')).toHaveCount(2);
    await page.keyboard.type('LeNet');
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle('LeNet-5 – Netloom');

    await page.reload();
    await (await recentItem(page, 'AlexNet.netloom')).click();
    await expect(page).toHaveTitle('AlexNet – Netloom');
    await (await recentItem(page, 'Clear Recent Files')).click();
    await expect(await recentItem(page, 'No files were opened here yet')).toBeDisabled();
  });

  test('are not to be had where the browser cannot open files again, and the menu says so', async ({
    app,
  }) => {
    await expect(await recentItem(app, 'This browser cannot open files again')).toBeDisabled();
  });
});

test('no frame shows a network at another place than its own', async ({ app }) => {
  await openPreset(app, 'resnet50');
  await app.evaluate(() => {
    const places = new Set<string>();
    const look = (): void => {
      const viewport = document.querySelector<HTMLElement>('.react-flow__viewport');
      if (viewport !== null && getComputedStyle(viewport).visibility === 'visible') {
        places.add(`${document.title} ${viewport.style.transform}`);
      }
      requestAnimationFrame(look);
    };
    Object.assign(window, { places });
    look();
  });
  await openPreset(app, 'lenet5');
  for (const network of ['ResNet-50', 'LeNet-5', 'ResNet-50']) {
    await app.keyboard.press('Control+Tab');
    await expect(app).toHaveTitle(`${network} – Netloom`);
    await expect(app.locator('.react-flow__node').first()).toBeVisible();
  }
  const places = await app.evaluate(() => [...(window as unknown as { places: Set<string> }).places]);
  expect(places).toHaveLength(2);
});
