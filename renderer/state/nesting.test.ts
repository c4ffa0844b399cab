import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Analysis } from '../../shared/analysis/types.ts';
import { checkInvariants } from '../../shared/document/invariants.ts';
import type { Document } from '../../shared/document/types.ts';
import { findPreset } from '../presets/index.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument, redo, undo } from './document-store.ts';
import { openDocument } from './open-documents.ts';
import { detachablePath, detachTemplate, groupSelection, ungroupSelection } from './nesting.ts';
import { levelPositions } from './positions.ts';
import { buildPreset } from './presets.ts';
import { openLevel, select, useSession } from './session-store.ts';

function preset(id: string): Document {
  const built = buildPreset(findPreset(id)!, {});
  if ('code' in built) throw new Error(built.message);
  return built;
}

const now = (): Analysis => analysisOf(currentDocument());
const level = (path = '') => levelAt(now(), path);
const idAt = (path: string) => now().network.elements.get(path)!.record.id;
const paths = () => now().network.nodes.map((node) => node.path);

/** What must not change when nodes only change their block. */
function meaning(analysis: Analysis) {
  const { parameters, buffers, macs, weightBytes, activationBytes } = analysis.totals;
  const { nodes, outputs } = analysis.network;
  return {
    totals: { parameters, buffers, macs, weightBytes, activationBytes },
    outputs: outputs.map((index) => nodes[index]!.inputTypes),
    operators: nodes
      .map((node) => `${node.operator.type} ${JSON.stringify([node.inputTypes, node.outputTypes])}`)
      .sort(),
    diagnostics: analysis.diagnostics.map(({ severity, code }) => `${severity} ${code}`).sort(),
  };
}

function weightsOf(analysis: Analysis) {
  return analysis.network.nodes.flatMap(({ weights }) => weights);
}

beforeEach(() => openLevel(''));

describe('detach', () => {
  test('a template becomes a block with the same weights, shapes and places; one step', () => {
    openDocument(preset('resnet50'));
    const before = currentDocument();
    const was = now();
    const places = [...levelPositions(level('layer1.0')).values()];
    openLevel('layer1.0');
    select([idAt('layer1.0.conv2')]);
    expect(detachablePath(level('layer1.0'), [])).toBe('layer1.0');
    expect(detachTemplate('layer1.0')).toBeUndefined();
    expect(checkInvariants(currentDocument())).toBeUndefined();
    expect(now().network.elements.get('layer1.0')?.record.kind).toBe('custom');
    expect(now().network.elements.get('layer1.1')?.record.kind).toBe('template');
    expect(meaning(now())).toEqual(meaning(was));
    expect(weightsOf(now())).toEqual(weightsOf(was));
    expect([...levelPositions(level('layer1.0')).values()]).toEqual(places);
    expect(useSession.getState().nodes).toEqual([idAt('layer1.0.conv2')]);
    expect(level('layer1.0').parentId).toBe(idAt('layer1.0'));
    undo();
    expect(currentDocument()).toBe(before);
    redo();
    expect(now().network.elements.get('layer1.0')?.record.kind).toBe('custom');
  });

  test('a template inside a template takes the outer one along, in one step', () => {
    openDocument(preset('mobilenet_v2'));
    const was = now();
    const path = [...was.network.levels.values()].find(
      ({ path: at, parentId }) =>
        parentId === undefined &&
        was.network.levels.get(at.slice(0, at.lastIndexOf('.')))?.parentId === undefined,
    )!.path;
    const before = currentDocument();
    expect(detachTemplate(path)).toBeUndefined();
    expect(level(path).parentId).toBe(idAt(path));
    expect(weightsOf(now())).toEqual(weightsOf(was));
    undo();
    expect(currentDocument()).toBe(before);
  });

  test.each(['googlenet', 'densenet121', 'efficientnet_b0', 'regnet_y_400mf'])(
    'every template of %s can be detached, all the way down',
    (id) => {
      openDocument(preset(id));
      const was = now();
      for (let round = 0; round < 4; round += 1) {
        const templates = [...now().network.elements.values()].filter(
          (element) => element.record.kind === 'template' && level(element.level).parentId !== undefined,
        );
        // One of each kind: what a template makes is its own business, however often it stands there.
        const kinds = new Map(
          templates.map((element) => [
            element.record.kind === 'template' && element.record.template,
            element,
          ]),
        );
        for (const element of kinds.values()) expect(detachTemplate(element.path)).toBeUndefined();
      }
      expect(checkInvariants(currentDocument())).toBeUndefined();
      expect(meaning(now())).toEqual(meaning(was));
      expect(
        weightsOf(now())
          .map(({ path }) => path)
          .sort(),
      ).toEqual(
        weightsOf(was)
          .map(({ path }) => path)
          .sort(),
      );
    },
  );
});

