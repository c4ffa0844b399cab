// The ONNX model of a preset, read back as any other file is, costs what the preset does.

import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { comparableOf } from '../../shared/analysis/comparable.ts';
import { compile } from '../../shared/compile/compile.ts';
import { raise } from '../../shared/compile/raise.ts';
import { expand } from '../../shared/network/expand.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { findPreset, LIBRARY, PRESETS } from './index.ts';

function bothWays(id: string, values: StoredValues, options: { opset?: number; dynamicBatch?: boolean }) {
  const document = findPreset(id)!.build(values);
  if ('code' in document) throw new Error(document.message);
  const network = expand(document, LIBRARY);
  return { drawn: comparableOf(analyse(network)), read: raise(compile(network, options).model) };
}

describe.each(PRESETS.map(({ id }) => id))('%s', (id) => {
  it.each([{ opset: 17 }, { opset: 13, dynamicBatch: true }, { opset: 21 }])(
    'agrees in parameters, MACs and depth with its ONNX model, %j',
    (options) => {
      const { drawn, read } = bothWays(id, {}, options);
      const { parameters, macs, weightBytes, depth, inputs, outputs } = drawn.summary;
      expect(read.notes).toEqual([]);
      expect(read.summary).toMatchObject({ parameters, macs, weightBytes, depth, inputs, outputs });
      expect(read.layers.every(({ outputTypes }) => outputTypes !== undefined)).toBe(true);
    },
  );
});
