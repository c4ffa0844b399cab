import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPreset } from '../../renderer/presets/index.ts';
import { applyCommand, type Command } from '../document/commands.ts';
import { checkInvariants } from '../document/invariants.ts';
import type { Document } from '../document/types.ts';
import { findOperator, OPERATORS } from '../operators/index.ts';
import { applied, offerFixes } from './offer.ts';
import { mayBeFixed } from './propose.ts';
import { network, siteOf } from './testing/site.ts';
import type { Offer } from './types.ts';

const image = (channels: number, size: number) =>
  ['input', 'Input', { channels, height: size, width: size }] as const;

/** What is offered for the first diagnostic with this code, as a menu would list it. */
function offered(document: Document, code: string): readonly Offer[] {
  const site = siteOf(document);
  const diagnostic = site.analysis.diagnostics.find((candidate) => candidate.code === code);
  if (diagnostic === undefined) throw new Error(`Nothing says ${code}.`);
  return offerFixes(site, diagnostic);
}

const titles = (offers: readonly Offer[]) => offers.map(({ title }) => title);

it('means for other channels go back to the default', () => {
  const document = network(
    ['input', 'Input', { channels: 3, height: 8, width: 8, mean: [1, 2] }],
    ['output', 'Output'],
  );
  const [offer] = offered(document, 'normalisation-values');
  expect(offer).toMatchObject({ title: 'Set mean of "input" to its default, 0', left: [] });
});

describe('a residual block whose branches differ', () => {
  const residual = (values: object) =>
    network(
      image(3, 32),
      ['conv1', 'Conv2d', { outChannels: 64, padding: 1 }],
      ['conv2', 'Conv2d', { padding: 1, ...values }],
      ['bn', 'BatchNorm2d'],
      ['add', 'Add', {}, ['bn', 'conv1']],
      ['output', 'Output'],
    );

  it('in channels: projects the shortcut first, and says what that costs', () => {
    const offers = offered(residual({ outChannels: 128 }), 'shapes-differ');
    expect(titles(offers)).toEqual([
      'Insert a 1×1 convolution with batch norm (64 → 128 channels) between "conv1" and "add"',
      'Set output channels of "conv1" to 128',
      'Insert a 1×1 convolution with batch norm (128 → 64 channels) between "bn" and "add"',
      'Set output channels of "conv2" to 64',
    ]);
    // 64 · 128 weights and a scale and shift for each of 128 channels; one product per weight and pixel.
    expect(offers[0]).toMatchObject({ parameters: 64 * 128 + 2 * 128, macs: 64 * 128 * 32 * 32, left: [] });
  });

  it('in channels and size: the projection strides as well', () => {
    const offers = offered(residual({ outChannels: 128, stride: 2 }), 'shapes-differ');
    expect(offers[0]?.title).toBe(
      'Insert a 1×1 convolution with batch norm (64 → 128 channels, stride 2) between "conv1" and "add"',
    );
    expect(offers[0]?.macs).toBe(64 * 128 * 16 * 16);
    expect(titles(offers)).toContain('Set output channels of "conv2" to 64 and stride to 1');
  });

  it('in a border of pixels: the padding first, then what costs nothing', () => {
    expect(titles(offered(residual({ padding: 0 }), 'shapes-differ')).slice(0, 4)).toEqual([
      'Set padding of "conv2" to 1',
      'Insert an adaptive average pool (32×32 → 30×30) between "conv1" and "add"',
      'Insert an Upsample (30×30 → 32×32) between "bn" and "add"',
      'Insert a border of zeros (30×30 → 32×32) between "bn" and "add"',
    ]);
  });
});

