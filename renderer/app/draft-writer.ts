// When drafts are written: at most one delay after a change, one at a time, the newest last. What is in them, and
// where they go, is the caller's.

export interface DraftWriter {
  /** Something changed: a draft is due within the delay, however many changes follow. */
  changed(): void;
  /** Writes now what is due, behind a write that has begun. */
  flush(): void;
  /** Writes now, beside a write that has begun: the page may be gone before that ends. */
  flushLast(): void;
  /** Nothing is written between these two; what came due meanwhile is written at the end. */
  hold(): void;
  release(): void;
  /** Ends it; what is due is not written. */
  stop(): void;
}

interface DraftWriterParts {
  /** Makes the draft of the work as it is now and keeps it; may throw. */
  readonly write: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Milliseconds. */
  readonly delay: number;
}

export function createDraftWriter({ write, onError, delay }: DraftWriterParts): DraftWriter {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  let writing = false;
  /** A write was wanted while another went on. */
  let again = false;
  let held = false;

  async function attempt(): Promise<void> {
    try {
      await write();
    } catch (error) {
      onError(error);
    }
  }

  async function work(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    again = writing;
    if (writing) return;
    writing = true;
    do {
      again = false;
      if (!due || held) break;
      due = false;
      await attempt();
    } while (again);
    writing = false;
  }

  return {
    changed() {
      due = true;
      timer ??= setTimeout(() => void work(), delay);
    },
    flush: () => void work(),
    flushLast() {
      // It stays due: the user may yet choose to stay.
      if (due && !held) void attempt();
    },
    hold() {
      held = true;
    },
    release() {
      held = false;
      void work();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      due = false;
    },
  };
}
