// When something that changes is written: at most one delay after a change, one write at a time, the newest last. What
// is written, and where, is the caller's.

export interface WriteSchedule {
  /** Something changed: a write is due within the delay, however many changes follow. */
  changed(): void;
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
  /** Milliseconds. */
  readonly delay: number;
}

export function scheduleWrites({ write, onError, delay }: ScheduleParts): WriteSchedule {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  let working: Promise<void> | undefined;

  async function attempt(): Promise<void> {
    try {
      await write();
    } catch (error) {
      onError(error);
    }
  }

  async function work(): Promise<void> {
    while (due) {
      due = false;
      await attempt();
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    working ??= work().finally(() => (working = undefined));
    return working;
  }

  return {
    changed() {
      due = true;
      timer ??= setTimeout(() => void flush(), delay);
    },
    flush,
    flushLast() {
      // It stays due: the user may yet choose to stay.
      if (due) void attempt();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      due = false;
    },
  };
}