describe('other shapes that do not fit', () => {
  it('Linear on an image: a Flatten, or a global pool and a Flatten', () => {
    const document = network(
      image(1, 28),
      ['conv', 'Conv2d', { outChannels: 8 }],
      ['fc', 'Linear'],
      ['output', 'Output'],
    );
    const offers = offered(document, 'linear-on-image');
    expect(titles(offers)).toEqual([
      'Insert a Flatten before "fc"',
      'Insert a global average pool and a Flatten before "fc"',
    ]);
    expect(offers.map(({ parameters }) => parameters)).toEqual([26 * 26 * 8 * 10 + 10, 8 * 10 + 10]);
  });

  it('a convolution after the Flatten: it goes before it', () => {
    const document = network(
      image(1, 28),
      ['flatten', 'Flatten'],
      ['conv', 'Conv2d'],
      ['fc', 'Linear'],
      ['output', 'Output'],
    );
    expect(titles(offered(document, 'expected-image')).slice(0, 2)).toEqual([
      'Move "conv" before "flatten"',
      'Remove "conv" and join its wires',
    ]);
  });

  it('groups that do not divide: the nearest that do, or one for each channel', () => {
    const document = network(
      image(6, 28),
      ['conv', 'Conv2d', { outChannels: 8, groups: 4 }],
      ['y', 'Output'],
    );
    expect(titles(offered(document, 'groups-do-not-divide-input'))).toEqual([
      'Set groups of "conv" to 2',
      'Set groups of "conv" to 6 and output channels to 6',
    ]);
  });

  it('an argument of a block: asks its builder', () => {
    const document = network(image(3, 32), ['block', 'ConvBNAct', { groups: 2 }], ['y', 'Output']);
    expect(titles(offered(document, 'groups-do-not-divide-input'))).toContain('Set groups of "block" to 1');
  });

  it('a kernel larger than what is left of the image', () => {
    const document = network(
      image(1, 28),
      ['pool1', 'MaxPool2d'],
      ['pool2', 'MaxPool2d'],
      ['conv', 'Conv2d', { kernelSize: 9 }],
      ['y', 'Output'],
    );
    expect(titles(offered(document, 'kernel-larger-than-input'))).toEqual([
      'Set kernel of "conv" to 7',
      'Set padding of "conv" to same',
      'Remove "pool2" and join its wires',
      'Enlarge "input" from 28×28 to 36×36 pixels',
    ]);
  });

  it('branches of a U-Net: enlarge, pad or average', () => {
    const document = network(
      image(3, 31),
      ['down', 'Conv2d', { outChannels: 8, padding: 1 }],
      ['pool', 'MaxPool2d'],
      ['up', 'ConvTranspose2d', { outChannels: 8 }],
      ['cat', 'Concat', {}, ['up', 'down']],
      ['y', 'Output'],
    );
    expect(titles(offered(document, 'concat-shapes-differ'))).toEqual([
      'Insert an adaptive average pool (31×31 → 30×30) between "down" and "cat"',
      'Insert an Upsample (30×30 → 31×31) between "up" and "cat"',
      'Insert a border of zeros (30×30 → 31×31) between "up" and "cat"',
    ]);
  });
});

