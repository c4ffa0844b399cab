import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDocument } from '../../../shared/document/empty.ts';
import { flowOf } from '../../../shared/document/flow.ts';
import type { Document, EdgeRecord, NodeRecord } from '../../../shared/document/types.ts';
import { layoutGraph } from '../../../shared/layout/layout.ts';
import { findPreset } from '../../presets/index.ts';
import { analysisOf, levelAt } from '../analysis.ts';
import { currentDocument, dispatch, undo } from '../document-store.ts';
import { openDocument } from '../open-documents.ts';
import { levelPositions } from '../positions.ts';
import { buildPreset } from '../presets.ts';
import { tidyOf } from '../tidying.ts';
import { arrange, cancelArrange, useLayoutJob } from './arrange-aside.ts';
import type { layOutAside } from './lay-out-aside.ts';
import { turnFlow } from './turn-flow.ts';

function chain(length: number): Document {
  const nodes: Record<string, NodeRecord> = {};
  const edges: Record<string, EdgeRecord> = {};
  for (let index = 0; index < length; index++) {
    const id = `n${index}`;
    const position = { x: 37 * index, y: -91 * index };
    nodes[id] = {
      id,
      kind: 'operator',
      operator: 'ReLU',
      attributes: {},
      parentId: null,
      name: id,
      position,
    };
    if (index === 0) continue;
    edges[id] = { id, source: `n${index - 1}`, sourcePort: 'output', target: id, targetPort: 'input' };
  }
  return { ...emptyDocument(), nodes, edges };
}

const level = (path = '') => levelAt(analysisOf(currentDocument()), path);
const whole = () => [tidyOf(level(), [], [])];

/** Lays out on this thread, a tick later, and stops where it is told to. */
const soon: typeof layOutAside = async ({ nodes, edges, options }, { signal, onProgress }) => {
  await Promise.resolve();
  onProgress(0.5);
  return signal.aborted ? undefined : layoutGraph(nodes, edges, options);
};

describe('a large level', () => {
  beforeEach(() => openDocument(chain(400)));

  test('is laid out aside, shown while it lasts, and moved in one step', async () => {
    const before = currentDocument();
    const layout = arrange(whole(), [], soon);
    expect(useLayoutJob.getState().job).toEqual({ nodes: 400, done: 0 });
    expect(currentDocument()).toBe(before);
    expect(await layout).toBeUndefined();
    expect(useLayoutJob.getState().job).toBeUndefined();
    expect(new Set(Object.values(currentDocument().nodes).map(({ position }) => position.x)).size).toBe(1);
    undo();
    expect(currentDocument()).toBe(before);
  });

  test('stays as it is where it was changed meanwhile, and says so', async () => {
    const layout = arrange(whole(), [], soon);
    dispatch({ type: 'setSeed', seed: 5 });
    const changed = currentDocument();
    expect(await layout).toMatchObject({ code: 'layout-outdated' });
    expect(currentDocument()).toBe(changed);
  });

  test('stays as it is where its layout is cancelled', async () => {
    const before = currentDocument();
    const layout = arrange(whole(), [], soon);
    cancelArrange();
    expect(await layout).toBeUndefined();
    expect(currentDocument()).toBe(before);
    expect(useLayoutJob.getState().job).toBeUndefined();
  });

  test('is laid out for the last of several wishes', async () => {
    const before = currentDocument();
    const [first, second] = [arrange(whole(), [], soon), arrange(whole(), [], soon)];
    await Promise.all([first, second]);
    undo();
    expect(currentDocument()).toBe(before);
  });
});

describe('the flow', () => {
  const open = (id: string): void => {
    const built = buildPreset(findPreset(id)!, {});
    if ('code' in built) throw new Error(built.message);
    openDocument(built);
  };

  test.each(['lenet5', 'resnet50', 'googlenet'])('of %s turns and turns back, one step each', async (id) => {
    open(id);
    const down = currentDocument();
    expect(await turnFlow()).toBeUndefined();
    const right = currentDocument();
    expect(flowOf(right)).toBe('right');
    expect(await turnFlow()).toBeUndefined();
    expect(currentDocument()).toEqual(down);
    undo();
    expect(currentDocument()).toBe(right);
    undo();
    expect(currentDocument()).toBe(down);
  });

  test('right: every wire of every level leads to the right, inside templates as well', async () => {
    open('googlenet');
    await turnFlow();
    for (const one of analysisOf(currentDocument()).network.levels.values()) {
      expect(one.flow).toBe('right');
      const positions = levelPositions(one);
      for (const { source, target } of Object.values(one.graph.edges)) {
        expect(positions.get(target)!.x).toBeGreaterThan(positions.get(source)!.x);
      }
    }
  });

  test('keeps the ports of a template in their order', async () => {
    open('googlenet');
    const keys = () => [...level().elements.values()].map(({ inputs }) => inputs.map(({ key }) => key));
    const before = keys();
    await turnFlow();
    expect(keys()).toEqual(before);
  });
});
