import { describe, expect, it } from 'vitest';
import {
  backward,
  createWorkspace,
  elements,
  forward,
  initialise,
  INPUT_PIXELS,
  TENSORS,
  zeros,
} from './network.ts';
import { crossEntropy } from './layers.ts';
import { createRandom } from './random.ts';

describe('the network', () => {
  it('has the 61,706 parameters of LeNet-5', () => {
    expect(TENSORS.reduce((sum, [, shape]) => sum + elements(shape), 0)).toBe(61_706);
  });

  // Central differences, in double precision: error of order step² plus rounding over step.
  it('agrees with numeric gradients in every tensor', () => {
    const count = 3;
    const random = createRandom(7);
    const parameters = initialise(random);
    // Biases start at zero; away from it they are tested as well.
    for (const [name] of TENSORS)
      parameters[name].forEach((value, i, all) => (all[i] = value + random.between(-0.1, 0.1)));
    const space = createWorkspace(count);
    space.input.forEach((_value, i, all) => (all[i] = random.between(-0.5, 2)));
    expect(space.input.length).toBe(count * INPUT_PIXELS);
    const labels = Uint8Array.of(3, 0, 9);
    const gradients = zeros();
    const scratch = new Float64Array(count * 10);
    const lossNow = () => {
      forward(parameters, space, count);
      return crossEntropy(space.logits, labels, scratch, count, 10);
    };
    const loss = lossNow();
    expect(backward(parameters, gradients, space, labels, count)).toBeCloseTo(loss, 12);
    const step = 1e-5;
    for (const [name] of TENSORS) {
      const values = parameters[name];
      for (let trial = 0; trial < 12; trial++) {
        const at = random.below(values.length);
        const held = values[at]!;
        values[at] = held + step;
        const above = lossNow();
        values[at] = held - step;
        const below = lossNow();
        values[at] = held;
        const numeric = (above - below) / (2 * step);
        expect(Math.abs(numeric - gradients[name][at]!), `${name}[${at}]`).toBeLessThan(
          1e-8 + 1e-6 * Math.abs(numeric),
        );
      }
    }
  });
});
