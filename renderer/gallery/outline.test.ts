import { expect, test } from 'vitest';
import { customNode, documentOf, operatorNode, wireOf } from '../../shared/testing/graphs.ts';
import { buildGraph } from '../presets/builder.ts';
import { PRESETS } from '../presets/index.ts';
import { outlineOf, type Outline } from './outline.ts';

const AREA = { width: 264, height: 44 };

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangles of path data. */
function rectangles(d: string): readonly Rectangle[] {
  return [...d.matchAll(/M([-\d.]+) ([-\d.]+)h([-\d.]+)v([-\d.]+)h[-\d.]+z/g)].map(([, ...numbers]) => {
    const [x, y, width, height] = numbers.map(Number);
    return { x: x!, y: y!, width: width!, height: height! };
  });
}

const boxesOf = (outline: Outline): readonly Rectangle[] => [...outline.boxes.values()].flatMap(rectangles);
const wiresOf = (outline: Outline): number => outline.wires.split('M').length - 1;

test('every preset fits its area, without boxes of no size and without boxes over each other', () => {
  for (const preset of PRESETS) {
    const built = preset.build({});
    if ('code' in built) throw new Error(`${preset.id}: ${built.message}`);
    const outline = outlineOf(built, AREA);
    const boxes = boxesOf(outline);
    const operators = Object.values(built.nodes).filter(
      (node) =>
        node.kind === 'template' ||
        (node.kind === 'operator' &&
          (node.parentId === null || (node.operator !== 'Input' && node.operator !== 'Output'))),
    );
    expect(boxes, preset.id).toHaveLength(operators.length);
    // All are connected, so that there is a wire into every node but the input.
    expect(wiresOf(outline), preset.id).toBeGreaterThanOrEqual(boxes.length - 1);
    for (const [index, box] of boxes.entries()) {
      expect(Math.min(box.width, box.height), preset.id).toBeGreaterThan(0.5);
      expect(box.x, preset.id).toBeGreaterThanOrEqual(0);
      expect(box.y, preset.id).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, preset.id).toBeLessThanOrEqual(AREA.width);
      expect(box.y + box.height, preset.id).toBeLessThanOrEqual(AREA.height);
      for (const other of boxes.slice(index + 1)) {
        const apart =
          box.x + box.width <= other.x + 0.05 ||
          other.x + other.width <= box.x + 0.05 ||
          box.y + box.height <= other.y + 0.05 ||
          other.y + other.height <= box.y + 0.05;
        expect(apart, preset.id).toBe(true);
      }
    }
  }
});

test('a drawn block is unfolded, its branches side by side, and framed', () => {
  const graph = buildGraph((b) => {
    let x = b.input('input');
    x = b.group('block', x, (inner, from) => {
      const left = inner.group('left', from, (deep, y) => deep.add('Conv2d', 'conv', y));
      const right = inner.add('ReLU', 'relu', from);
      return inner.add('Add', 'add', [left, right]);
    });
    b.output('output', x);
  });
  const outline = outlineOf({ version: 1, name: '', seed: 0, ...graph }, AREA);
  expect(outline.kinds).toEqual([
    { kind: 'Conv2d', count: 1 },
    { kind: 'ReLU', count: 1 },
    { kind: 'Add', count: 1 },
  ]);
  // Input to both, both to the sum, the sum to the output.
  expect(wiresOf(outline)).toBe(5);
  const [conv] = rectangles(outline.boxes.get('convolution')!);
  const [relu] = rectangles(outline.boxes.get('activation')!);
  const [add] = rectangles(outline.boxes.get('merge')!);
  expect(conv!.x + conv!.width).toBeLessThan(add!.x);
  expect(Math.abs(conv!.y + conv!.height / 2 - relu!.y - relu!.height / 2)).toBeGreaterThan(
    (conv!.height + relu!.height) / 2,
  );
  // The block holds the ReLU and the sum itself; a block of one layer needs no frame.
  const [frame, ...others] = rectangles(outline.frames);
  expect(others).toEqual([]);
  expect(frame!.x).toBeLessThan(relu!.x);
  expect(frame!.x + frame!.width).toBeGreaterThan(add!.x + add!.width);
});

test('spaces in ids do not make one port of two', () => {
  // Joined by a space, the input `c d` of `b` and the input `d` of `b c` would be the same.
  const twoBlocks = (first: string, port: string, second: string, other: string) =>
    documentOf(
      [
        operatorNode('image', 'Input'),
        operatorNode('relu', 'ReLU'),
        customNode(first),
        { ...operatorNode(port, 'Input', {}, first), name: 'in' },
        operatorNode('tanh', 'Tanh', {}, first),
        customNode(second),
        { ...operatorNode(other, 'Input', {}, second), name: 'in' },
        operatorNode('conv', 'Conv2d', {}, second),
      ],
      [
        wireOf('image', 'relu'),
        wireOf('image', first, port),
        wireOf(port, 'tanh'),
        wireOf('relu', second, other),
        wireOf(other, 'conv'),
      ],
    );
  expect(outlineOf(twoBlocks('b', 'c d', 'b c', 'd'), AREA)).toEqual(
    outlineOf(twoBlocks('one', 'p', 'two', 'q'), AREA),
  );
});
