import { beforeEach, describe, expect, test } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { checkInvariants } from '../../shared/document/invariants.ts';
import type { Document } from '../../shared/document/types.ts';
import { expand } from '../../shared/network/expand.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { findPreset, LIBRARY, PRESETS } from '../presets/index.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument, undo } from './document-store.ts';
import { dispatchDraft } from './draft.ts';
import type { Target } from './excitation-places.ts';
import { describeLeftOut, planExcitation, type ExcitationPlan } from './excitation.ts';
import { openDocument } from './open-documents.ts';
import { levelPositions } from './positions.ts';
import { buildPreset } from './presets.ts';
import { residualBranches } from './residual-branches.ts';

const RESIDUAL: Target = { kind: 'residual' };

function open(id: string, values: StoredValues = {}): Document {
  const built = buildPreset(findPreset(id)!, values);
  if ('code' in built) throw new Error(built.message);
  openDocument(built);
  return built;
}

function plan(target: Target, reduction = 16): ExcitationPlan {
  const planned = planExcitation(target, reduction);
  if ('code' in planned) throw new Error(planned.message);
  return planned;
}

function refusal(target: Target, reduction = 16): string | undefined {
  const planned = planExcitation(target, reduction);
  return 'code' in planned ? planned.message : undefined;
}

const analysed = (document: Document) => analyse(expand(document, LIBRARY));
const branches = (id: string) => {
  open(id);
  return residualBranches(analysisOf(currentDocument()).network);
};
const excited = ({ draft }: ExcitationPlan) => analysed(draft.document);
const chosen = (level: string, ...names: string[]): Target => ({
  kind: 'nodes',
  level,
  names: new Set(names),
});

beforeEach(() => open('lenet5'));

describe('residual branches', () => {
  // One in every block of the body; none where nothing is added up.
  test.each([
    ['resnet18', 8],
    ['resnet50', 16],
    ['preact_resnet18', 8],
    ['mobilenet_v2', 10],
    ['regnet_x_400mf', 22],
    ['convnext_tiny', 18],
    ['vit_b_16', 24],
    ['vgg16', 0],
    ['densenet121', 0],
    ['googlenet', 0],
    ['shufflenet_v2_x1_0', 0],
  ])('%s has %i', (id, count) => {
    expect(branches(id)).toHaveLength(count);
  });

  test('end with the branch, not with the projection beside it', () => {
    const ends = branches('resnet50').map(({ end }) => end.source);
    expect(new Set(ends)).toEqual(new Set(['bn3']));
  });

  test('a gate in a branch is told', () => {
    expect(branches('efficientnet_b0').every(({ gate }) => gate !== undefined)).toBe(true);
    expect(branches('resnet50').every(({ gate }) => gate === undefined)).toBe(true);
    open('resnet50', { seReduction: 8 });
    expect(residualBranches(analysisOf(currentDocument()).network)[3]?.gate).toBe('layer2.0.se.mul');
  });
});

