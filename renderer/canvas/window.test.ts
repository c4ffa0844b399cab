import { describe, expect, test } from 'vitest';
import { gridDocument } from '../../bench/scale/grid.ts';
import { analyse } from '../../shared/analysis/analyse.ts';
import { expand } from '../../shared/network/expand.ts';
import { LIBRARY } from '../presets/index.ts';
import { placeShown } from './placing.ts';
import { createProjector, type Projection } from './project.ts';
import { nodeAt, nodesIn, sceneOf, viewedPart, type Looking } from './scene.ts';
import { nearestFirst, serves, windowFor, withNodes } from './window.ts';

function project(count: number): Projection {
  const analysis = analyse(expand(gridDocument(count), LIBRARY));
  const root = analysis.network.levels.get('')!;
  const placing = placeShown({ root, inside: () => undefined, notesAt: () => [] });
  return createProjector(LIBRARY)(placing, analysis);
}

const projection = project(1000);
const scene = sceneOf(projection);
const look = (zoom: number, x = 0, y = 0): Looking => ({ x, y, zoom, width: 900, height: 700 });

describe('window', () => {
  test('a small level is handed over whole, whatever is looked at', () => {
    const small = project(100);
    const window = windowFor(sceneOf(small), small, look(0.05), 'whole', []);
    expect(window.shown).toBe(small);
    expect(serves(window, sceneOf(small), look(1, 5000))).toBe(true);
  });

  test('of a large level, what is near is shown with every wire that passes and both of its nodes', () => {
    const window = windowFor(scene, projection, look(1), 'near', []);
    expect(window.kind).toBe('near');
    const shown = new Set(window.shown.nodes.map(({ id }) => id));
    for (const index of nodesIn(scene, viewedPart(look(1)))) expect(shown).toContain(scene.nodes[index]!.id);
    for (const { source, target } of window.shown.edges) {
      expect(shown).toContain(source);
      expect(shown).toContain(target);
    }
    expect(shown.size).toBeLessThan(200);
  });

  test('a selected node stays an element however far it is', () => {
    const window = windowFor(scene, projection, look(1), 'near', ['n999']);
    expect(window.shown.nodes.at(-1)?.id).toBe('n999');
  });

  test('in part, it has what is nearest to the middle, and the wires between that', () => {
    const window = windowFor(scene, projection, look(1), 'near', ['n999']);
    const order = nearestFirst(window);
    expect(order).toHaveLength(window.shown.nodes.length);
    expect(order.at(-1)?.id).toBe('n999');
    const middle =
      nodeAt(scene, { x: 450, y: 350 }) ?? scene.nodes[nodesIn(scene, viewedPart(look(1), -0.4))[0]!];
    expect(order.slice(0, 4)).toContain(middle);
    const some = withNodes(window.shown, order.slice(0, 12));
    const ids = some.nodes.map(({ id }) => id);
    expect(some.nodes).toEqual(window.shown.nodes.filter(({ id }) => ids.includes(id)));
    expect(ids).toHaveLength(12);
    expect(some.edges.length).toBeGreaterThan(4);
    expect(some.edges).toEqual(
      window.shown.edges.filter(({ source, target }) => ids.includes(source) && ids.includes(target)),
    );
    expect(withNodes(window.shown, order)).toEqual(window.shown);
  });

  test('a window serves until the view leaves its part, or has too much in it', () => {
    const window = windowFor(scene, projection, look(1), 'near', []);
    expect(serves(window, scene, look(1, -200, -100))).toBe(true);
    expect(serves(window, scene, look(1, -1800, -100))).toBe(false);
    expect(serves(window, scene, look(0.1))).toBe(false);
    const far = windowFor(scene, projection, look(0.1), 'near', []);
    expect(far.shown.nodes).toEqual([]);
    expect(serves(far, scene, look(0.2))).toBe(true);
    expect(serves(far, scene, look(1))).toBe(false);
  });
});

test('the node under a point is found, and none beside it', () => {
  const { x, y } = scene.nodes[41]!.position;
  expect(nodeAt(scene, { x: x + 5, y: y + 5 })?.id).toBe('n41');
  expect(nodeAt(scene, { x: x - 5, y: y + 5 })).toBeUndefined();
});
