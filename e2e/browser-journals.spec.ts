// The browser host's journals, without the app above it: they outlive their page, and belong to one page at a time.

import type { Page } from '@playwright/test';
import { expect } from './app.ts';
import { test } from './bare-host.ts';

test.describe('journals', () => {
  /** Everything that the host offers: texts by the last of them. */
  const abandoned = (page: Page) =>
    page.evaluate(async () =>
      Promise.all((await window.host.journals.abandoned()).map((each) => each.read())),
    );

  test('outlive the page, with weights, and are gone once they are discarded', async ({ bare, harness }) => {
    await bare.evaluate(async () => {
      const { journals } = window.host;
      await journals.begin(1, 'old\n', undefined);
      await journals.append(1, 'older\n');
      await journals.begin(1, 'checkpoint\n', undefined);
      await journals.append(1, 'one\n');
      await journals.append(1, 'two\n');
      await journals.keepWeights(1, 'hash', new TextEncoder().encode('weights'));
      await journals.begin(2, 'another\n', undefined);
      await journals.remove(2);
    });
    expect(await abandoned(bare)).toEqual([]);
    await bare.goto(harness);
    const found = await bare.evaluate(async () => {
      const [journal] = await window.host.journals.abandoned();
      const weights = await journal!.weights('hash');
      const result = [await journal!.read(), new TextDecoder().decode(weights), await journal!.weights('x')];
      await journal!.discard();
      return result;
    });
    expect(found).toEqual(['checkpoint\none\ntwo\n', 'weights', undefined]);
    await bare.goto(harness);
    expect(await abandoned(bare)).toEqual([]);
  });

  test('keep large weights in pieces: all of them or, where the page is gone before, none', async ({
    bare,
    harness,
  }) => {
    const pages = (work: 'keep' | 'find') =>
      bare.evaluate(async (doing) => {
        const { journals } = window.host;
        // No multiple of a piece, and a view of a buffer that has more.
        const weights = new Uint8Array(30_000_001).map((_, index) => index % 251).subarray(7);
        if (doing === 'keep') {
          await journals.begin(1, 'whole\n', undefined);
          await journals.keepWeights(1, 'hash', weights);
          await journals.begin(2, 'half\n', undefined);
          const { put } = IDBObjectStore.prototype;
          let left = 3;
          const three: typeof put = function three(this: IDBObjectStore, ...row) {
            left -= 1;
            if (left < 0) throw new DOMException('Full.', 'QuotaExceededError');
            return put.apply(this, row);
          };
          IDBObjectStore.prototype.put = three;
          return journals.keepWeights(2, 'hash', weights).then(
            () => [],
            (error: unknown) => [(error as { code: string }).code],
          );
        }
        const found = await Promise.all(
          (await journals.abandoned()).map(async (journal) => {
            const kept = await journal.weights('hash');
            const same = kept?.length === weights.length && kept.every((byte, at) => byte === weights[at]);
            const line = (await journal.read()).trim();
            await journal.discard();
            return `${line} ${kept === undefined ? 'none' : String(same)}`;
          }),
        );
        return found.toSorted();
      }, work);
    expect(await pages('keep')).toEqual(['disk-full']);
    await bare.goto(harness);
    expect(await pages('find')).toEqual(['half none', 'whole true']);
    await bare.goto(harness);
    expect(await abandoned(bare)).toEqual([]);
    const rows = await bare.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('netloom');
          opening.onsuccess = () => {
            const { result } = opening;
            const counting = result.transaction('journal-weights').objectStore('journal-weights').count();
            counting.onsuccess = () => {
              result.close();
              resolve(counting.result);
            };
          };
        }),
    );
    expect(rows).toBe(0);
  });

  test('are kept to the end when their page is killed', async ({ context, bare, harness }) => {
    await bare.evaluate(async () => {
      await window.host.journals.begin(1, 'begun\n', undefined);
      for (let line = 0; line < 20; line += 1) await window.host.journals.append(1, `${line}\n`);
    });
    const killed = bare.waitForEvent('crash');
    void bare.goto('chrome://crash').catch(() => undefined);
    await killed;
    const next = await context.newPage();
    await next.goto(harness);
    const [text] = await abandoned(next);
    expect(text?.split('\n').slice(0, -1)).toEqual([
      'begun',
      ...Array.from({ length: 20 }, (_, line) => String(line)),
    ]);
  });

  test("of a page that lives are nobody else's, and what one took over the next is not given", async ({
    context,
    bare,
    harness,
  }) => {
    await bare.evaluate(() => window.host.journals.begin(1, 'mine\n', undefined));
    const other = await context.newPage();
    await other.goto(harness);
    expect(await abandoned(other)).toEqual([]);
    await other.evaluate(() => window.host.journals.begin(1, 'theirs\n', undefined));
    await bare.close();
    expect(await abandoned(other)).toEqual(['mine\n']);
    const third = await context.newPage();
    await third.goto(harness);
    expect(await abandoned(third)).toEqual([]);
    await other.close();
    expect((await abandoned(third)).toSorted()).toEqual(['mine\n', 'theirs\n']);
  });
});
