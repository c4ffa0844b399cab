// Older documents to newer: one step per version, up only. `MIGRATIONS[n - 1]` turns version n into n + 1, so the
// table is dense, and a version is raised by adding a step here and a frozen file of the version it ends
// (shared/testing/fixtures/documents).

import { DOCUMENT_VERSION } from './types.ts';

/** Takes the JSON of one version and gives that of the next; never touches what it was given. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

export const MIGRATIONS: readonly Migration[] = [];

/** Brings the JSON of any version from 1 on to the current one. */
export function migrate(
  document: Readonly<Record<string, unknown>>,
  version: number,
): Readonly<Record<string, unknown>> {
  let current = document;
  for (let from = version; from < DOCUMENT_VERSION; from += 1) {
    const step = MIGRATIONS[from - 1];
    if (step === undefined) throw new Error(`No migration from document version ${from}.`);
    current = { ...step(current), version: from + 1 };
  }
  return current;
}
