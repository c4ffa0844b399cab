import { beforeEach, expect, it, vi } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import { after, customNode, operatorNode } from '../../shared/testing/graphs.ts';

/** A storage that may be full. */
function storage(limit = Infinity) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
}

const origin = { x: 0, y: 0 };
const places = { position: origin, inputs: origin, outputs: { x: 0, y: 100 } };

const document = after(
  emptyDocument(),
  { type: 'addNode', node: customNode('block') },
  { type: 'addNode', node: operatorNode('conv', 'Conv2d', {}, 'block') },
  { type: 'define', block: 'block', definition: 'd', name: 'Stem' },
);

async function fresh() {
  vi.resetModules();
  return import('./own-blocks.ts');
}

const names = ({ useOwnBlocks }: Awaited<ReturnType<typeof fresh>>) =>
  useOwnBlocks.getState().blocks.map(({ name }) => name);

beforeEach(() => vi.unstubAllGlobals());

it('keeps a block for the next session, under its name, and forgets it', async () => {
  vi.stubGlobal('localStorage', storage());
  const first = await fresh();
  expect(first.saveOwnBlock(document, 'd')).toBeUndefined();
  const second = await fresh();
  expect(names(second)).toEqual(['Stem']);
  expect(second.useOwnBlocks.getState().blocks[0]?.graph.nodes['conv']).toEqual(document.nodes['conv']);
  expect(second.renameOwnBlock('d', '')?.code).toBe('name-empty');
  expect(second.renameOwnBlock('d', 'Head')).toBeUndefined();
  expect(names(await fresh())).toEqual(['Head']);
  expect(second.removeOwnBlock('d')).toBeUndefined();
  expect(names(await fresh())).toEqual([]);
});

it('refuses a name that a block inside it has, under which it could never be read again', async () => {
  vi.stubGlobal('localStorage', storage());
  const nested = after(
    document,
    { type: 'group', nodes: ['block'], block: 'holder', name: 'holder', ...places },
    { type: 'define', block: 'holder', definition: 'o', name: 'Outer' },
  );
  const blocks = await fresh();
  expect(blocks.saveOwnBlock(nested, 'o')).toBeUndefined();
  expect(blocks.renameOwnBlock('o', 'Stem')?.code).toBe('name-taken');
  expect(names(await fresh())).toEqual(['Outer']);
});

it('leaves out what is damaged, and leaves it where it is', async () => {
  const place = storage();
  vi.stubGlobal('localStorage', place);
  const damaged = [{ id: 'old', text: '{"format": "netloom", "version": 99}' }, { id: 7 }, null];
  place.kept.set('netloom.blocks', JSON.stringify(damaged));
  const blocks = await fresh();
  expect(names(blocks)).toEqual([]);
  expect(blocks.saveOwnBlock(document, 'd')).toBeUndefined();
  expect(names(await fresh())).toEqual(['Stem']);
  expect(place.kept.get('netloom.blocks')).toContain('"version\\": 99');
  place.kept.set('netloom.blocks', 'no JSON');
  expect(names(await fresh())).toEqual([]);
});

it('says so where there is no room', async () => {
  vi.stubGlobal('localStorage', storage(10));
  const blocks = await fresh();
  expect(blocks.saveOwnBlock(document, 'd')?.code).toBe('blocks-not-kept');
  expect(names(blocks)).toEqual([]);
});
