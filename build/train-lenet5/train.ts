// Training: Adam with a cosine decay to zero over augmented digits. One thread, one generator: the weights follow
// from the digits and the settings alone.

import { augment } from './augment.ts';
import type { Digit } from './data.ts';
import {
  backward,
  createWorkspace,
  forward,
  initialise,
  INPUT_PIXELS,
  normalise,
  TENSORS,
  zeros,
} from './network.ts';
import type { Parameters } from './network.ts';
import { createRandom, shuffle } from './random.ts';
import { skeletonOf } from './skeleton.ts';

export interface Settings {
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
}

export const SETTINGS: Settings = { seed: 5, epochs: 80, batch: 16, learningRate: 0.001 };

/** Trains on `digits`; calls `progress` after every epoch with the mean loss so far in it. */
export function train(
  digits: readonly Digit[],
  settings: Settings,
  progress: (epoch: number, loss: number, parameters: Parameters) => void,
): Parameters {
  const { batch } = settings;
  const random = createRandom(settings.seed);
  const parameters = initialise(random);
  const gradients = zeros();
  const optimiser = createAdam(parameters, gradients);
  const space = createWorkspace(batch);
  const labels = new Uint8Array(batch);
  const examples = digits.map((digit) => ({ ...digit, skeleton: skeletonOf(digit.pixels) }));
  const stepsPerEpoch = Math.floor(examples.length / batch);
  const steps = stepsPerEpoch * settings.epochs;

  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(examples, random);
    let loss = 0;
    for (let step = 0; step < stepsPerEpoch; step++) {
      for (let i = 0; i < batch; i++) {
        const { label, pixels, skeleton } = examples[step * batch + i]!;
        labels[i] = label;
        augment(pixels, skeleton, random, space.input, i * INPUT_PIXELS);
      }
      for (let i = 0; i < space.input.length; i++) space.input[i] = normalise(space.input[i]!);
      forward(parameters, space, batch);
      for (const [name] of TENSORS) gradients[name].fill(0);
      loss += backward(parameters, gradients, space, labels, batch);
      const done = (epoch * stepsPerEpoch + step) / steps;
      optimiser((settings.learningRate * (1 + Math.cos(Math.PI * done))) / 2);
    }
    progress(epoch + 1, loss / stepsPerEpoch, parameters);
  }
  return parameters;
}

/** Adam (Kingma and Ba 2015) with the paper's constants: a function that makes one step of the given rate. */
function createAdam(parameters: Parameters, gradients: Parameters): (rate: number) => void {
  const means = zeros();
  const squares = zeros();
  let meanLeft = 1;
  let squareLeft = 1;
  return (rate) => {
    meanLeft *= 0.9;
    squareLeft *= 0.999;
    for (const [name] of TENSORS) {
      const values = parameters[name];
      const gradient = gradients[name];
      const mean = means[name];
      const square = squares[name];
      for (let i = 0; i < values.length; i++) {
        const g = gradient[i]!;
        mean[i] = 0.9 * mean[i]! + 0.1 * g;
        square[i] = 0.999 * square[i]! + 0.001 * g * g;
        const scale = Math.sqrt(square[i]! / (1 - squareLeft)) + 1e-8;
        values[i]! -= (rate * mean[i]!) / (1 - meanLeft) / scale;
      }
    }
  };
}
