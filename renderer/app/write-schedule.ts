// When something that changes is written: at most one delay after a change, one write at a time, the newest last; what
// fails is tried again, less and less often. What is written, and where, is the caller's.

export interface WriteSchedule {
  /** Something changed: a write is due within so many milliseconds, however many changes follow. */
  changed(within?: number): void;
  /** Writes now what is due, behind a write that has begun; resolves when no write goes on any more. */
  flush(): Promise<void>;
  /** Writes now, beside a write that has begun: the page may be gone before that ends. */
  flushLast(): void;
  /** Ends it; what is due is not written. */
  stop(): void;
}

interface ScheduleParts {
  /** Writes what is there now; may throw. */
  readonly write: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** A write ended well. */
  readonly onWritten?: () => void;
  /** Milliseconds, unless a change says otherwise. */
  readonly delay: number;
}

/** Between a write that failed and the next attempt, twice as long every time. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

export function scheduleWrites({ write, onError, onWritten, delay }: ScheduleParts): WriteSchedule {
  let timer: { readonly id: ReturnType<typeof setTimeout>; readonly at: number } | undefined;
  let due = false;
  let working: Promise<void> | undefined;
  let retry = FIRST_RETRY_MS;
  let stopped = false;

  function disarm(): void {
    clearTimeout(timer?.id);
    timer = undefined;
  }

  /** Writes within so many milliseconds, or earlier where that was said already. */
  function arm(within: number): void {
    const at = performance.now() + within;
    if (timer !== undefined && timer.at <= at) return;
    disarm();
    timer = { id: setTimeout(() => void flush(), within), at };
  }

  /** False where it failed. */
  async function attempt(): Promise<boolean> {
    try {
      await write();
    } catch (error) {
      onError(error);
      return false;
    }
    onWritten?.();
    return true;
  }

  async function work(): Promise<void> {
    while (due) {
      due = false;
      if (await attempt()) {
        retry = FIRST_RETRY_MS;
      } else if (!stopped) {
        // What changed while it was being written does not wait for that.
        arm(due ? delay : retry);
        due = true;
        retry = Math.min(2 * retry, LAST_RETRY_MS);
        return;
      }
    }
  }

  function flush(): Promise<void> {
    disarm();
    working ??= work().finally(() => (working = undefined));
    return working;
  }

  return {
    changed(within = delay) {
      due = true;
      arm(within);
    },
    flush,
    flushLast() {
      // It stays due: the user may yet choose to stay.
      if (due) void attempt();
    },
    stop() {
      disarm();
      due = false;
      stopped = true;
    },
  };
}
