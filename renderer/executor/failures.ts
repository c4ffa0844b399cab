// What goes wrong in ONNX Runtime, in our words. Its own texts name source files of whoever built it.

import { NetloomError } from '../../shared/lib/errors.ts';
import type { Backend, ExecutorFailure } from './types.ts';

export type FailureCode = ExecutorFailure['code'];

export const BACKEND_NAMES: Readonly<Record<Backend, string>> = { webgpu: 'WebGPU', wasm: 'WASM' };

/** OrtErrorCode of onnxruntime_c_api.h, as far as loading and running reach it. */
const ORT_CODES: Readonly<Record<string, string>> = {
  '1': 'it failed inside',
  '2': 'an argument is invalid',
  '6': 'a kernel failed',
  '9': 'an operator is not implemented',
  '10': 'the graph is invalid',
  '11': 'the execution provider failed',
};

const OUT_OF_MEMORY =
  /bad_alloc|out of memory|OOM|allocation fail|could not allocate|cannot enlarge memory|invalid typed array length|invalid array buffer length|failed to allocate|memory access out of bounds/i;
const GPU_LOST = /device (is|was)? ?lost|lost device|device.*destroyed|instance (was )?dropped/i;

/** The failure that an exception in the worker stands for. */
export function failureOf(error: unknown, doing: 'session' | 'run', backend: Backend): ExecutorFailure {
  if (error instanceof NetloomError) {
    return { code: isFailureCode(error.code) ? error.code : doing, message: error.message };
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const name = BACKEND_NAMES[backend];
  if (GPU_LOST.test(text)) return gpuLost();
  if (error instanceof RangeError || OUT_OF_MEMORY.test(text)) {
    const advice =
      backend === 'webgpu'
        ? 'Choose WASM, a smaller input, or a smaller network.'
        : 'WASM can hold at most 4 GiB. Choose a smaller input or a smaller network.';
    return {
      code: 'out-of-memory',
      message: `${name} ran out of memory while ${doing === 'run' ? 'running' : 'loading'} the network. ${advice}`,
    };
  }
  // What aborts WebAssembly leaves the runtime unusable.
  if (error instanceof WebAssembly.RuntimeError || /\bAborted\(/.test(text)) return workerDied();
  const what = doing === 'run' ? `The run on ${name} failed` : `${name} could not load the network`;
  const advice = backend === 'webgpu' ? ' Choose WASM to run it on the CPU.' : '';
  return { code: doing, message: `${what}${whereOf(text)}.${advice}` };
}

/** The reason and the layer, as far as ONNX Runtime tells them: ` at "conv1" (Conv): a kernel failed`. */
function whereOf(text: string): string {
  const layer = /Name:'([^']+)'/.exec(text)?.[1];
  const operator = /running (\w+) node/.exec(text)?.[1] ?? /implementation for ([\w.]+)/.exec(text)?.[1];
  const code = ORT_CODES[/ERROR_CODE: (\d+)/.exec(text)?.[1] ?? ''];
  const at = layer === undefined ? '' : ` at "${layer}"`;
  const kind = operator === undefined ? '' : ` (${operator})`;
  return `${at}${kind}${code === undefined ? '' : `: ${code}`}`;
}

export function gpuLost(): ExecutorFailure {
  return {
    code: 'gpu-lost',
    message:
      'The GPU was lost while it worked: its driver restarted, or the computer slept. Run again, or choose WASM.',
  };
}

export function workerDied(): ExecutorFailure {
  return {
    code: 'worker-died',
    message:
      'The process that ran the network ended without a word, most often because memory ran out. Run again; if it repeats, choose a smaller input or network.',
  };
}

/** Why it ran on WASM after WebGPU failed like this. */
export function fallbackNotice(code: string): string {
  const what: Readonly<Record<string, string>> = {
    'gpu-lost': 'The GPU was lost',
    'out-of-memory': 'The GPU ran out of memory',
    'worker-died': 'The process that used the GPU ended',
    run: 'A layer failed on WebGPU',
  };
  return `${what[code] ?? 'WebGPU could not load this network'}, so it ran on WASM.`;
}

/** Whether the worker that failed like this must not be used again. */
export function isFatal(code: string): boolean {
  return code === 'gpu-lost' || code === 'out-of-memory' || code === 'worker-died';
}

export function cancelled(): ExecutorFailure {
  return { code: 'cancelled', message: 'Cancelled.' };
}

export function toError({ code, message }: ExecutorFailure): NetloomError {
  return new NetloomError(code, message);
}

const FAILURE_CODES: readonly string[] = [
  'cancelled',
  'worker-died',
  'gpu-lost',
  'out-of-memory',
  'too-large',
  'no-webgpu',
  'no-model',
  'input',
  'session',
  'run',
] satisfies readonly FailureCode[];

function isFailureCode(code: string): code is FailureCode {
  return FAILURE_CODES.includes(code);
}
