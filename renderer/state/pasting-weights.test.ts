import { expect, test } from 'vitest';
import type { Document, NodeRecord } from '../../shared/document/types.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { copyText, parseClipboard } from './clipboard.ts';
import { currentDocument, dispatch } from './document-store.ts';
import { pasteGraph } from './pasting.ts';
import { levelPositions } from './positions.ts';
import { renameNode } from './renaming.ts';
import { openTrained, sources, trained, type Stage } from './testing/trained.ts';

const top = () => levelAt(analysisOf(currentDocument()), '');

/** Where the values inside a block come from, by what comes after its path. */
function below(path: string): Record<string, string> {
  return Object.fromEntries(
    [...sources()].flatMap(([at, source]) =>
      at.startsWith(`${path}.`) ? [[at.slice(path.length), source]] : [],
    ),
  );
}

/** Copies the block, edits, and pastes behind what the block stands behind. */
function pasteAfter(name: string, edit: () => void): Record<string, string> {
  const level = top();
  const { record } = [...level.elements.values()].find((element) => element.record.name === name)!;
  const text = copyText(currentDocument(), level, [record.id], levelPositions(level))!;
  edit();
  const copied = parseClipboard(text)!;
  expect(pasteGraph(top(), copied.graph, copied.incoming)).toBeUndefined();
  return below(`${name}2`);
}

/** With a template and a row of it in the definition, too. */
function deep(): Document {
  const document = trained();
  const stage: Stage = { template: 'BasicBlock', arguments: { planes: 11 } };
  const template: NodeRecord = {
    id: 'deep',
    name: 'deep',
    parentId: 'd',
    position: { x: 0, y: 0 },
    kind: 'template',
    ...stage,
  };
  const [into] = Object.values(document.edges).filter(({ target }) => target === 'd.out');
  const { [into!.id]: _, ...edges } = document.edges;
  const row = { ...template, id: 'd.row', name: 'row', repeat: 2 };
  const wires = [
    { ...into!, id: 'w1', target: 'deep', targetPort: 'input' },
    { id: 'w2', source: 'deep', sourcePort: 'output', target: 'd.row', targetPort: 'input' },
    { ...into!, id: 'w3', source: 'd.row', sourcePort: 'output' },
  ];
  return {
    ...document,
    nodes: { ...document.nodes, deep: template, 'd.row': row },
    edges: { ...edges, ...Object.fromEntries(wires.map((wire) => [wire.id, wire])) },
  };
}

const EDITS = {
  'has another layer': () =>
    dispatch({
      type: 'addNode',
      node: {
        id: 'more',
        name: 'more',
        parentId: 'd',
        position: { x: 0, y: 0 },
        kind: 'operator',
        operator: 'ReLU',
        attributes: {},
      },
    }),
  'has a layer of another name': () => renameNode('one.conv', 'other'),
  'has other padding': () => dispatch({ type: 'setValues', node: 'one.conv', values: { padding: 2 } }),
};

test.each(
  Object.keys(EDITS).flatMap((edit) =>
    ['one', 'two'].flatMap((name) => [false, true].map((nested) => ({ edit, name, nested }))),
  ),
)(
  '$name, copied before its definition $edit, has its weights (nested: $nested)',
  ({ edit, name, nested }) => {
    openTrained(nested ? deep() : trained());
    const was = below(name);
    expect(Object.values(was).every((source) => /^\d+$/.test(source))).toBe(true);
    expect(Object.keys(was).length).toBe(nested ? 31 : 1);
    const pasted = pasteAfter(name, () => expect(EDITS[edit as keyof typeof EDITS]()).toBeUndefined());
    expect(Object.keys(currentDocument().definitions ?? {})).toHaveLength(2);
    expect(pasted).toEqual(was);
  },
);
