// The one error that is meant for people: a stable code and a message that says what, where and what to do.

export class NetloomError extends Error {
  readonly code: string;
  override readonly name = 'NetloomError';

  /** @param code stable, kebab-case, such as `document-truncated`; tests and hosts match on it. */
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The message of anything thrown, for showing. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