describe('what is not connected', () => {
  it('takes the unread output nearest above, with what makes it fit', () => {
    const document = network(
      image(3, 32),
      ['pool', 'MaxPool2d'],
      ['fc', 'Linear', {}, ''],
      ['y', 'Output', {}, 'fc'],
    );
    expect(titles(offered(document, 'input-missing'))).toEqual([
      'Connect "pool" to "fc" and insert a Flatten before "fc"',
      'Connect "input" to "fc" and insert a Flatten before "fc"',
    ]);
  });

  it('takes what stands ready in place of what does not fit', () => {
    const document = network(
      image(3, 32),
      ['flatten', 'Flatten'],
      ['fc', 'Linear', {}, 'input'],
      ['y', 'Output'],
    );
    const [first] = offered(document, 'linear-on-image');
    expect(first).toMatchObject({ title: 'Connect "flatten" to "fc" instead', left: [] });
  });

  it('offers another branch after what mends the wire that was drawn', () => {
    const document = network(
      image(3, 32),
      ['conv', 'Conv2d'],
      ['pool', 'AdaptiveAvgPool2d', {}, 'input'],
      ['flatten', 'Flatten'],
      ['fc', 'Linear', {}, 'conv'],
      ['y', 'Output'],
    );
    expect(titles(offered(document, 'linear-on-image'))).toEqual([
      'Insert a Flatten before "fc"',
      'Insert a global average pool and a Flatten before "fc"',
      'Connect "flatten" to "fc" instead',
    ]);
  });

  it('a network without Input or Output gets one, wired', () => {
    const layers = network(['conv', 'Conv2d'], ['relu', 'ReLU']);
    expect(titles(offered(layers, 'no-input'))).toEqual(['Add an Input and connect it to "conv"']);
    expect(titles(offered(layers, 'no-output'))).toEqual(['Add an Output after "relu"']);
  });

  it('a branch that leads nowhere is read by an Output, or removed', () => {
    const document = network(
      image(3, 32),
      ['conv', 'Conv2d'],
      ['bn', 'BatchNorm2d'],
      ['relu', 'ReLU'],
      ['y', 'Output', {}, 'conv'],
    );
    expect(titles(offered(document, 'unused-output'))).toEqual([
      'Add an Output after "relu"',
      'Remove "relu" and the node before it, which leads nowhere else',
    ]);
  });
});

describe('inserted nodes', () => {
  it('stand between the two they join, and what is below makes room', () => {
    const document = network(image(1, 28), ['fc', 'Linear'], ['y', 'Output']);
    const next = applied(document, offered(document, 'linear-on-image')[0]!.commands)!;
    const height = (name: string) => Object.values(next.nodes).find((node) => node.name === name)!.position.y;
    const order = ['input', 'flatten', 'fc', 'y'].map(height);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(4);
  });
});

const PRESETS = ['lenet5', 'resnet18', 'squeezenet1_1', 'preact_resnet18', 'densenet121'] as const;
const DOCUMENTS = PRESETS.flatMap((id) => {
  const built = findPreset(id)?.build({});
  return built === undefined || 'code' in built ? [] : [built];
});

/** A way to damage a network, told by numbers that pick the place. */
const damage = fc.record({
  kind: fc.constantFrom('cut', 'remove', 'set', 'add', 'rewire', 'input', 'bypass'),
  at: fc.nat(10_000),
  what: fc.nat(10_000),
  value: fc.constantFrom(1, 2, 3, 5, 7, 8, 16, 33, 64, 100),
});

