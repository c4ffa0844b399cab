// Presets as documents that can be shown: built from their arguments and laid out.

import { flowOf } from '../../shared/document/flow.ts';
import { notesOf, withNotes } from '../../shared/document/notes.ts';
import { isLevel } from '../../shared/document/records.ts';
import type { Document, Flow } from '../../shared/document/types.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { presetTitle } from '../presets/titles.ts';
import type { Preset } from '../presets/types.ts';
import { useDocumentStore } from './document-store.ts';
import { addToDraft, dispatchDraft, startDraft } from './draft.ts';
import { keepWeights } from './keeping-weights.ts';
import { openDocument } from './open-documents.ts';
import { settings } from './settings-store.ts';
import { laidOut } from './positions.ts';

/** The preset's document with every node in its place, or why these arguments make none. */
export function buildPreset(preset: Preset, stored: StoredValues, flow: Flow = 'down'): Document | Problem {
  const built = preset.build(stored);
  if ('code' in built) return built;
  return laidOut(flow === 'down' ? built : { ...built, flow });
}

/**
 * Builds the document in front as the preset makes it with other arguments, in the gesture's step: layers are built
 * afresh, and find again what was stored for them where their shapes are the same. What stays is what there was before
 * the gesture: half a number may make a network without much that the whole one has.
 */
export function changeArguments(preset: Preset, stored: StoredValues, name: string): Problem | undefined {
  const { history, gesture } = useDocumentStore.getState();
  const before = gesture?.name === name ? gesture.before.present : history.present;
  const built = rebuiltPreset(before, preset, stored);
  if ('code' in built) return built;
  const draft = startDraft();
  return (
    addToDraft(draft, { type: 'replace', document: built }) ??
    keepWeights(draft, before, { mayGain: true }) ??
    dispatchDraft(draft, name)
  );
}

/**
 * The document as the preset makes it with other arguments: the seed, the weights that it refers to, the notes of every
 * level that is there again, and a name that is not the preset's own stay.
 */
export function rebuiltPreset(document: Document, preset: Preset, stored: StoredValues): Document | Problem {
  const built = buildPreset(preset, stored, flowOf(document));
  if ('code' in built) return built;
  const { seed, origin, weights = built.weights } = document;
  const isOwn = origin !== undefined && document.name === presetTitle(preset, origin.arguments);
  const name = isOwn ? built.name : document.name;
  const kept = notesOf(document).filter(({ parentId }) => isLevel(built, parentId));
  const rebuilt: Document = { ...built, name, seed, ...(weights === undefined ? {} : { weights }) };
  return withNotes(rebuilt, [...notesOf(built), ...kept]);
}

/**
 * Opens a preset as a document of its own, under the name that the arguments give it or another: with arguments of its
 * own, as unsaved work.
 */
export function openPreset(preset: Preset, stored: StoredValues, name?: string): Problem | undefined {
  const built = buildPreset(preset, stored);
  if ('code' in built) return built;
  const dirty = Object.keys(stored).length > 0;
  openDocument({ ...built, name: name ?? built.name, seed: settings().seed }, { dirty });
  return undefined;
}
