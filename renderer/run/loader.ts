// An executor and the model that it holds: loads only what is not loaded already. A newer task ends an older one.

import { compile } from '../../shared/compile/compile.ts';
import type { Compiled } from '../../shared/compile/types.ts';
import { createExecutor } from '../executor/executor.ts';
import type { Backend, Executor, Prepared, Progress } from '../executor/types.ts';
import type { Runnable } from './types.ts';

interface LoadedModel {
  readonly prepared: Prepared;
  readonly compiled: Compiled;
  readonly executor: Executor;
}

export interface Loader {
  /** Starts a task and ends the one before it, if it still runs. */
  begin(): AbortController;
  /** Whether no other task began since. */
  isLatest(task: AbortController): boolean;
  cancel(): void;
  holds(key: string): boolean;
  /** @param key equal for equal models: the same is loaded once */
  load(
    key: string,
    runnable: Runnable,
    backend: Backend | 'auto',
    options: {
      /** Elements whose values the model brings out beside its own outputs. */
      readonly inspect?: readonly string[];
      readonly signal: AbortSignal;
      readonly onProgress?: (progress: Progress) => void;
    },
  ): Promise<LoadedModel>;
}

export function createLoader(): Loader {
  let executor: Executor | undefined;
  let held: { readonly key: string; readonly model: LoadedModel } | undefined;
  let latest: AbortController | undefined;

  return {
    begin() {
      latest?.abort();
      latest = new AbortController();
      return latest;
    },
    isLatest: (task) => task === latest,
    cancel: () => latest?.abort(),
    holds: (key) => held?.key === key,
    async load(key, { network, seed, stored }, backend, { inspect = [], ...options }) {
      if (held?.key === key) return held.model;
      held = undefined;
      executor ??= createExecutor();
      const compiled = compile(network, { inspect });
      const prepared = await executor.prepare({ compiled, seed, stored, backend }, options);
      const model = { prepared, compiled, executor };
      held = { key, model };
      return model;
    },
  };
}
