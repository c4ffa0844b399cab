import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { MenuState } from '../../shared/host/host.ts';
import { operatorNode } from '../../shared/testing/graphs.ts';
import { dispatch } from '../state/document-store.ts';
import { openDocument } from '../state/open-documents.ts';
import { colourBy } from '../state/panels-store.ts';
import { select } from '../state/session-store.ts';
import { followMenuState, menuState } from './menu-state.ts';

vi.mock('./host.ts', () => ({ host: { kind: 'electron' } }));

class Input {
  readonly type = 'text';
}

let stop = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('HTMLInputElement', Input);
  vi.stubGlobal('HTMLTextAreaElement', class {});
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('window', new EventTarget());
  openDocument(emptyDocument());
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const addConv = () => dispatch({ type: 'addNode', node: operatorNode('conv', 'Conv2d', {}) });

test('what can do nothing is greyed out, and what is on is marked', () => {
  expect(menuState().disabled).toEqual(expect.arrayContaining(['edit.undo', 'edit.rename', 'arrange.group']));
  expect(menuState().checked).toContain('view.colourByCategory');
  addConv();
  select(['conv']);
  colourBy('macs');
  const { disabled, checked } = menuState();
  for (const id of ['edit.undo', 'edit.rename', 'arrange.group'] as const) expect(disabled).not.toContain(id);
  expect(disabled).toContain('edit.redo');
  expect(checked).toContain('view.colourByMacs');
  expect(checked).not.toContain('view.colourByCategory');
});

test('in a field the commands of editing mean its text; copying is never greyed out', () => {
  expect(menuState().disabled).toEqual(
    expect.arrayContaining(['edit.undo', 'edit.delete', 'edit.selectAll']),
  );
  expect(menuState().disabled).not.toContain('edit.copy');
  vi.stubGlobal('document', { activeElement: new Input() });
  for (const id of ['edit.undo', 'edit.delete', 'edit.selectAll'] as const) {
    expect(menuState().disabled).not.toContain(id);
  }
  expect(menuState().disabled).toContain('edit.rename');
});

test('it is told at once, then once a pause and only where it is other than before', () => {
  const told: MenuState[] = [];
  stop = followMenuState((state) => told.push(state));
  expect(told).toHaveLength(1);
  addConv();
  select(['conv']);
  select([]);
  select(['conv']);
  expect(told).toHaveLength(1);
  vi.runAllTimers();
  expect(told).toHaveLength(2);
  expect(told[1]?.disabled).not.toContain('edit.undo');
  // The same again is nothing new; what is, is told at once after a pause.
  select(['conv']);
  vi.runAllTimers();
  expect(told).toHaveLength(2);
  select([]);
  expect(told).toHaveLength(3);
  expect(told[2]?.disabled).toContain('arrange.group');
  vi.runAllTimers();
  stop();
  const before = told.length;
  select(['conv']);
  vi.runAllTimers();
  expect(told).toHaveLength(before);
});
