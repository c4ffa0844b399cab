// One piece of work in a worker of its own: the page stays alive meanwhile, and ending the worker cancels it at once.

import type { CancelSignal } from '../../shared/lib/cancel.ts';

/** The part of Worker that is used. */
export interface WorkWorker<Request, Answer> {
  postMessage(request: Request, transfer: ArrayBuffer[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Work<Request, Answer, Result> {
  readonly signal: CancelSignal;
  start(): WorkWorker<Request, Answer>;
  /** Asks for what is wanted. */
  begin(worker: WorkWorker<Request, Answer>): void;
  /** Takes an answer: calls `done` with the last, or asks for more. What it throws fails the work. */
  take(answer: Answer, done: (result: Result) => void, worker: WorkWorker<Request, Answer>): void;
  /** What to say of a worker that could not be started (then the message is empty), or died. */
  died(message: string): Error;
}

/**
 * @returns undefined where the signal cancelled it
 * @throws what `take` throws, and `died` where there is no worker any more
 */
export function inWorker<Request, Answer, Result>({
  signal,
  start,
  begin,
  take,
  died,
}: Work<Request, Answer, Result>): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      resolve(undefined);
      return;
    }
    const worker = start();
    const end = (): void => {
      signal.removeEventListener('abort', cancel);
      worker.terminate();
    };
    const finish = (result: Result | undefined): void => {
      end();
      resolve(result);
    };
    const fail = (error: unknown): void => {
      end();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const cancel = (): void => finish(undefined);
    signal.addEventListener('abort', cancel);
    worker.onerror = ({ message }) => fail(died(message));
    worker.onmessage = ({ data }) => {
      try {
        take(data, finish, worker);
      } catch (error) {
        fail(error);
      }
    };
    begin(worker);
  });
}
