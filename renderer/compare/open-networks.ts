// The networks that are open in the app, as origins of rows: as they are now, and what each was made from.

import { findPreset } from '../presets/index.ts';
import { isDirty, type OpenDocument } from '../state/open-documents.ts';
import type { Origin } from './origins.ts';

type OpenOrigin = Extract<Origin, { readonly kind: 'open' }>;
type SavedOrigin = Extract<Origin, { readonly kind: 'saved' }>;

export function openOrigin(open: OpenDocument): OpenOrigin {
  const { id, history, file } = open;
  const edited = isDirty(open) && history.past.length > 0;
  return { kind: 'open', id, document: history.present, file: file?.name, edited };
}

/** Undefined where it has no file. */
export function savedOrigin({ id, saved, file }: OpenDocument): SavedOrigin | undefined {
  return file === undefined ? undefined : { kind: 'saved', id, document: saved, file: file.name };
}

/**
 * What an open network can be compared against to see what became of it: its file, where it was edited since, its preset
 * as published, and that with the arguments that it was made from, where those are others.
 */
export function originalsOf(open: OpenDocument): readonly Origin[] {
  const saved = isDirty(open) ? savedOrigin(open) : undefined;
  const { origin } = open.history.present;
  const preset = origin === undefined ? undefined : findPreset(origin.preset);
  const presets = preset === undefined ? [] : [{ kind: 'preset', preset, stored: {} } as const];
  return [
    ...(saved === undefined ? [] : [saved]),
    ...presets,
    ...presets.flatMap((published) => {
      const stored = origin?.arguments ?? {};
      return Object.keys(stored).length === 0 ? [] : [{ ...published, stored }];
    }),
  ];
}
