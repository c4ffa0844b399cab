import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { NodeRecord, NoteRecord } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { analysisOf, levelAt } from './analysis.ts';
import {
  alignSelection,
  distributeSelection,
  nudgeSelection,
  straightenSelection,
  type Side,
} from './arranging.ts';
import { currentDocument, dispatch, endGesture, undo } from './document-store.ts';
import { addItem, appendItem, connectPorts } from './editing.ts';
import { openDocument } from './open-documents.ts';
import { partPositions, tidyPositions } from './positions.ts';
import { useSession } from './session-store.ts';
import { tidyCommands, tidyOf } from './tidying.ts';
import { reachOf, stepFrom, streamOf } from './walking.ts';

const top = () => levelAt(analysisOf(currentDocument()), '');
const named = (name: string): NodeRecord =>
  Object.values(currentDocument().nodes).find((record) => record.name === name)!;
const id = (name: string) => named(name).id;
const place = (name: string) => named(name).position;
const put = (name: string, x: number, y: number) =>
  dispatch({ type: 'move', positions: { [id(name)]: { x, y } } });
const origin = { x: 0, y: 0 };

/** input → conv → relu, in a column. All are 208 wide: 48, 64 and 32 high. */
beforeEach(() => {
  openDocument(emptyDocument());
  addItem(top(), { kind: 'operator', type: 'Input' }, origin);
  appendItem(top(), { kind: 'operator', type: 'Conv2d' }, useSession.getState().nodes, origin);
  appendItem(top(), { kind: 'operator', type: 'ReLU' }, useSession.getState().nodes, origin);
  put('input', 0, 0);
  put('conv', 40, 100);
  put('relu', 300, 220);
});

const all = () => [id('input'), id('conv'), id('relu')];

describe('aligning', () => {
  test.each<[Side, string, number]>([
    ['left', 'x', 0],
    ['right', 'x', 300],
    ['top', 'y', 0],
  ])('%s brings all to the outermost', (side, axis, value) => {
    expect(alignSelection(top(), all(), side)).toBeUndefined();
    for (const name of ['input', 'conv', 'relu']) {
      expect(place(name)[axis as 'x' | 'y']).toBe(value);
    }
  });

  test('bottom edges, which differ in height', () => {
    alignSelection(top(), all(), 'bottom');
    expect([place('input').y + 48, place('conv').y + 64, place('relu').y + 32]).toEqual([252, 252, 252]);
  });

  test('needs two', () => {
    expect(alignSelection(top(), [id('conv')], 'left')?.message).toBe('Select at least 2 nodes to align.');
  });
});

test('distributing makes equal gaps and keeps the ends', () => {
  expect(distributeSelection(top(), all(), 'vertical')).toBeUndefined();
  const gaps = [place('conv').y - 48, place('relu').y - place('conv').y - 64];
  expect(gaps[0]).toBe(gaps[1]);
  expect([place('input').y, place('relu').y]).toEqual([0, 220]);
  expect(distributeSelection(top(), [id('conv'), id('relu')], 'vertical')?.code).toBe('too-few-selected');
});

describe('straightening', () => {
  test('one node comes under what feeds it', () => {
    straightenSelection(top(), [id('relu')]);
    expect(place('relu')).toEqual({ x: 40, y: 220 });
  });

  test('several are straightened among themselves, from the first one on', () => {
    straightenSelection(top(), all());
    expect([place('input').x, place('conv').x, place('relu').x]).toEqual([0, 0, 0]);
  });

  test('a node without a feeder comes above what reads it', () => {
    straightenSelection(top(), [id('input')]);
    expect(place('input').x).toBe(40);
  });

  test('no node comes to lie on another', () => {
    put('relu', 300, 100);
    straightenSelection(top(), [id('relu')]);
    expect(place('relu').x).toBe(300);
  });
});

test('a run of nudges is one step, and takes notes along', () => {
  const note: NoteRecord = {
    id: 'n',
    kind: 'note',
    parentId: null,
    text: '',
    colour: 'yellow',
    position: { x: 0, y: 0 },
    size: { width: 100, height: 60 },
  };
  dispatch({ type: 'addNote', note });
  endGesture();
  for (const _press of [1, 2, 3]) {
    const now = currentDocument().notes!['n']!;
    nudgeSelection(top(), [id('conv')], [now], { x: 8, y: 0 });
  }
  expect(place('conv').x).toBe(64);
  expect(currentDocument().notes?.['n']?.position.x).toBe(24);
  undo();
  expect(place('conv').x).toBe(40);
  expect(currentDocument().notes?.['n']?.position.x).toBe(0);
});

describe('tidying', () => {
  const tidyLevel = (level: Level, selection: readonly string[], notes: readonly NoteRecord[] = []) => {
    const tidy = tidyOf(level, selection, notes);
    const positions = tidy.part === undefined ? tidyPositions(level) : partPositions(level, tidy.part);
    dispatch(tidyCommands(tidy, positions));
  };

  test('a part leaves the rest where hands put it', () => {
    tidyLevel(top(), [id('conv'), id('relu')]);
    expect(place('input')).toEqual({ x: 0, y: 0 });
    expect(place('relu').x).toBe(place('conv').x);
    expect(place('relu').y).toBeGreaterThanOrEqual(place('conv').y + 64 + 40);
    // Its middle and its top edge stay.
    expect(place('conv')).toEqual({ x: 170, y: 100 });
  });

  test('frames follow what they hold, in the same step', () => {
    const frame: NoteRecord = {
      id: 'f',
      kind: 'frame',
      parentId: null,
      text: 'Both',
      colour: 'blue',
      position: { x: 20, y: 60 },
      size: { width: 520, height: 220 },
    };
    dispatch({ type: 'addNote', note: frame });
    tidyLevel(top(), [], [frame]);
    const now = currentDocument().notes!['f']!;
    expect(now.position.x).toBe(place('conv').x - 20);
    expect(now.size.width).toBe(208 + 20 + 32);
    undo();
    expect(currentDocument().notes?.['f']).toEqual(frame);
    expect(place('relu')).toEqual({ x: 300, y: 220 });
  });

  test('of a part knows only its own wires', () => {
    expect([...partPositions(top(), new Set([id('input'), id('relu')])).keys()].toSorted()).toEqual(
      [id('input'), id('relu')].toSorted(),
    );
  });
});

describe('walking', () => {
  test('up and down the stream, from nowhere to its beginning', () => {
    expect(stepFrom(top(), undefined, 'down')).toBe(id('input'));
    expect(stepFrom(top(), id('conv'), 'down')).toBe(id('relu'));
    expect(stepFrom(top(), id('conv'), 'up')).toBe(id('input'));
    expect(stepFrom(top(), id('relu'), 'down')).toBeUndefined();
  });

  test('left and right to the nearest in the row', () => {
    put('relu', 300, 110);
    expect(stepFrom(top(), id('conv'), 'right')).toBe(id('relu'));
    expect(stepFrom(top(), id('relu'), 'left')).toBe(id('conv'));
    expect(stepFrom(top(), id('input'), 'right')).toBeUndefined();
  });

  test('the stream of a node is what it depends on and what depends on it', () => {
    addItem(top(), { kind: 'operator', type: 'Tanh' }, { x: 900, y: 0 });
    connectPorts({ node: id('input'), port: 'output' }, { node: id('tanh'), port: 'input' });
    expect(streamOf(top(), [id('conv')])).toEqual(new Set(all()));
    expect(reachOf(top(), [id('tanh')], 'up')).toEqual(new Set([id('tanh'), id('input')]));
  });
});
