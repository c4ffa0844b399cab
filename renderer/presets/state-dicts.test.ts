import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY, PRESETS } from './index.ts';

interface Held {
  readonly tensors: number;
  /** Of the sorted lines `name 64x3x7x7`. */
  readonly sha256: string;
  /** Of networks that torchvision does not have. */
  readonly parameters?: number;
  readonly macs?: number;
}

/** Made by build/oracles/state_dicts.py from torchvision, and from PyTorch forms of what torchvision lacks. */
const { models } = JSON.parse(
  readFileSync(new URL('../../shared/testing/fixtures/state-dicts.json', import.meta.url), 'utf8'),
) as { models: Record<string, Held> };

describe('names and shapes of all weights are those of a PyTorch state_dict', () => {
  it.each(Object.entries(models))('%s', (id, held) => {
    const document = findPreset(id)!.build({});
    if ('code' in document) throw new Error(document.message);
    const network = expand(document, LIBRARY);
    const lines = network.nodes
      .flatMap((node) => node.weights.map(({ path, shape }) => `${path} ${shape.join('x')}`))
      .sort();
    expect(lines).toHaveLength(held.tensors);
    const sha256 = createHash('sha256').update(lines.join('\n')).digest('hex');
    expect(sha256, `see python build/oracles/state_dicts.py ${id}`).toBe(held.sha256);
    if (held.parameters === undefined) return;
    const { parameters, macs } = analyse(network).totals;
    expect({ parameters, macs }).toEqual({ parameters: held.parameters, macs: held.macs });
  });

  it('covers every preset but LeNet-5, whose form has no one code', () => {
    const others = PRESETS.map((preset) => preset.id).filter((id) => !(id in models));
    expect(others).toEqual(['lenet5']);
  });
});