function damaged(
  document: Document,
  damages: readonly (typeof damage extends fc.Arbitrary<infer T> ? T : never)[],
) {
  return damages.reduce((current, { kind, at, what, value }, index) => {
    const nodes = Object.values(current.nodes);
    const edges = Object.values(current.edges);
    const node = nodes[at % Math.max(1, nodes.length)];
    const edge = edges[at % Math.max(1, edges.length)];
    const other = nodes[what % Math.max(1, nodes.length)];
    const commands: Command[] = [];
    if (kind === 'cut' && edge !== undefined) commands.push({ type: 'remove', nodes: [], edges: [edge.id] });
    if (kind === 'remove' && node !== undefined)
      commands.push({ type: 'remove', nodes: [node.id], edges: [] });
    if (kind === 'bypass' && node !== undefined) {
      commands.push({ type: 'bypass', nodes: [node.id], bypassed: true });
    }
    if (kind === 'set' && node?.kind === 'operator') {
      const names = Object.keys(findOperator(node.operator)?.attributes ?? {});
      const name = names[what % Math.max(1, names.length)];
      if (name !== undefined) commands.push({ type: 'setValues', node: node.id, values: { [name]: value } });
    }
    if (kind === 'set' && node?.kind === 'template') {
      const name = ['outChannels', 'groups', 'stride', 'expandRatio'][what % 4]!;
      commands.push({ type: 'setValues', node: node.id, values: { [name]: value } });
    }
    if (kind === 'input') {
      const input = nodes.find(
        (candidate) => candidate.kind === 'operator' && candidate.operator === 'Input',
      );
      const size = { height: 4 * value, width: 4 * value };
      if (input !== undefined) commands.push({ type: 'setValues', node: input.id, values: size });
    }
    if (kind === 'add' && edge !== undefined) {
      const operator = OPERATORS[what % OPERATORS.length]!;
      const { parentId } = current.nodes[edge.source]!;
      const id = `new${index}`;
      const added = {
        id,
        kind: 'operator',
        operator: operator.type,
        attributes: {},
        parentId,
        name: id,
      } as const;
      commands.push({ type: 'addNode', node: { ...added, position: { x: 5, y: 5 } } });
      const port = operator.inputs.kind === 'variadic' ? 'in0' : operator.inputs.names[0];
      if (port !== undefined) {
        const { source, sourcePort } = edge;
        const wire = { id: `${id}.in`, source, sourcePort, target: id, targetPort: port };
        commands.push({ type: 'connect', edge: wire });
      }
      if (operator.outputs[0] !== undefined && port !== undefined) {
        const { target, targetPort } = edge;
        const wire = { id: `${id}.out`, source: id, sourcePort: operator.outputs[0], target, targetPort };
        commands.push({ type: 'connect', edge: wire });
      }
    }
    if (kind === 'rewire' && edge !== undefined && other !== undefined) {
      const source = other.kind === 'operator' ? { source: other.id, sourcePort: 'output' } : undefined;
      if (source !== undefined)
        commands.push({ type: 'connect', edge: { ...edge, ...source, id: `w${index}` } });
    }
    return commands.reduce((next, command) => {
      const result = applyCommand(next, command);
      return result.ok ? result.document : next;
    }, current);
  }, document);
}

describe('any damaged network', () => {
  it('has presets to damage', () => expect(DOCUMENTS.length).toBeGreaterThanOrEqual(4));

  it('is mended by whatever is offered: the problem goes, nothing that worked breaks', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(
        fc.nat(DOCUMENTS.length - 1),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        (index, damages) => {
          const document = damaged(DOCUMENTS[index]!, damages);
          const site = siteOf(document);
          for (const diagnostic of site.analysis.diagnostics.slice(0, 5)) {
            const offers = offerFixes(site, diagnostic);
            if (offers.length > 0) expect(mayBeFixed(site, diagnostic)).toBe(true);
            for (const offer of offers) {
              met.add(diagnostic.code);
              const next = applied(document, offer.commands)!;
              expect(checkInvariants(next)).toBeUndefined();
              const after = site.analyse(next);
              const same = ({ path, code }: { path: string; code: string }) =>
                path === diagnostic.path && code === diagnostic.code;
              expect(after.diagnostics.filter(same).length, offer.title).toBeLessThan(
                site.analysis.diagnostics.filter(same).length,
              );
              const worked = new Set(
                site.analysis.network.nodes.flatMap((node) => (node.outputTypes ? [node.path] : [])),
              );
              const broken = after.network.nodes.filter((node) => !node.outputTypes && worked.has(node.path));
              expect(
                broken.map(({ path }) => path),
                offer.title,
              ).toEqual([]);
              const { totals } = site.analysis;
              expect(offer.comesToLight).toEqual(totals.partial ? after.totals : undefined);
              if (!totals.partial) {
                expect(after.totals.parameters - totals.parameters).toBe(offer.parameters);
                expect(after.totals.macs - totals.macs).toBe(offer.macs);
              }
              expect(offer.left.length).toBe(after.diagnostics.length);
              for (const id of offer.focus) expect(next.nodes).toHaveProperty([id]);
            }
          }
        },
      ),
      { numRuns: 120 },
    );
    // Or the property would hold of nothing.
    expect(met).toContain('input-missing');
  }, 120_000);
});
