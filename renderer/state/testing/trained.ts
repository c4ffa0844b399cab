// A document of every kind of nesting with a tensor stored for every weight, for the tests of what edits do to them.

import { documentOf, customNode, linkedNode, operatorNode, wireOf } from '../../../shared/testing/graphs.ts';
import type { Document, NodeRecord } from '../../../shared/document/types.ts';
import { sha256 } from '../../../shared/lib/sha256.ts';
import { writeSafetensors } from '../../../shared/weights/safetensors.ts';
import { analysisOf } from '../analysis.ts';
import { currentDocument } from '../document-store.ts';
import { openDocument } from '../open-documents.ts';

export const conv = (
  id: string,
  outChannels: number,
  parentId: string | null = null,
  name = id,
): NodeRecord => ({
  ...operatorNode(id, 'Conv2d', { outChannels, padding: 1, bias: false }, parentId),
  name,
});

export type Stage = Pick<Extract<NodeRecord, { kind: 'template' }>, 'template' | 'arguments'>;
const BOTTLENECK: Stage = { template: 'Bottleneck', arguments: { planes: 3 } };
/** Its code groups layers, and has templates within. */
export const INVERTED: Stage = {
  template: 'InvertedResidual',
  arguments: { outChannels: 13, expandRatio: 3 },
};

/** A document whose trained weights are of every kind of nesting; no two layers have as many channels. */
export function trained(stage: Stage = BOTTLENECK): Document {
  const inside = (block: string, inner: NodeRecord) => ({
    nodes: [
      { ...operatorNode(`${block}.in`, 'Input', {}, block), name: 'in' },
      inner,
      { ...operatorNode(`${block}.out`, 'Output', {}, block), name: 'out' },
    ],
    edges: [wireOf(`${block}.in`, inner.id), wireOf(inner.id, `${block}.out`)],
  });
  const own = inside('own', conv('own.conv', 5, 'own', 'conv'));
  const row = inside('row', conv('row.0.conv', 7, 'row', 'conv'));
  const shared = inside('d', conv('one.conv', 11, 'd', 'conv'));
  const through = (from: string, block: string, level: string, port = 'output') =>
    wireOf(from, block, `${level}.in`, port);
  const template: NodeRecord = {
    ...customNode('stage'),
    kind: 'template',
    ...stage,
  };
  const document = documentOf(
    [
      operatorNode('image', 'Input', { channels: 3, height: 9, width: 9 }),
      conv('conv1', 2),
      conv('conv2', 3),
      customNode('own'),
      ...own.nodes,
      { ...customNode('row'), repeat: 3 },
      ...row.nodes,
      template,
      linkedNode('one', 'd'),
      linkedNode('two', 'd'),
      ...shared.nodes,
      operatorNode('result', 'Output'),
    ],
    [
      wireOf('image', 'conv1'),
      wireOf('conv1', 'conv2'),
      through('conv2', 'own', 'own'),
      ...own.edges,
      through('own', 'row', 'row', 'own.out'),
      ...row.edges,
      wireOf('row', 'stage', 'input', 'row.out'),
      through('stage', 'one', 'd'),
      through('one', 'two', 'd', 'd.out'),
      ...shared.edges,
      wireOf('two', 'result', 'input', 'd.out'),
    ],
  );
  return { ...document, definitions: { d: { id: 'd', name: 'Twice', arguments: [] } } };
}

interface Stored {
  readonly document: Document;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** Tests open the same document hundreds of times. */
const known = new WeakMap<Document, Stored>();
const TRAINED = trained();

/** Opens it with a tensor stored for every weight, under the path that the weight has now. */
export function openTrained(document = TRAINED): void {
  let stored = known.get(document);
  if (stored === undefined) known.set(document, (stored = withTensors(document)));
  openDocument(stored.document, { weights: stored.weights });
}

function withTensors(document: Document): Stored {
  const specs = analysisOf(document).network.nodes.flatMap(({ weights }) => weights);
  const weights = writeSafetensors(
    specs.map(({ path, shape }, index) => ({
      name: path,
      shape,
      data: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(index),
    })),
  );
  return { document: { ...document, weights: { id: 'trained', sha256: sha256(weights) } }, weights };
}

/** Where every weight's values come from, by its path. */
export function sources(): ReadonlyMap<string, string> {
  return new Map(
    analysisOf(currentDocument()).network.nodes.flatMap(({ weights }) =>
      weights.map(({ path, source }) => [
        path,
        source.kind === 'stored' ? String(source.offset) : JSON.stringify(source.initialiser),
      ]),
    ),
  );
}
