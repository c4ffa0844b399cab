import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyCommand } from '../../shared/document/commands.ts';
import type { Document, Flow } from '../../shared/document/types.ts';
import type { Element } from '../../shared/network/types.ts';
import { findPreset } from '../presets/index.ts';
import { analysisOf, levelAt } from '../state/analysis.ts';
import { contains, overlaps } from '../state/boxes.ts';
import { buildPreset } from '../state/presets.ts';
import { insideOf, unfoldingKey } from '../state/unfolding.ts';
import { moveCommand } from './moving.ts';
import { partAt, placeShown, type Placing } from './placing.ts';

function preset(id: string, flow: Flow = 'down'): Document {
  const built = buildPreset(findPreset(id)!, {}, flow);
  if ('code' in built) throw new Error(built.message);
  return built;
}

const NOTES = () => [];
const PRESETS = ['resnet18', 'inception_v3', 'mobilenet_v2'];
const documents = PRESETS.map((id) => preset(id));
const turned = PRESETS.map((id) => preset(id, 'right'));

/** The document with the blocks unfolded of whose paths it holds. */
function place(document: Document, isUnfolded: (path: string) => boolean): Placing {
  const analysis = analysisOf(document);
  const { network } = analysis;
  const paths = [...network.levels.keys()].filter((path) => path !== '' && isUnfolded(path));
  const unfolded = new Set(paths.map((path) => unfoldingKey(network, path)));
  return placeShown({ root: levelAt(analysis, ''), inside: insideOf(analysis, unfolded), notesAt: NOTES });
}

/** A document, and a choice of its blocks at any depth. */
const choice = fc
  .tuple(fc.constantFrom(...documents, ...turned), fc.infiniteStream(fc.boolean()))
  .map(([document, coins]) => {
    const chosen = new Map<string, boolean>();
    for (const path of analysisOf(document).network.levels.keys()) chosen.set(path, coins.next().value);
    return { document, isUnfolded: (path: string) => chosen.get(path) === true };
  });

const overlapping = (placing: Placing) =>
  placing.parts.flatMap(({ level, boxes }) =>
    [...boxes].flatMap(([id, box], index) =>
      [...boxes]
        .slice(index + 1)
        .filter(([, other]) => overlaps(box, other))
        .map(([other]) => [level.path, id, other]),
    ),
  );

