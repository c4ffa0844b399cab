import { expect, test } from 'vitest';
import { emptyDocument } from '../../shared/document/empty.ts';
import type { NodeRecord } from '../../shared/document/types.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { LIBRARY } from '../presets/index.ts';
import { analysisOf } from '../state/analysis.ts';
import { sharedAttributes } from './shared-attributes.ts';

/** Nodes that stand beside each other, unconnected: what they share does not depend on wires. */
function shared(...nodes: readonly (readonly [type: string, values?: StoredValues])[]) {
  const records = nodes.map(([type, values = {}], index): NodeRecord => {
    const base = { id: `n${index}`, name: `n${index}`, parentId: null, position: { x: 0, y: 0 } };
    return LIBRARY.findTemplate(type) === undefined
      ? { ...base, kind: 'operator', operator: type, attributes: values }
      : { ...base, kind: 'template', template: type, arguments: values };
  });
  const document = {
    ...emptyDocument(),
    nodes: Object.fromEntries(records.map((record) => [record.id, record])),
  };
  const { elements } = analysisOf(document).network.levels.get('')!;
  return sharedAttributes([...elements.values()], document, LIBRARY);
}

test('nodes of one kind share everything; what differs is mixed', () => {
  const { schema, stored, mixed, nodes } = shared(['Conv2d', { outChannels: 32, bias: false }], ['Conv2d']);
  expect(Object.keys(schema)).toContain('kernelSize');
  expect([...mixed].toSorted()).toEqual(['bias', 'outChannels']);
  expect(stored).toMatchObject({ outChannels: 32 });
  expect(nodes).toEqual(['n0', 'n1']);
});

test('the same value written in two ways is no difference', () => {
  expect([...shared(['Conv2d', { kernelSize: 3 }], ['Conv2d', { kernelSize: [3, 3] }]).mixed]).toEqual([]);
});

test('operators and blocks share what means the same, within the narrower range', () => {
  const { schema } = shared(['Conv2d'], ['ConvBNAct']);
  expect(schema['kernelSize']).toMatchObject({ control: 'pair', max: 63 });
  expect(schema).not.toHaveProperty('bias');
});

test('a window and a shape operator share nothing; what has nothing to set is left out', () => {
  expect(Object.keys(shared(['Conv2d'], ['Flatten']).schema)).toEqual([]);
  const { schema, nodes } = shared(['Conv2d'], ['ReLU'], ['Conv2d']);
  expect(schema).toHaveProperty('stride');
  expect(nodes).toEqual(['n0', 'n2']);
});