describe('group and ungroup', () => {
  test('change where layers stand in the tree and nothing else; each is one step', () => {
    openDocument(preset('lenet5'));
    const before = currentDocument();
    const was = now();
    expect(
      groupSelection(level(), [idAt('input'), idAt('conv1'), idAt('act1'), idAt('pool1')]),
    ).toBeUndefined();
    expect(paths()).toContain('block.conv1');
    expect(useSession.getState().nodes).toEqual([idAt('block')]);
    expect(meaning(now())).toEqual(meaning(was));
    const grouped = currentDocument();
    expect(ungroupSelection(level(), [idAt('block')])).toBeUndefined();
    expect(meaning(now())).toEqual(meaning(was));
    expect(currentDocument().nodes).toEqual(before.nodes);
    expect(currentDocument().edges).toEqual(before.edges);
    expect(useSession.getState().nodes).toHaveLength(3);
    undo();
    expect(currentDocument()).toBe(grouped);
    undo();
    expect(currentDocument()).toBe(before);
  });

  test('a template is unpacked, and what stands below makes room', () => {
    openDocument(preset('resnet18'));
    const was = now();
    const inside = level('layer1');
    const [first] = [...inside.elements.values()].filter(({ record }) => record.kind === 'template');
    openLevel('layer1');
    expect(ungroupSelection(inside, [first!.record.id])).toBeUndefined();
    expect(meaning(now())).toEqual(meaning(was));
    const boxes = [...level('layer1').elements.values()].map(({ record }) => record.position);
    expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(boxes.length);
    expect(paths()).toContain('layer1.conv1');
  });

  test('whatever is selected: a loop is refused, else the analysis is the same, and ungrouping gives it back', () => {
    const presets = ['lenet5', 'resnet18', 'googlenet', 'squeezenet1_1'].map(preset);
    let grouped = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...presets),
        fc.nat(20),
        fc.infiniteStream(fc.boolean()),
        (document, which, picks) => {
          openDocument(document);
          const was = meaning(now());
          const levels = [...now().network.levels.values()].filter(({ parentId }) => parentId !== undefined);
          const { path } = levels[which % levels.length]!;
          const ids = [...level(path).elements.keys()].filter(() => picks.next().value);
          const problem = groupSelection(level(path), ids);
          if (problem !== undefined) {
            expect(['group-cycle', 'nothing-to-group']).toContain(problem.code);
            expect(currentDocument()).toBe(document);
            refused += 1;
            return;
          }
          grouped += 1;
          expect(checkInvariants(currentDocument())).toBeUndefined();
          expect(meaning(now())).toEqual(was);
          expect(ungroupSelection(level(path), useSession.getState().nodes)).toBeUndefined();
          expect(meaning(now())).toEqual(was);
          expect(currentDocument().edges).toEqual(document.edges);
        },
      ),
      { seed: 20_261_122, numRuns: 60 },
    );
    expect(grouped).toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(5);
  });

  test('the inside of a template is read-only, and a layer is no block', () => {
    openDocument(preset('resnet18'));
    const inside = level('layer1.0');
    expect(groupSelection(inside, [...inside.elements.keys()])?.code).toBe('read-only');
    expect(ungroupSelection(inside, [...inside.elements.keys()])?.code).toBe('read-only');
    expect(ungroupSelection(level(), [idAt('conv1')])?.code).toBe('not-a-block');
    expect(groupSelection(level(), [])?.code).toBe('nothing-to-group');
  });
});
