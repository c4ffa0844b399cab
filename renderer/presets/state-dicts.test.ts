import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expand } from '../../shared/network/expand.ts';
import { findPreset, LIBRARY } from './index.ts';

/** Made by build/oracles/state_dicts.py from torchvision itself. */
const { models } = JSON.parse(
  readFileSync(new URL('../../shared/testing/fixtures/state-dicts.json', import.meta.url), 'utf8'),
) as { models: Record<string, Record<string, number[]>> };

describe("names and shapes of weights are those of torchvision's state_dict", () => {
  it.each(Object.keys(models))('%s', (id) => {
    const document = findPreset(id)!.build({});
    if ('code' in document) throw new Error(document.message);
    const { nodes } = expand(document, LIBRARY);
    const ours = nodes.flatMap((node) => node.weights.map(({ path, shape }) => [path, shape] as const));
    expect(Object.fromEntries(ours)).toEqual(models[id]);
  });
});