describe('unfolded blocks', () => {
  test('whatever is unfolded, nothing overlaps, and all of a block lies in its frame', () => {
    fc.assert(
      fc.property(choice, ({ document, isUnfolded }) => {
        const placing = place(document, isUnfolded);
        expect(overlapping(placing)).toEqual([]);
        for (const { area, boxes, wires } of placing.parts) {
          if (area === undefined) continue;
          for (const box of boxes.values()) expect(contains(area, box)).toBe(true);
          for (const point of wires.flatMap(({ points }) => points)) {
            expect(contains(area, { ...point, width: 0, height: 0 })).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('wires begin and end on their nodes, frames and all', () => {
    fc.assert(
      fc.property(choice, ({ document, isUnfolded }) => {
        for (const { boxes, wires, level } of place(document, isUnfolded).parts) {
          expect(wires).toHaveLength(Object.keys(level.graph.edges).length);
          for (const { edge, points } of wires) {
            for (const [id, point] of [
              [edge.source, points[0]!],
              [edge.target, points.at(-1)!],
            ] as const) {
              expect(contains(boxes.get(id)!, { ...point, width: 0, height: 0 })).toBe(true);
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('folded again, everything stands where the document has it', () => {
    for (const document of documents) {
      for (const [id, { x, y }] of place(document, () => false).parts[0]!.boxes) {
        expect({ x, y }).toEqual(document.nodes[id]!.position);
      }
    }
  });

  test('neighbours keep their order and come no nearer', () => {
    const { boxes } = place(documents[0]!, (path) => path === 'layer2').parts[0]!;
    const named = (name: string): Element =>
      [...levelAt(analysisOf(documents[0]!), '').elements.values()].find(
        ({ record }) => record.name === name,
      )!;
    const bottom = (name: string) => {
      const { y, height } = boxes.get(named(name).record.id)!;
      return y + height;
    };
    const top = (name: string) => boxes.get(named(name).record.id)!.y;
    const was = (name: string) => named(name).record.position;
    expect(top('layer2') - bottom('layer1')).toBe(was('layer2').y - was('layer1').y - 72);
    expect(top('layer3') - bottom('layer2')).toBe(was('layer3').y - was('layer2').y - 72);
  });

  test('a place on the canvas belongs to the innermost block there, its title to the level around it', () => {
    const placing = place(documents[0]!, (path) => path === 'layer2' || path === 'layer2.0');
    const [root, outer, inner] = placing.parts;
    expect([root, outer, inner].map((part) => part!.level.path)).toEqual(['', 'layer2', 'layer2.0']);
    const { area } = inner!;
    expect(partAt(placing, { x: area!.x + 5, y: area!.y + 5 })).toBe(inner);
    expect(partAt(placing, { x: area!.x + 5, y: area!.y - 5 })).toBe(outer);
    expect(partAt(placing, { x: area!.x - 9000, y: area!.y })).toBe(root);
  });
});

describe('what is dropped', () => {
  test('lies where it was dropped, and what was not moved stays', () => {
    const delta = fc.integer({ min: -600, max: 600 });
    fc.assert(
      fc.property(choice, fc.nat(), delta, delta, ({ document, isUnfolded }, pick, dx, dy) => {
        const before = place(document, isUnfolded);
        const [root] = before.parts;
        const ids = [...root!.boxes.keys()];
        const id = ids[pick % ids.length]!;
        const { x, y } = root!.boxes.get(id)!;
        const wanted = { x: x + dx, y: y + dy };
        const moved = applyCommand(document, moveCommand(before, new Map([[id, wanted]])));
        if (!moved.ok) throw new Error(moved.problem.message);
        for (const [other, record] of Object.entries(moved.document.nodes)) {
          if (other !== id) expect(record).toBe(document.nodes[other]);
        }
        const after = place(moved.document, isUnfolded).parts[0]!.boxes.get(id)!;
        expect(Math.abs(after.x - wanted.x)).toBeLessThanOrEqual(2);
        expect(Math.abs(after.y - wanted.y)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });

  test('together with an unfolded block it keeps its place beside that', () => {
    const [document] = documents;
    const placing = place(document!, (path) => path === 'layer2');
    const { boxes, level } = placing.parts[0]!;
    const chosen = [...level.elements.values()].filter(({ record }) => /^layer[123]$/.test(record.name));
    const to = new Map(
      chosen.map(({ record: { id } }) => [id, { x: boxes.get(id)!.x + 300, y: boxes.get(id)!.y + 200 }]),
    );
    const moved = applyCommand(document!, moveCommand(placing, to));
    if (!moved.ok) throw new Error(moved.problem.message);
    const ways = chosen.map(({ record: { id, position } }) => {
      const { x, y } = moved.document.nodes[id]!.position;
      return [Math.round((x - position.x) * 100), Math.round((y - position.y) * 100)];
    });
    expect(ways).toHaveLength(3);
    expect(ways[1]).toEqual(ways[0]);
    expect(ways[2]).toEqual(ways[0]);
  });

  test('without a block unfolded it is put down to the pixel', () => {
    const placing = place(documents[0]!, () => false);
    const [id, box] = [...placing.parts[0]!.boxes][3]!;
    const command = moveCommand(placing, new Map([[id, { x: box.x + 7, y: box.y - 3 }]]));
    expect(command).toMatchObject({ positions: { [id]: { x: box.x + 7, y: box.y - 3 } } });
  });
});
