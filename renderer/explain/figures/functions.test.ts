import { expect, it } from 'vitest';
import { OPERATORS } from '../../../shared/operators/index.ts';
import { OPERATOR_TEXTS } from '../texts/operators.ts';
import { activationOf } from './functions.ts';

it('has a function for every operator whose figure is a curve', () => {
  const curves = Object.entries(OPERATOR_TEXTS).filter(([, { figures }]) => figures.includes('curve'));
  for (const [type] of curves) expect(activationOf(type, {}), type).toBeDefined();
  expect(activationOf('Conv2d', {})).toBeUndefined();
  expect(activationOf('constructor', {})).toBeUndefined();
  const named = OPERATORS.filter(({ palette }) => palette.category === 'activation').map(({ type }) => type);
  expect(curves.map(([type]) => type).sort()).toEqual(named.filter((type) => type !== 'Softmax').sort());
});

// PyTorch 2: torch.nn.functional at these points, to the fourth decimal.
it.each([
  ['ReLU', {}, [0, 0, 2.5]],
  ['ReLU6', {}, [0, 0, 2.5]],
  ['LeakyReLU', { negativeSlope: 0.1 }, [-0.2, 0, 2.5]],
  ['SiLU', {}, [-0.2384, 0, 2.3104]],
  ['GELU', { approximate: 'none' }, [-0.0455, 0, 2.4845]],
  ['GELU', { approximate: 'tanh' }, [-0.0454, 0, 2.4849]],
  ['Hardswish', {}, [-0.3333, 0, 2.2917]],
  ['Hardsigmoid', {}, [0.1667, 0.5, 0.9167]],
  ['Sigmoid', {}, [0.1192, 0.5, 0.9241]],
  ['Tanh', {}, [-0.964, 0, 0.9866]],
])('%s with %j at −2, 0 and 2.5', (type, values, expected) => {
  const f = activationOf(type, values)!;
  for (const [index, x] of [-2, 0, 2.5].entries()) expect(f(x)).toBeCloseTo(expected[index]!, 4);
});