describe('after every residual branch', () => {
  test('SE-ResNet-50 comes out of ResNet-50, in one step', () => {
    const before = open('resnet50');
    const planned = plan(RESIDUAL);
    expect(planned).toMatchObject({ byArgument: 16, inserted: 0, detached: 0 });
    expect(dispatchDraft(planned.draft)).toBeUndefined();
    const { totals } = analysisOf(currentDocument());
    expect(totals.parameters).toBe(28_088_024);
    const published = findPreset('se_resnet50')!.build({});
    if ('code' in published) throw new Error(published.message);
    expect(totals).toEqual(analysed(published).totals);
    undo();
    expect(currentDocument()).toEqual(before);
  });

  test('every preset takes it or says why not, and what comes out is sound', { timeout: 120_000 }, () => {
    for (const { id } of PRESETS) {
      const before = analysed(open(id));
      const planned = planExcitation(RESIDUAL, 8);
      if ('code' in planned) {
        expect(planned.code, id).toBe('nothing-to-excite');
        continue;
      }
      expect(checkInvariants(planned.draft.document), id).toBeUndefined();
      const after = excited(planned);
      expect(
        after.diagnostics.filter(({ severity }) => severity === 'error'),
        id,
      ).toEqual([]);
      expect(after.totals.parameters, id).toBeGreaterThan(before.totals.parameters);
      const paths = new Set(after.network.nodes.map(({ path }) => path));
      for (const { path } of before.network.nodes) expect(paths.has(path), `${id} ${path}`).toBe(true);
      expect(residualBranches(after.network).filter(({ gate }) => gate === undefined).length, id).toBe(
        [...planned.leftOut].reduce((sum, [reason, count]) => sum + (reason === 'has-one' ? 0 : count), 0),
      );
    }
  });

  test("a template without the argument is detached, keeps its weights' paths, and gets the block in its branch", () => {
    open('mobilenet_v2');
    const planned = plan(RESIDUAL, 4);
    expect(planned).toMatchObject({ byArgument: 0, inserted: 10, detached: 10 });
    const { network } = excited(planned);
    const first = residualBranches(network)[0]!;
    expect(first.gate).toMatch(/\.se\.mul$/);
    // By hand: 24 channels to 6 and back, with biases, in the first of them.
    const added = network.nodes.filter(({ path }) => path.startsWith(`${first.level.path}.se.`));
    const parameters = added
      .flatMap(({ weights }) => weights)
      .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(parameters).toBe(24 * 6 + 6 + 6 * 24 + 24);
  });

  test('once there, it is not added again', () => {
    open('se_resnet50');
    expect(refusal(RESIDUAL)).toBe('Nothing is left to add it to: 16 have it already.');
    open('resnet18');
    expect(dispatchDraft(plan(RESIDUAL).draft)).toBeUndefined();
    expect(refusal(RESIDUAL)).toBe('Nothing is left to add it to: 8 have it already.');
  });

  test('places with too few channels, and sequences, are left out', () => {
    open('vit_b_16');
    expect(refusal(RESIDUAL)).toBe('Nothing is left to add it to: 24 give no image.');
    open('resnet18');
    const planned = plan(RESIDUAL, 128);
    expect(planned.byArgument).toBe(6);
    expect(describeLeftOut(planned.leftOut, 128)).toBe('2 have fewer channels than the reduction of 128');
  });

  test('a network without one says what to do', () => {
    open('vgg16');
    expect(refusal(RESIDUAL)).toContain('Select blocks or convolutions instead.');
  });
});

describe('after chosen nodes', () => {
  test('a convolution takes its normalisation and activation along', () => {
    open('lenet5');
    const planned = plan(chosen('', 'conv1'), 2);
    expect(planned).toMatchObject({ byArgument: 0, inserted: 1, detached: 0 });
    const { network } = excited(planned);
    const se = network.elements.get('se')!;
    const feeder = Object.values(planned.draft.document.edges).find(({ target }) => target === se.record.id)!;
    const activation = planned.draft.document.nodes[feeder.source]!;
    expect(activation.kind === 'operator' && activation.operator).toBe('Tanh');
    expect(se.outputs[0]?.connected).toBe(true);
    // 6 channels to 3 and back.
    expect(excited(planned).totals.parameters).toBe(61_706 + 6 * 3 + 3 + 3 * 6 + 6);
  });

  test('blocks are followed, or add it themselves; others are left out', () => {
    open('resnet18');
    const planned = plan(chosen('', 'layer1', 'conv1', 'relu', 'avgpool'));
    expect(planned).toMatchObject({ byArgument: 0, inserted: 2, detached: 0 });
    expect(describeLeftOut(planned.leftOut, 16)).toBe('2 are neither a block nor a convolution');
    expect(excited(planned).diagnostics).toEqual([]);
    expect(plan(chosen('layer2', '0', '1'))).toMatchObject({ byArgument: 2, inserted: 0 });
  });

  test('inside a template, that is detached', () => {
    open('resnet18');
    const planned = plan(chosen('layer1.0', 'conv1'));
    expect(planned).toMatchObject({ byArgument: 0, inserted: 1, detached: 1 });
    expect(excited(planned).network.elements.get('layer1.0')?.record.kind).toBe('custom');
  });

  test('nothing chosen says so', () => {
    expect(refusal(chosen(''))).toBe(
      'Nothing is selected. Select the blocks or convolutions that it should follow.',
    );
  });

  test('what is put in stands free of the others', () => {
    open('lenet5');
    const { draft } = plan(chosen('', 'conv1', 'conv2'), 2);
    const level = levelAt(analysisOf(draft.document), '');
    const ys = [...levelPositions(level).values()].map(({ y }) => y).sort((a, b) => a - b);
    for (const [index, y] of ys.entries()) expect(y - (ys[index - 1] ?? -Infinity)).toBeGreaterThan(32);
  });
});
