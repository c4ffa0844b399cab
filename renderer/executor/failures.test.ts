import { expect, test } from 'vitest';
import { NetloomError } from '../../shared/lib/errors.ts';
import { failureOf } from './failures.ts';

const kernel = new Error(
  "failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: Non-zero status code returned while running Conv node. Name:'layer1.0.conv1' Status Message: /onnxruntime_src/onnxruntime/core/providers/webgpu/nn/conv.cc:61 ComputeInternal no.",
);

test('a failing layer is named; the files of the runtime are not', () => {
  const { code, message } = failureOf(kernel, 'run', 'webgpu');
  expect(code).toBe('run');
  expect(message).toBe(
    'The run on WebGPU failed at "layer1.0.conv1" (Conv): a kernel failed. Choose WASM to run it on the CPU.',
  );
});

test.each([
  [new RangeError('Array buffer allocation failed'), 'out-of-memory'],
  [new Error('std::bad_alloc'), 'out-of-memory'],
  [new Error("Can't create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc"), 'out-of-memory'],
  [new WebAssembly.RuntimeError('Aborted(OOM). Build with -sASSERTIONS for more info.'), 'out-of-memory'],
  [new WebAssembly.RuntimeError('unreachable'), 'worker-died'],
  [new Error('[WebGPU] Device was lost: unknown'), 'gpu-lost'],
  [1234, 'session'],
  [new NetloomError('too-large', 'Four bytes too many.'), 'too-large'],
  [new NetloomError('weights-truncated', 'The file ends early.'), 'session'],
])('%s', (error, code) => {
  const failure = failureOf(error, 'session', 'wasm');
  expect(failure.code).toBe(code);
  expect(failure.message).not.toMatch(/\/|\.cc|bad_alloc|Aborted/);
  if (error instanceof NetloomError) expect(failure.message).toBe(error.message);
});
