import { expect, test } from 'vitest';
import { PRESETS } from '../presets/index.ts';
import { inputOf, macsOf } from './figures.ts';
import { previewOf } from '../state/preview.ts';
import { wireShape } from '../ui/format.ts';

test(
  'what a card says without building the network is what the built network has',
  { timeout: 60_000 },
  () => {
    for (const preset of PRESETS) {
      const preview = previewOf(preset, {});
      expect(preview.problem, preset.id).toBeUndefined();
      if (preview.problem === undefined) expect(inputOf(preset), preset.id).toBe(wireShape(preview.input));
    }
  },
);

test('MACs keep their prefix', () => {
  const [preset] = PRESETS;
  const withGmacs = (gmacs: number) => macsOf({ ...preset!, reference: { ...preset!.reference, gmacs } });
  expect(withGmacs(4.089)).toBe('4.09 GMACs');
  expect(withGmacs(0.000417)).toBe('417 kMACs');
  expect(withGmacs(5e-8)).toBe('50 MACs');
});
