import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { bytes, fake, folder, start, useDesktop } from '../testing/desktop.ts';

useDesktop();

describe('journals', () => {
  const OLD = `${'a'.repeat(32)}.1`;
  const NEW = `${'b'.repeat(32)}.1`;
  const HASH = 'c'.repeat(64);
  const folderNames = () => readdir(join(folder, 'settings', 'journals'));
  const texts = async () => {
    const list: { journal: string; address: string }[] = await fake.request('journal.list');
    return Object.fromEntries(
      await Promise.all(
        list.map(async ({ journal, address }) => [journal, await (await fake.fetch(address)).text()]),
      ),
    );
  };

  it('grow line by line, are there after a restart, and are removed with their weights', async () => {
    expect(await fake.request('journal.list')).toEqual([]);
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await Promise.all(
      ['1\n', '2\n', '3\n'].map((line) => fake.request('journal.append', { journal: OLD, line })),
    );
    expect(await texts()).toEqual({ [OLD]: 'old\n1\n2\n3\n' });
    await fake.request('journal.begin', { journal: OLD, line: 'checkpoint\n' });
    await fake.request('journal.append', { journal: OLD, line: '4\n' });
    const begun: { writer: string } = await fake.request('journal.weights', {
      journal: OLD,
      sha256: HASH,
      byteLength: 7,
    });
    await fake.request('write.chunk', { ...begun, bytes: bytes('weights') });
    await fake.request('write.commit', begun);

    await start();
    await fake.request('journal.begin', { journal: NEW, line: 'new\n' });
    expect(await texts()).toEqual({ [OLD]: 'checkpoint\n4\n', [NEW]: 'new\n' });
    const list: { journal: string; weights: { sha256: string; address: string }[] }[] =
      await fake.request('journal.list');
    const { weights } = list.find(({ journal }) => journal === OLD)!;
    expect(weights).toMatchObject([{ sha256: HASH }]);
    expect(await (await fake.fetch(weights[0]!.address)).text()).toBe('weights');
    await fake.request('journal.remove', { journal: OLD });
    await fake.request('journal.remove', { journal: OLD });
    expect(await folderNames()).toEqual([`${NEW}.journal`]);
    expect(fake.app.recentDocuments).toEqual([]);
  });

  it('are never begun by their second line', async () => {
    await expect(fake.request('journal.append', { journal: OLD, line: 'x\n' })).rejects.toMatchObject({
      code: 'file-missing',
    });
    expect(await folderNames()).toEqual([]);
  });

  it('lose what a killed write left half-done, and nothing else', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await writeFile(join(folder, 'settings', 'journals', '.netloom-0123.tmp'), 'half');
    await start();
    expect(await folderNames()).toEqual([`${OLD}.journal`]);
  });

  it('lose weights whose journal was never begun, or is gone', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    const folderOf = join(folder, 'settings', 'journals');
    await writeFile(join(folderOf, `${OLD}.${HASH}.weights`), 'kept');
    await writeFile(join(folderOf, `${NEW}.${HASH}.weights`), 'orphan');
    await start();
    expect(await folderNames()).toEqual([`${OLD}.${HASH}.weights`, `${OLD}.journal`]);
  });

  it('go with their weights that are being written', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    const begun: { writer: string } = await fake.request('journal.weights', {
      journal: OLD,
      sha256: HASH,
      byteLength: 7,
    });
    await fake.request('write.chunk', { ...begun, bytes: bytes('wei') });
    await fake.request('journal.remove', { journal: OLD });
    expect(await folderNames()).toEqual([]);
    await expect(fake.request('write.chunk', { ...begun, bytes: bytes('ghts') })).rejects.toMatchObject({
      code: 'unknown-token',
    });
  });

  it('do not come back when the window writes on while its work is given up', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    const begun: { writer: string } = await fake.request('journal.weights', {
      journal: OLD,
      sha256: HASH,
      byteLength: 1,
    });
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    fake.answers.messages.push(1);
    const ignore = (asked: Promise<unknown>): Promise<unknown> => asked.catch(() => undefined);
    const writes = [ignore(fake.request('journal.begin', { journal: OLD, line: 'again\n' }))];
    fake.window().close();
    const write = (): void => {
      writes.push(ignore(fake.request('journal.append', { journal: OLD, line: 'more\n' })));
      writes.push(ignore(fake.request('journal.begin', { journal: NEW, line: 'new\n' })));
      writes.push(ignore(fake.request('write.commit', begun)));
    };
    await expect
      .poll(
        () => {
          write();
          return fake.window().destroyed;
        },
        { interval: 5 },
      )
      .toBe(true);
    write();
    await Promise.all(writes);
    expect(await folderNames()).toEqual([]);
  });

  it('that cannot be removed keep no window open', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    await rm(join(folder, 'settings', 'journals'), { recursive: true });
    await writeFile(join(folder, 'settings', 'journals'), 'no folder');
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    fake.answers.messages.push(1);
    fake.window().close();
    await expect.poll(() => fake.window().destroyed).toBe(true);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('are gone with their folder: there is nothing to remove, to offer or to warn of', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    await rm(join(folder, 'settings', 'journals'), { recursive: true });
    expect(await fake.request('journal.list')).toEqual([]);
    expect(await fake.request('journal.remove', { journal: NEW })).toBeNull();
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    fake.answers.messages.push(1);
    fake.window().close();
    await expect.poll(() => fake.window().destroyed).toBe(true);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('go when the user gives the work up; those of windows before stay', async () => {
    await fake.request('journal.begin', { journal: OLD, line: 'old\n' });
    await start();
    await fake.request('journal.begin', { journal: NEW, line: 'new\n' });
    await fake.request('document.state', { name: 'LeNet-5', dirty: true, unsaved: ['LeNet-5'] });
    fake.answers.messages.push(1);
    fake.window().close();
    await expect.poll(() => fake.window().destroyed).toBe(true);
    expect(await folderNames()).toEqual([`${OLD}.journal`]);
    // macOS: the app goes on without a window, and opens another.
    fake.app.emit('activate');
    await fake.request('journal.begin', { journal: NEW, line: 'newer\n' });
    expect(await texts()).toEqual({ [OLD]: 'old\n', [NEW]: 'newer\n' });
  });

  it('have names that are no paths', async () => {
    for (const journal of ['../recent', 'a', `${'a'.repeat(32)}.`, `${'a'.repeat(32)}.1/../x`, `${OLD}\n`]) {
      await expect(fake.request('journal.begin', { journal, line: 'x' })).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
  });
});
