import { expect, test } from 'vitest';
import { compile } from '../../shared/compile/compile.ts';
import type { Network } from '../../shared/network/types.ts';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from '../presets/index.ts';
import { collectValues, inspectionPaths } from './inspection.ts';

function preset(id: string, values = {}): Network {
  const document = findPreset(id)!.build(values);
  if ('code' in document) throw new Error(document.message);
  return expand(document, LIBRARY);
}

test('an inspecting run finds a tensor for every element of a level', () => {
  const network = preset('resnet18');
  for (const path of ['', 'layer1', 'layer2.0']) {
    const level = network.levels.get(path)!;
    const selected = [...level.elements.values()][1]!.path;
    const paths = inspectionPaths(network, level, selected);
    expect(paths).toHaveLength(level.elements.size);
    const compiled = compile(network, { inspect: paths });
    const { inputs, outputs } = compiled.model.graph;
    const tensors = [...inputs, ...outputs].map(({ name, shape }) => ({
      name,
      shape: shape.map(Number),
      data: new Float32Array(0),
    }));
    const values = collectValues(network, compiled, paths, tensors);
    for (const element of level.elements.values()) {
      const type = (element.outputs[0] ?? element.inputs[0])!.type!;
      expect(values.get(element.path)?.shape, element.path).toEqual(type.shape);
    }
  }
});

test('a level too large to hold brings out the selected element alone', () => {
  const network = preset('vgg16', { inputSize: 1024 });
  const levels = [...network.levels.values()];
  const large = levels.find((level) => {
    const first = [...level.elements.values()][1]?.path;
    return first !== undefined && inspectionPaths(network, level, first).length === 1;
  });
  expect(large).toBeDefined();
});
