import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { Document, NodeRecord } from '../../shared/document/types.ts';
import { findPreset } from '../presets/index.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { boxOf, overlaps } from './boxes.ts';
import { copyText, parseClipboard } from './clipboard.ts';
import { currentDocument, dispatch, endGesture, markSaved, redo, undo } from './document-store.ts';
import { isDirty, openDocument, useDocuments } from './open-documents.ts';
import {
  addItem,
  addWhereFree,
  appendItem,
  canStandInWire,
  connectPorts,
  insertItem,
  insertNode,
  reconnect,
} from './editing.ts';
import { pasteGraph, placedFree } from './pasting.ts';
import { levelPositions } from './positions.ts';
import { buildPreset } from './presets.ts';
import { removeSelection } from './removing.ts';
import { useSession } from './session-store.ts';
import { arrange } from './layout/arrange-aside.ts';
import { tidyOf } from './tidying.ts';

const top = () => levelAt(analysisOf(currentDocument()), '');
const named = (name: string): NodeRecord =>
  Object.values(currentDocument().nodes).find((record) => record.name === name)!;
const wires = () =>
  Object.values(currentDocument().edges)
    .map((edge) => {
      const { nodes } = currentDocument();
      return `${nodes[edge.source]!.name} ${nodes[edge.target]!.name}.${edge.targetPort}`;
    })
    .sort();
const origin = { x: 0, y: 0 };

function preset(id: string): Document {
  const built = buildPreset(findPreset(id)!, {});
  if ('code' in built) throw new Error(built.message);
  return built;
}

/** input → conv → relu, by the commands that the palette uses. */
beforeEach(() => {
  openDocument(emptyDocument());
  addItem(top(), { kind: 'operator', type: 'Input' }, origin);
  appendItem(top(), { kind: 'operator', type: 'Conv2d' }, useSession.getState().nodes, origin);
  appendItem(top(), { kind: 'operator', type: 'ReLU' }, useSession.getState().nodes, origin);
});

