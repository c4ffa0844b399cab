import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import { checkInvariants } from '../../shared/document/invariants.ts';
import { parseDocument } from '../../shared/document/parse.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { NodeRecord } from '../../shared/document/types.ts';
import { documentOf, operatorNode, wireOf } from '../../shared/testing/graphs.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { copyText, parseClipboard } from './clipboard.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { addItem } from './editing.ts';
import { detachTemplate, groupSelection, linkSelection, ungroupSelection, unfoldRows } from './nesting.ts';
import { openDocument } from './open-documents.ts';
import { pasteGraph } from './pasting.ts';
import { levelPositions } from './positions.ts';
import { renameNode } from './renaming.ts';
import { removeSelection } from './removing.ts';
import { replaceNode } from './replacing.ts';
import { foldRow } from './rows.ts';
import { useSession } from './session-store.ts';
import { conv, INVERTED, openTrained, sources, trained, type Stage } from './testing/trained.ts';

const sorted = (all: ReturnType<typeof sources>) => [...all.values()].sort();

interface Step {
  readonly edit: (typeof EDITS)[number];
  readonly node: number;
}

const EDITS = ['group', 'ungroup', 'detach', 'unfold', 'fold', 'link', 'rename', 'define'] as const;
const KEEPS_PATHS: ReadonlySet<string> = new Set(['detach', 'unfold', 'fold', 'define']);

/** What an edit is about, where hardly any node would do. */
const ABOUT: Partial<Record<Step['edit'], (record: NodeRecord) => boolean>> = {
  unfold: (record) => record.kind !== 'operator' && record.repeat !== undefined,
  fold: ({ kind }) => kind === 'custom',
  define: ({ kind }) => kind === 'custom',
  ungroup: ({ kind }) => kind !== 'operator',
};

function carryOut({ edit, node }: Step): void {
  const analysis = analysisOf(currentDocument());
  const all = [...analysis.network.elements.values()];
  const apt = all.filter(({ record }) => ABOUT[edit]?.(record) === true);
  const elements = apt.length === 0 ? all : apt;
  const { record, path, level: at } = elements[node % elements.length]!;
  const level = levelAt(analysis, at);
  switch (edit) {
    case 'group':
      groupSelection(level, [record.id]);
      return;
    case 'ungroup':
      ungroupSelection(level, [record.id]);
      return;
    case 'detach':
      detachTemplate(path);
      return;
    case 'unfold':
      unfoldRows(level, [record.id]);
      return;
    case 'fold':
      foldRow(level, [record.id]);
      return;
    case 'link':
      linkSelection(level, [record.id]);
      return;
    case 'define':
      dispatch({ type: 'define', block: record.id, definition: `d${node}`, name: 'D' });
      return;
    case 'rename':
      // Names that layers had, too: a tensor lies under their path.
      renameNode(record.id, ['conv1', 'own', 'conv', 'x', 'one'][node % 5]!);
      return;
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  edit: fc.constantFrom(...EDITS),
  node: fc.nat(999),
});

describe('no edit of nesting changes which values a layer gets', () => {
  const took = new Map<string, number>();
  afterAll(() => {
    for (const edit of EDITS) expect(took.get(edit) ?? 0, edit).toBeGreaterThan(4);
  });

  // One after the other rather than all in one: on a busy machine each has the time that it needs.
  test.each([1, 2, 3, 4])(
    'no edit of nesting changes which values a layer gets: part %i',
    (part) => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 12, size: 'max' }), (steps) => {
          openTrained();
          expect(analysisOf(currentDocument()).diagnostics).toEqual([]);
          let was = sources();
          const all = sorted(was);
          expect(all.every((source) => /^\d+$/.test(source))).toBe(true);
          for (const one of steps) {
            const before = currentDocument();
            carryOut(one);
            if (currentDocument() === before) continue;
            took.set(one.edit, (took.get(one.edit) ?? 0) + 1);
            expect(checkInvariants(currentDocument())).toBeUndefined();
            const now = sources();
            expect(sorted(now), one.edit).toEqual(all);
            if (KEEPS_PATHS.has(one.edit)) expect(now, one.edit).toEqual(was);
            was = now;
          }
          const written = parseDocument(serialiseDocument(currentDocument()));
          expect(written.nodes).toEqual(currentDocument().nodes);
        }),
        { seed: 20_261_122 + part, numRuns: 150 },
      );
    },
    60_000,
  );
});

