// Fixes inside what several blocks share: mended once, mended everywhere.

import { expect, it } from 'vitest';
import type { Document, NodeRecord } from '../document/types.ts';
import { applied, offerFixes } from './offer.ts';
import { network, siteOf } from './testing/site.ts';

const inside = (id: string, operator: string, attributes = {}): NodeRecord => ({
  id,
  kind: 'operator',
  operator,
  attributes,
  parentId: 'shared',
  name: id,
  position: { x: 0, y: 0 },
});

const instance = (id: string): NodeRecord => ({
  id,
  kind: 'linked',
  definition: 'shared',
  arguments: {},
  parentId: null,
  name: id,
  position: { x: 0, y: 0 },
});

it('a fix inside a definition mends every instance', () => {
  const top = network(['input', 'Input', { channels: 6, height: 8, width: 8 }], ['y', 'Output', {}, '']);
  const wire = (source: string, target: string, sourcePort: string, targetPort: string) => {
    const id = `${source}>${target}`;
    return [id, { id, source, sourcePort, target, targetPort }] as const;
  };
  const document: Document = {
    ...top,
    definitions: { shared: { id: 'shared', name: 'Shared', arguments: [] } },
    nodes: {
      ...top.nodes,
      a: instance('a'),
      b: instance('b'),
      in: inside('in', 'Input'),
      conv: inside('conv', 'Conv2d', { outChannels: 6, groups: 4, padding: 1 }),
      out: inside('out', 'Output'),
    },
    edges: Object.fromEntries([
      wire('input', 'a', 'output', 'in'),
      wire('a', 'b', 'out', 'in'),
      wire('b', 'y', 'out', 'input'),
      wire('in', 'conv', 'output', 'input'),
      wire('conv', 'out', 'output', 'input'),
    ]),
  };
  const site = siteOf(document);
  const diagnostic = site.analysis.diagnostics.find(({ code }) => code === 'groups-do-not-divide-input')!;
  expect(diagnostic.path).toBe('a.conv');
  const [offer] = offerFixes(site, diagnostic);
  expect(offer).toMatchObject({ title: 'Set groups of "conv" to 3', left: [] });
  expect(site.analyse(applied(document, offer!.commands)!).diagnostics).toEqual([]);
});