describe('adding and wiring', () => {
  test('a layer added to a selection is wired and stands below it', () => {
    expect(wires()).toEqual(['conv relu.input', 'input conv.input']);
    expect(named('relu').position.y).toBeGreaterThan(named('conv').position.y + 64);
    expect(useSession.getState().nodes).toEqual([named('relu').id]);
  });

  test('a layer added where others stand is put beside them', () => {
    const { x, y } = named('conv').position;
    for (const type of ['Dropout', 'Dropout', 'Dropout']) {
      addWhereFree(top(), { kind: 'operator', type }, { x: x + 90, y: y + 20 });
    }
    const boxes = [...top().elements.values()].map((element) => boxOf(element, top().flow));
    for (const [index, box] of boxes.entries()) {
      expect(boxes.slice(index + 1).filter((other) => overlaps(box, other, 0))).toEqual([]);
    }
    addWhereFree(top(), { kind: 'operator', type: 'Sigmoid' }, { x: 2000, y: 2000 });
    const { position } = named('sigmoid');
    expect(2000 - position.x).toBeGreaterThan(0);
    expect(2000 - position.x).toBeLessThan(200);
  });

  test('a wire dropped nearly below its port is straight', () => {
    const { id, position } = named('relu');
    const port = { node: id, port: 'output' };
    const below = { x: position.x + 104, y: position.y + 200 };
    addItem(
      top(),
      { kind: 'operator', type: 'Tanh' },
      { ...below, x: below.x + 9 },
      { side: 'output', port },
    );
    expect(named('tanh').position.x).toBe(position.x);
    addItem(
      top(),
      { kind: 'operator', type: 'SiLU' },
      { ...below, x: below.x + 40 },
      { side: 'output', port },
    );
    expect(named('silu').position.x).toBe(position.x + 40);
  });

  test('a layer dropped on a wire stands in it, and what is below makes room', () => {
    const edge = Object.values(currentDocument().edges).find(({ target }) => target === named('relu').id)!;
    const before = named('relu').position.y;
    expect(insertItem(top(), { kind: 'operator', type: 'BatchNorm2d' }, edge.id)).toBeUndefined();
    expect(wires()).toEqual(['bn relu.input', 'conv bn.input', 'input conv.input']);
    expect(named('bn').position.y).toBeGreaterThanOrEqual(named('conv').position.y + 64);
    expect(named('relu').position.y).toBeGreaterThan(before);
    undo();
    expect(wires()).toEqual(['conv relu.input', 'input conv.input']);
    expect(named('relu').position.y).toBe(before);
  });

  test('a layer that stands there already goes into a wire, in the undo step of the drag', () => {
    addItem(top(), { kind: 'operator', type: 'BatchNorm2d' }, { x: 600, y: 0 });
    const before = currentDocument();
    const { id } = named('bn');
    const edge = Object.values(before.edges).find(({ target }) => target === named('relu').id)!;
    expect(canStandInWire(top(), id)).toBe(true);
    expect(canStandInWire(top(), named('conv').id)).toBe(false);
    dispatch({ type: 'move', positions: { [id]: { x: 10, y: 10 } } }, { gesture: 'drag' });
    expect(insertNode(top(), id, edge.id, 'drag')).toBeUndefined();
    expect(wires()).toEqual(['bn relu.input', 'conv bn.input', 'input conv.input']);
    expect(named('bn').position.y).toBeGreaterThan(named('conv').position.y);
    expect(named('relu').position.y).toBeGreaterThan(named('bn').position.y);
    undo();
    expect(currentDocument()).toBe(before);
    expect(insertNode(top(), named('conv').id, edge.id, 'drag')?.code).toBe('no-through');
  });

  test('a wire is lifted to another input; ports of a merge close ranks', () => {
    addItem(top(), { kind: 'operator', type: 'Add' }, origin);
    addItem(top(), { kind: 'operator', type: 'Sigmoid' }, origin);
    const [conv, relu, add, sigmoid] = ['conv', 'relu', 'add', 'sigmoid'].map(named);
    connectPorts({ node: conv!.id, port: 'output' }, { node: add!.id, port: 'in0' });
    connectPorts({ node: relu!.id, port: 'output' }, { node: add!.id, port: 'in1' });
    const into = (port: string) =>
      Object.values(currentDocument().edges).find(
        ({ target, targetPort }) => target === add!.id && targetPort === port,
      )!;
    const before = currentDocument();
    const lift = (to: { node: string; port: string }) =>
      reconnect(top(), into('in0'), { node: conv!.id, port: 'output' }, to);
    expect(lift({ node: sigmoid!.id, port: 'input' })).toBeUndefined();
    expect(wires()).toContain('conv sigmoid.input');
    expect(wires()).toContain('relu add.in0');
    undo();
    expect(currentDocument()).toBe(before);
    // The free port after the last: with the lifted wire gone it is the second.
    expect(lift({ node: add!.id, port: 'in2' })).toBeUndefined();
    expect(wires()).toContain('conv add.in1');
    expect(wires()).toContain('relu add.in0');
    undo();
    expect(lift({ node: add!.id, port: 'in0' })).toBeUndefined();
    expect(currentDocument()).toBe(before);
    const other = { node: named('input').id, port: 'output' };
    expect(reconnect(top(), into('in0'), other, { node: add!.id, port: 'in0' })).toBeUndefined();
    expect(wires()).toContain('input add.in0');
    expect(wires()).toContain('relu add.in1');
  });

  test('a loop is refused and changes nothing', () => {
    const before = currentDocument();
    const [relu, conv] = [named('relu'), named('conv')];
    const problem = connectPorts({ node: relu.id, port: 'output' }, { node: conv.id, port: 'input' });
    expect(problem?.code).toBe('cycle');
    expect(currentDocument()).toBe(before);
  });

  test('of several commands, all are done or none', () => {
    const before = currentDocument();
    const problem = dispatch([
      { type: 'setName', name: 'Other' },
      { type: 'rename', node: named('conv').id, name: 'relu' },
    ]);
    expect(problem?.code).toBe('name-taken');
    expect(currentDocument()).toBe(before);
  });
});

describe('removing', () => {
  test('a straight wire heals', () => {
    removeSelection(top(), [named('conv').id], []);
    expect(wires()).toEqual(['input relu.input']);
  });

  test('a whole run heals', () => {
    appendItem(top(), { kind: 'operator', type: 'Output' }, [named('relu').id], origin);
    removeSelection(top(), [named('conv').id, named('relu').id], []);
    expect(wires()).toEqual(['input output.input']);
  });

  test('a merge does not heal', () => {
    addItem(top(), { kind: 'operator', type: 'Add' }, origin);
    const add = named('add');
    connectPorts({ node: named('conv').id, port: 'output' }, { node: add.id, port: 'in0' });
    connectPorts({ node: named('relu').id, port: 'output' }, { node: add.id, port: 'in1' });
    appendItem(top(), { kind: 'operator', type: 'Output' }, [add.id], origin);
    removeSelection(top(), [add.id], []);
    expect(wires()).toEqual(['conv relu.input', 'input conv.input']);
  });

  test('the inside of a template is read-only', async () => {
    openDocument(preset('resnet18'));
    const level = levelAt(analysisOf(currentDocument()), 'layer1.0');
    expect(removeSelection(level, [...level.elements.keys()], [])?.code).toBe('read-only');
    expect(await arrange([tidyOf(level, [], [])])).toMatchObject({ code: 'read-only' });
  });
});

