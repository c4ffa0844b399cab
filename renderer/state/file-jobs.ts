// The large files that are being read or saved: what is done and how far it is, for a strip that can end it.

import { create } from 'zustand';

interface FileJob {
  readonly id: number;
  readonly title: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly cancel: () => void;
}

/** In the order in which they began. */
export const useFileJobs = create<{ readonly jobs: readonly FileJob[] }>()(() => ({ jobs: [] }));

const { setState } = useFileJobs;

export interface RunningFileJob {
  /** Aborted where the user cancels. */
  readonly signal: AbortSignal;
  /** Tells how much is done, from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly end: () => void;
}

let latest = 0;

/** Shows a job under this title until it ends. */
export function beginFileJob(title: string, controller = new AbortController()): RunningFileJob {
  latest += 1;
  const id = latest;
  const job: FileJob = { id, title, done: 0, cancel: () => controller.abort() };
  setState(({ jobs }) => ({ jobs: [...jobs, job] }));
  return {
    signal: controller.signal,
    onProgress: (done) =>
      setState(({ jobs }) => ({ jobs: jobs.map((each) => (each.id === id ? { ...each, done } : each)) })),
    end: () => setState(({ jobs }) => ({ jobs: jobs.filter((each) => each.id !== id) })),
  };
}