test.each<{ readonly name: string; readonly stage?: Stage }>([
  { name: 'conv2' },
  { name: 'own' },
  { name: 'row' },
  { name: 'stage' },
  { name: 'stage', stage: INVERTED },
  { name: 'one' },
  { name: 'two' },
])('a copy of $name has its weights, here alone', ({ name, stage }) => {
  openTrained(trained(stage));
  // Renamed and grouped first: what a copy is to have no longer lies where the original stands.
  const element = () => {
    const { elements } = levelAt(analysisOf(currentDocument()), 'block');
    return [...elements.values()].find(({ record }) => record.name === 'renamed')!;
  };
  const top = () => levelAt(analysisOf(currentDocument()), '');
  const chosen = [...top().elements.values()].find(({ record }) => record.name === name)!;
  renameNode(chosen.record.id, 'renamed');
  groupSelection(top(), [chosen.record.id]);
  const level = levelAt(analysisOf(currentDocument()), 'block');
  const text = copyText(currentDocument(), level, [element().record.id], levelPositions(level))!;
  const { graph, incoming } = parseClipboard(text)!;
  expect(pasteGraph(level, graph, incoming)).toBeUndefined();
  const below = (path: string) =>
    [...sources()]
      .filter(([at]) => at.startsWith(`${path}.`))
      .map(([at, source]) => [at.slice(path.length), source]);
  expect(below('block.renamed').length).toBeGreaterThan(0);
  expect(below('block.renamed2')).toEqual(below('block.renamed'));
  expect(sources().get('conv1.weight')).toMatch(/^\d+$/);

  openDocument(emptyDocument());
  const foreign = parseClipboard(text)!;
  expect(foreign.weightsLeft).toBe(true);
  expect(Object.values(foreign.graph.nodes).filter(({ storedAs }) => storedAs !== undefined)).toEqual([]);
});

test("the weights of what is removed are nobody else's, and removing says nothing of any other layer", () => {
  openTrained();
  const top = () => levelAt(analysisOf(currentDocument()), '');
  renameNode('conv1', 'stem');
  // Under the path that the file has for the first layer.
  dispatch({ type: 'addNode', node: conv('new', 2, null, 'conv1'), edges: [wireOf('image', 'new')] });
  const fresh = () => sources().get('conv1.weight');
  expect(fresh()).toMatch(/^\{/);
  expect(removeSelection(top(), ['conv1'], [])).toBeUndefined();
  expect([...sources().keys()]).not.toContain('stem.weight');
  expect(fresh()).toMatch(/^\{/);
  // What comes after it has no input now, so no weights; its place in the file is what it was.
  const before = currentDocument();
  expect(removeSelection(top(), ['image'], [])).toBeUndefined();
  for (const [id, { storedAs }] of Object.entries(currentDocument().nodes)) {
    expect(storedAs, id).toBe(before.nodes[id]?.storedAs);
  }
});

test('a new layer starts afresh, also under the name of one that was trained', () => {
  openTrained();
  const top = () => levelAt(analysisOf(currentDocument()), '');
  const trainedIn = () => sources().get('conv2.weight');
  expect(trainedIn()).toMatch(/^\d+$/);
  expect(removeSelection(top(), ['conv2'], [])).toBeUndefined();
  const end = { side: 'output', port: { node: 'conv1', port: 'output' } } as const;
  expect(addItem(top(), { kind: 'operator', type: 'Conv2d' }, { x: 0, y: 0 }, end)).toBeUndefined();
  const [id] = useSession.getState().nodes;
  // As the one that is gone in everything that a person sees.
  dispatch({
    type: 'setValues',
    node: id!,
    values: { outChannels: 3, kernelSize: [3, 3], padding: 1, bias: false },
  });
  expect(renameNode(id!, 'conv2')).toBeUndefined();
  expect(trainedIn()).toMatch(/^\{/);
});

test('what replaces a layer has its weights only where it is of the same kind', () => {
  const top = () => levelAt(analysisOf(currentDocument()), '');
  const weight = () => sources().get('mix.weight');
  openTrained(
    documentOf(
      [
        operatorNode('image', 'Input', { channels: 4, height: 9, width: 9 }),
        operatorNode('mix', 'Conv2d', { outChannels: 4, kernelSize: [3, 3], padding: 1, bias: false }),
        operatorNode('result', 'Output'),
      ],
      [wireOf('image', 'mix'), wireOf('mix', 'result')],
    ),
  );
  expect(weight()).toMatch(/^\d+$/);
  expect(replaceNode(top(), 'mix', { kind: 'operator', type: 'Conv2d' })).toBeUndefined();
  expect(weight()).toMatch(/^\d+$/);
  // A tensor of the same name and shape, whose numbers mean something else.
  expect(replaceNode(top(), 'mix', { kind: 'operator', type: 'ConvTranspose2d' })).toBeUndefined();
  expect(analysisOf(currentDocument()).network.nodes[1]?.weights[0]?.shape).toEqual([4, 4, 3, 3]);
  expect(weight()).toMatch(/^\{/);
});

test('other weights are looked for where they lie, not where the old ones did', () => {
  openTrained();
  renameNode('two', 'second');
  const said = () => Object.values(currentDocument().nodes).flatMap(({ storedName }) => storedName ?? []);
  expect(said()).toEqual(['two']);
  dispatch({ type: 'setWeights', weights: { id: 'others', sha256: '0'.repeat(64) } });
  expect(said()).toEqual([]);
});
