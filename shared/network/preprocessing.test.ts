import { expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { StoredValues } from '../operators/attributes.ts';
import { documentOf, operatorNode, wireOf } from '../testing/graphs.ts';
import { expand } from './expand.ts';

const networkWith = (attributes: StoredValues) =>
  expand(
    documentOf(
      [
        operatorNode('image', 'Input', { height: 8, width: 8, ...attributes }),
        operatorNode('result', 'Output'),
      ],
      [wireOf('image', 'result')],
    ),
    { findTemplate: () => undefined },
  );

test.each([
  [{ mean: [1, 2] }, 'mean', "The Input's mean has 2 values for 3 channels."],
  [{ channels: 1, std: [1, 1, 1] }, 'std', "The Input's standard deviation has 3 values for 1 channel."],
  [{ std: [1, 0, 1] }, 'std', 'A standard deviation of the Input is 0; pixels are divided by it'],
  [{ std: [-0.5] }, 'std', 'A standard deviation of the Input is -0.5; pixels are divided by it'],
])('%j is warned of before an image is chosen, and shapes stay', (attributes, attribute, message) => {
  const network = networkWith(attributes);
  expect(network.diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'normalisation-values',
      path: 'image',
      attribute,
      message: expect.stringContaining(message),
    },
  ]);
  const channels = 'channels' in attributes ? attributes.channels : 3;
  expect(network.nodes.at(-1)!.inputTypes[0]!.shape).toEqual([1, channels, 8, 8]);
  expect(() => compile(network)).not.toThrow();
});

test('one value, or one per channel, is fine', () => {
  expect(networkWith({ mean: [0.5], std: [0.2, 0.3, 0.4] }).diagnostics).toEqual([]);
});
