import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { NodeRecord, NoteRecord } from '../../shared/document/types.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { copyText, parseClipboard } from './clipboard.ts';
import { currentDocument, dispatch, undo } from './document-store.ts';
import { addItem, appendItem, connectPorts } from './editing.ts';
import { openDocument } from './open-documents.ts';
import { pasteGraph, placedFree } from './pasting.ts';
import { portFits } from './port-fit.ts';
import { levelPositions } from './positions.ts';
import { removeSelection } from './removing.ts';
import { replaceNode } from './replacing.ts';
import { groupSelection } from './nesting.ts';
import { select, useSession } from './session-store.ts';

const top = (path = '') => levelAt(analysisOf(currentDocument()), path);
const named = (name: string): NodeRecord =>
  Object.values(currentDocument().nodes).find((record) => record.name === name)!;
const wires = () =>
  Object.values(currentDocument().edges)
    .map(({ source, target, targetPort }) => {
      const { nodes } = currentDocument();
      return `${nodes[source]!.name} ${nodes[target]!.name}.${targetPort}`;
    })
    .sort();
const origin = { x: 0, y: 0 };
const operator = (type: string) => ({ kind: 'operator', type }) as const;

beforeEach(() => {
  openDocument(emptyDocument());
  addItem(top(), operator('Input'), origin);
  appendItem(top(), operator('Conv2d'), useSession.getState().nodes, origin);
  appendItem(top(), operator('ReLU'), useSession.getState().nodes, origin);
});

describe('replacing', () => {
  test('keeps the wires, the place and the attributes that fit, in one step', () => {
    dispatch({
      type: 'setValues',
      node: named('conv').id,
      values: { kernelSize: [5, 5], outChannels: 12, bias: false },
    });
    const before = currentDocument();
    expect(replaceNode(top(), named('conv').id, operator('MaxPool2d'))).toBeUndefined();
    expect(named('pool')).toMatchObject({ operator: 'MaxPool2d', attributes: { kernelSize: [5, 5] } });
    expect(named('pool').position).toEqual({ ...Object.values(before.nodes)[1]!.position });
    expect(wires()).toEqual(['input pool.input', 'pool relu.input']);
    undo();
    expect(currentDocument()).toBe(before);
  });

  test('what is switched off stays so', () => {
    dispatch({ type: 'bypass', nodes: [named('relu').id], bypassed: true });
    replaceNode(top(), named('relu').id, operator('Tanh'));
    expect(named('tanh')).toMatchObject({ operator: 'Tanh', bypassed: true });
  });

  test('keeps a name that somebody chose, and wires in their order as far as there are ports', () => {
    addItem(top(), operator('Add'), origin);
    connectPorts({ node: named('relu').id, port: 'output' }, { node: named('add').id, port: 'in0' });
    connectPorts({ node: named('conv').id, port: 'output' }, { node: named('add').id, port: 'in1' });
    dispatch({ type: 'rename', node: named('add').id, name: 'join' });
    replaceNode(top(), named('join').id, operator('Concat'));
    expect(wires()).toContain('relu join.in0');
    expect(wires()).toContain('conv join.in1');
    replaceNode(top(), named('join').id, operator('Tanh'));
    expect(named('join')).toMatchObject({ operator: 'Tanh' });
    expect(wires()).toContain('relu join.input');
    expect(wires().filter((wire) => wire.includes(' join.'))).toHaveLength(1);
  });

  test('a block is replaced with all that is in it; a port of a block is not', () => {
    groupSelection(top(), [named('conv').id, named('relu').id]);
    const port = [...top('block').elements.values()].find(({ record }) => record.name === 'input')!;
    expect(replaceNode(top('block'), port.record.id, operator('ReLU'))?.code).toBe('port-of-block');
    expect(replaceNode(top(), named('block').id, operator('Conv2d'))).toBeUndefined();
    expect(wires()).toEqual(['input block.input']);
    expect(Object.keys(currentDocument().nodes)).toHaveLength(2);
  });
});

describe('pasting', () => {
  const copy = (...names: readonly string[]) =>
    parseClipboard(
      copyText(
        currentDocument(),
        top(),
        names.map((name) => named(name).id),
        levelPositions(top()),
      )!,
    )!;

  test('brings the incoming wires along where that is wanted', () => {
    const { graph, incoming } = copy('conv', 'relu');
    pasteGraph(top(), graph, incoming);
    expect(wires()).toEqual([
      'conv relu.input',
      'conv2 relu2.input',
      'input conv.input',
      'input conv2.input',
    ]);
  });

  test('leaves out wires from what is not there', () => {
    const { graph, incoming } = copy('relu');
    openDocument(emptyDocument());
    expect(pasteGraph(top(), graph, incoming)).toBeUndefined();
    expect(wires()).toEqual([]);
  });

  test('stands on free ground, the nearest to the place', () => {
    const { graph } = copy('conv');
    const { position } = named('conv');
    const placed = Object.values(placedFree(top(), [], graph, position).nodes)[0]!.position;
    expect(placed).not.toEqual(position);
    const free = { x: position.x + 2000, y: 0 };
    expect(Object.values(placedFree(top(), [], graph, free).nodes)[0]!.position).toEqual(free);
  });
});

test('a note that is selected with the nodes goes into their block', () => {
  const note: NoteRecord = {
    id: 'n',
    kind: 'frame',
    parentId: null,
    text: 'Stem',
    colour: 'blue',
    position: origin,
    size: { width: 400, height: 300 },
  };
  dispatch({ type: 'addNote', note });
  select([named('conv').id, named('relu').id], [], ['n']);
  groupSelection(top(), useSession.getState().nodes);
  expect(currentDocument().notes?.['n']?.parentId).toBe(named('block').id);
});

test('a removed node does not heal over a wire that was chosen to go, too', () => {
  const [into] = Object.values(currentDocument().edges).filter(({ target }) => target === named('conv').id);
  removeSelection(top(), [named('conv').id], [into!.id]);
  expect(wires()).toEqual([]);
});

test('ports: refused where a wire would lead back, doubtful where the shapes do not agree', () => {
  addItem(top(), operator('Linear'), origin);
  addItem(top(), operator('Conv2d'), origin);
  appendItem(top(), operator('Flatten'), [named('relu').id], origin);
  const fits = portFits(top(), { node: named('flatten').id, port: 'output' }, 'output');
  expect(fits(named('fc').id, 'input', 'input')).toBe('fits');
  expect(fits(named('conv2').id, 'input', 'input')).toBe('doubtful');
  expect(fits(named('conv').id, 'input', 'input')).toBe('refused');
  expect(fits(named('fc').id, 'output', 'output')).toBe('refused');
});
