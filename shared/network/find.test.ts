import { describe, expect, test } from 'vitest';
import { findPreset, LIBRARY } from '../../renderer/presets/index.ts';
import { expand } from './expand.ts';
import { findNodes } from './find.ts';

const built = findPreset('resnet50')!.build({});
if ('code' in built) throw new Error(built.message);
const network = expand(built, LIBRARY);
const paths = (query: string) => findNodes(network, LIBRARY, query).map(({ element }) => element.path);

describe('find', () => {
  test('by name: exact ones first, inside templates too', () => {
    const found = paths('conv1');
    expect(found[0]).toBe('conv1');
    expect(found).toContain('layer4.2.conv1');
  });

  test('by type, by path, and every word counts', () => {
    expect(paths('maxpool2d')).toEqual(['maxpool']);
    expect(paths('layer2 bottleneck')).toEqual(['layer2.0', 'layer2.1', 'layer2.2', 'layer2.3']);
    expect(paths('layer2.1.conv2')).toEqual(['layer2.1.conv2']);
  });

  test('by shape, with × or x', () => {
    expect(paths('64x112x112').length).toBeGreaterThan(0);
    expect(paths('64x112x112')).toEqual(paths('64×112×112'));
    for (const { shape } of findNodes(network, LIBRARY, '64×112×112'))
      expect(shape?.slice(-3)).toEqual([64, 112, 112]);
  });

  test('by attribute, under its key or its label, set or left at its default', () => {
    const [stem] = findNodes(network, LIBRARY, 'conv2d kernelSize=7');
    expect(stem?.element.path).toBe('conv1');
    expect(stem?.matched).toEqual(['Kernel 7×7']);
    expect(paths('conv2d stride=2').sort()).toEqual(
      network.nodes
        .filter(
          ({ operator, attributes }) => operator.type === 'Conv2d' && String(attributes['stride']) === '2,2',
        )
        .map(({ path }) => path)
        .sort(),
    );
  });

  test('a name of an attribute and a value after it are asked together', () => {
    expect(paths('kernelSize 7')).toEqual(paths('kernelSize=7'));
    expect(paths('kernelSize 7')).toEqual(['conv1']);
    expect(paths('conv2d stride 2')).toEqual(paths('conv2d stride = 2'));
  });

  test('sizes are whole: 64×56 is not in 164×56, nor a kernel of 1 in one of 11', () => {
    expect(paths('4x56x56')).toEqual([]);
    expect(paths('64x56x5')).toEqual([]);
    expect(paths('outChannels=51')).toEqual([]);
    expect(paths('outChannels=512').length).toBeGreaterThan(0);
  });

  test('finds nothing for nonsense and everything for nothing', () => {
    expect(paths('no such thing')).toEqual([]);
    expect(paths('')).toHaveLength(network.elements.size);
  });
});