describe('history', () => {
  test('typing in one field is one step', () => {
    const { id } = named('conv');
    const steps = (value: number) =>
      dispatch({ type: 'setValues', node: id, values: { outChannels: value } }, { gesture: 'set' });
    steps(1);
    steps(12);
    steps(128);
    undo();
    expect(named('conv')).toMatchObject({ attributes: {} });
    redo();
    expect(named('conv')).toMatchObject({ attributes: { outChannels: 128 } });
    steps(2);
    endGesture();
    steps(3);
    undo();
    expect(named('conv')).toMatchObject({ attributes: { outChannels: 2 } });
  });

  test('a document is dirty until it is saved, and clean again when an undo leads back', () => {
    expect(isDirty()).toBe(true);
    markSaved(useDocuments.getState().front, currentDocument(), {
      name: 'a.netloom',
      token: undefined,
      form: 'container',
    });
    expect(isDirty()).toBe(false);
    dispatch({ type: 'setName', name: 'Other' });
    expect(isDirty()).toBe(true);
    undo();
    expect(isDirty()).toBe(false);
  });
});

describe('clipboard', () => {
  const text = (names: readonly string[]) => {
    const level = top();
    return copyText(
      currentDocument(),
      level,
      names.map((name) => named(name).id),
      levelPositions(level),
    );
  };

  test('copies keep the wires among them and get fresh ids and names', () => {
    const { graph } = parseClipboard(text(['conv', 'relu'])!)!;
    expect(pasteGraph(top(), placedFree(top(), [], graph, { x: 500, y: 10 }))).toBeUndefined();
    expect(wires()).toEqual(['conv relu.input', 'conv2 relu2.input', 'input conv.input']);
    expect(named('conv2').position).toEqual({ x: 500, y: 10 });
  });

  test('a block of the user is copied with its inside', () => {
    openDocument(preset('resnet18'));
    const before = Object.keys(currentDocument().nodes).length;
    const { graph } = parseClipboard(text(['layer1'])!)!;
    expect(pasteGraph(top(), graph)).toBeUndefined();
    const inside = levelAt(analysisOf(currentDocument()), 'layer2');
    expect(inside.elements.size).toBeGreaterThan(0);
    expect(Object.keys(currentDocument().nodes).length - before).toBe(Object.keys(graph.nodes).length);
    expect(Object.values(graph.nodes).length).toBeGreaterThan(1);
  });

  test('a copy from inside a template keeps the wires at its Input and Output, whatever their ids', () => {
    openDocument(preset('resnet18'));
    const level = levelAt(analysisOf(currentDocument()), 'layer1.0');
    const { graph } = parseClipboard(
      copyText(currentDocument(), level, [...level.elements.keys()], levelPositions(level))!,
    )!;
    expect(Object.keys(graph.edges)).toHaveLength(Object.keys(level.graph.edges).length);
    expect(pasteGraph(top(), graph)).toBeUndefined();
  });

  test.each(['', 'hello', '{"netloomClipboard":1', '{"netloomClipboard":2,"nodes":[],"edges":[]}'])(
    'foreign text is left alone: %s',
    (foreign) => {
      expect(parseClipboard(foreign)).toBeUndefined();
    },
  );
});

test('tidying is one step and moves no corner', async () => {
  dispatch({ type: 'move', positions: { [named('conv').id]: { x: 900, y: -300 } } });
  const before = currentDocument();
  expect(await arrange([tidyOf(top(), [], [])])).toBeUndefined();
  const records = Object.values(currentDocument().nodes);
  expect(Math.min(...records.map(({ position }) => position.y))).toBe(-300);
  undo();
  expect(currentDocument()).toBe(before);
});

test('presets open laid out: no two nodes of a level at one place', () => {
  for (const id of ['lenet5', 'vgg16', 'resnet18', 'resnet50']) {
    const places = Object.values(preset(id).nodes).map(
      ({ parentId, position }) => `${parentId} ${position.x} ${position.y}`,
    );
    expect(new Set(places).size).toBe(places.length);
  }
});
