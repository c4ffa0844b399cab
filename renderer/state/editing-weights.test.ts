// Trained weights through any edit: what a layer has is its own or fresh, never another's, and what it loses is told.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from '../../shared/document/parse.ts';
import { lookUp } from '../../shared/document/records.ts';
import { serialiseDocument } from '../../shared/document/serialise.ts';
import type { Document, NodeId } from '../../shared/document/types.ts';
import { operatorNode, wireOf, documentOf } from '../../shared/testing/graphs.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument, dispatch, redo, undo, weightsOf } from './document-store.ts';
import { addItem } from './editing.ts';
import { freshId } from './ids.ts';
import { weightsLost } from './lost-weights.ts';
import { groupSelection, ungroupSelection } from './nesting.ts';
import { openDocument } from './open-documents.ts';
import { removeSelection } from './removing.ts';
import { renameNode } from './renaming.ts';
import { conv, openTrained, sources } from './testing/trained.ts';

/** Four layers in a chain, of the same shape: every one would take the weights of every other. */
const LAYERS = ['a', 'b', 'c', 'd'];

function chain(): Document {
  const names = ['image', ...LAYERS, 'result'];
  return documentOf(
    [
      operatorNode('image', 'Input', { channels: 3, height: 5, width: 5 }),
      // Ids that are not the weights' paths: layers go by their names, or by what their records say.
      ...LAYERS.map((name) => conv(`id ${name}`, 3, null, name)),
      operatorNode('result', 'Output'),
    ],
    names.slice(1).map((name, index) => {
      const idOf = (of: string) => (LAYERS.includes(of) ? `id ${of}` : of);
      return wireOf(idOf(names[index]!), idOf(name));
    }),
  );
}

const EDITS = [
  'cut',
  'wire',
  'rename',
  'group',
  'ungroup',
  'remove',
  'add',
  'channels',
  'undo',
  'redo',
] as const;

interface Step {
  readonly edit: (typeof EDITS)[number];
  readonly first: number;
  readonly second: number;
}

function carryOut({ edit, first, second }: Step): void {
  const elements = [...analysisOf(currentDocument()).network.elements.values()];
  const chosen = elements[first % elements.length];
  if (chosen === undefined) return;
  const { record } = chosen;
  const level = levelAt(analysisOf(currentDocument()), chosen.level);
  const edges = Object.values(level.graph.edges);
  const others = [...level.elements.values()];
  switch (edit) {
    case 'cut': {
      const edge = edges[second % Math.max(1, edges.length)];
      if (edge !== undefined) dispatch({ type: 'remove', nodes: [], edges: [edge.id] });
      return;
    }
    case 'wire': {
      const from = others[second % others.length]!;
      const [output, input] = [from.outputs[0], chosen.inputs[0]];
      if (output === undefined || input === undefined) return;
      const source = { source: from.record.id, sourcePort: output.key };
      dispatch({
        type: 'connect',
        edge: { id: freshId(), ...source, target: record.id, targetPort: input.key },
      });
      return;
    }
    case 'rename':
      renameNode(record.id, [...LAYERS, 'x', 'block'][second % 6]!);
      return;
    case 'group':
      groupSelection(level, [record.id]);
      return;
    case 'ungroup':
      ungroupSelection(level, [record.id]);
      return;
    case 'remove':
      if (record.kind === 'operator') removeSelection(level, [record.id], []);
      return;
    case 'add':
      addItem(level, { kind: 'operator', type: 'Conv2d' }, { x: 0, y: 0 });
      return;
    case 'channels':
      if (record.kind === 'operator' && record.operator === 'Conv2d')
        dispatch({
          type: 'setValues',
          node: record.id,
          values: { outChannels: 3 + (second % 2), kernelSize: [3, 3], padding: 1, bias: false },
        });
      return;
    case 'undo':
      undo();
      return;
    case 'redo':
      redo();
      return;
  }
}

/** Where the weight of every layer that has one comes from, by the id of its record: '' where it is fresh. */
function byRecord(): ReadonlyMap<NodeId, string> {
  const { network } = analysisOf(currentDocument());
  return new Map(
    network.nodes.flatMap(({ path, weights }) => {
      const [weight] = weights;
      const id = network.elements.get(path)?.record.id;
      if (weight === undefined || id === undefined) return [];
      return [[id, weight.source.kind === 'stored' ? String(weight.source.offset) : '']] as const;
    }),
  );
}

test('a layer has its own weights or fresh ones, whatever is cut, renamed, moved and wired anew', () => {
  const took = new Map<string, number>();
  let lost = 0;
  const step = fc.record({ edit: fc.constantFrom(...EDITS), first: fc.nat(99), second: fc.nat(99) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25, size: 'max' }), (steps) => {
      openTrained(chain());
      const own = byRecord();
      expect(new Set(own.values()).size).toBe(LAYERS.length);
      for (const one of steps) {
        const [before, was] = [currentDocument(), byRecord()];
        carryOut(one);
        if (currentDocument() === before) continue;
        took.set(one.edit, (took.get(one.edit) ?? 0) + 1);
        const now = byRecord();
        for (const [id, source] of now) {
          if (source !== '') expect(source, `${one.edit} ${id}`).toBe(own.get(id));
        }
        if (one.edit === 'undo' || one.edit === 'redo') continue;
        const { elements } = analysisOf(currentDocument()).network;
        const told = weightsLost(before, currentDocument()).map(({ path }) => elements.get(path)!.record.id);
        for (const [id, source] of now) {
          if (source === '' && (was.get(id) ?? '') !== '') expect(told, `${one.edit} ${id}`).toContain(id);
          if (source !== '') expect(told).not.toContain(id);
          // What has the shape of its tensor has it: nothing is lost on the way.
          const weight = analysisOf(currentDocument()).network.nodes.find(
            ({ path }) => elements.get(path)?.record.id === id,
          )?.weights[0];
          if (own.has(id) && weight?.shape.join() === '3,3,3,3')
            expect(source, `${one.edit} ${id}`).toBe(own.get(id));
        }
        lost += told.length;
      }
      const [document, all] = [currentDocument(), sources()];
      const weights = weightsOf(document);
      openDocument(parseDocument(serialiseDocument(document)), { weights });
      expect(sources()).toEqual(all);
      expect(lookUp(currentDocument().nodes, 'image')).toEqual(lookUp(document.nodes, 'image'));
    }),
    { seed: 20_261_123, numRuns: 200 },
  );
  for (const edit of EDITS) expect(took.get(edit) ?? 0, edit).toBeGreaterThan(4);
  expect(lost).toBeGreaterThan(4);
}, 60_000);
