// Ten digits as a hand would draw them on the pad, read by the LeNet-5 that ships, in ONNX Runtime.

import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, expect, test } from 'vitest';
import { compile } from '../../../shared/compile/compile.ts';
import { expand } from '../../../shared/network/expand.ts';
import type { PreprocessSpec } from '../../../shared/tensor/image.ts';
import { readSafetensors, storedTensors } from '../../../shared/weights/safetensors.ts';
import { modelBytes, planModel } from '../../../shared/weights/model-plan.ts';
import { findPreset, LIBRARY } from '../../presets/index.ts';
import { digitInput, type Point, type Stroke } from './digit.ts';

function line(...points: readonly (readonly [number, number])[]): Stroke {
  return points.map(([x, y]) => ({ x, y }));
}

/** From one angle to another in degrees, clockwise from the right, as y grows downwards. */
function arc(x: number, y: number, width: number, height: number, from: number, to: number): Stroke {
  return Array.from({ length: 25 }, (_, step): Point => {
    const angle = ((from + ((to - from) * step) / 24) * Math.PI) / 180;
    return { x: x + width * Math.cos(angle), y: y + height * Math.sin(angle) };
  });
}

const DIGITS: readonly (readonly Stroke[])[] = [
  [arc(0.5, 0.5, 0.22, 0.34, -90, 270)],
  [line([0.52, 0.15], [0.48, 0.85])],
  [[...arc(0.5, 0.32, 0.2, 0.18, 190, 380), ...line([0.3, 0.82], [0.75, 0.82])]],
  [[...arc(0.47, 0.32, 0.2, 0.17, 200, 450), ...arc(0.47, 0.66, 0.24, 0.18, -90, 160)]],
  [line([0.35, 0.15], [0.28, 0.52], [0.7, 0.52]), line([0.62, 0.18], [0.6, 0.88])],
  [line([0.7, 0.17], [0.38, 0.17], [0.36, 0.45]), arc(0.46, 0.63, 0.22, 0.2, -115, 150)],
  [[...line([0.6, 0.14], [0.42, 0.35]), ...arc(0.5, 0.65, 0.19, 0.2, 210, 570)]],
  [line([0.28, 0.2], [0.72, 0.2], [0.45, 0.85])],
  [arc(0.5, 0.32, 0.16, 0.17, 90, 450), arc(0.5, 0.67, 0.2, 0.18, -90, 270)],
  [arc(0.5, 0.34, 0.18, 0.18, 0, 360), line([0.68, 0.34], [0.64, 0.86])],
];

let session: InferenceSession;
let spec: PreprocessSpec;

beforeAll(async () => {
  const document = findPreset('lenet5')!.build({});
  if ('code' in document) throw new Error(document.message);
  const stored = new Uint8Array(
    readFileSync(new URL('../../presets/weights/lenet5.safetensors', import.meta.url)),
  );
  const network = expand(document, LIBRARY, storedTensors(readSafetensors(stored)));
  const { model, weights } = compile(network);
  expect(weights.every(({ source }) => source.kind === 'stored')).toBe(true);
  session = await InferenceSession.create(modelBytes(planModel(model, weights, 0, stored)));
  spec = network.nodes[network.inputs[0]!]!.attributes as unknown as PreprocessSpec;
});

async function read(strokes: readonly Stroke[]): Promise<number> {
  const { tensor } = digitInput(strokes, spec);
  const outputs = await session.run({ input: new Tensor('float32', tensor, [1, 1, 32, 32]) });
  const scores = [...(outputs['output']!.data as Float32Array)];
  return scores.indexOf(Math.max(...scores));
}

test.each([
  ['in the middle', 1, 0, 0],
  ['small, in a corner', 0.45, 0.02, 0.03],
  ['large', 1.25, -0.12, -0.12],
] as const)('all ten are read when drawn %s', async (_, scale, x, y) => {
  for (const [digit, strokes] of DIGITS.entries()) {
    const moved = strokes.map((stroke) =>
      stroke.map((point) => ({ x: x + scale * point.x, y: y + scale * point.y })),
    );
    expect(await read(moved), `digit ${digit}`).toBe(digit);
  }
});
