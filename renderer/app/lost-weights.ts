// Says at once when an edit costs layers their stored weights, with the way back. Undo and redo say what they do
// themselves, and lose nothing that a person did not lose before.

import { isTakenBack, isUndoOrRedo } from '../../shared/document/history.ts';
import { formatShape } from '../../shared/tensor/types.ts';
import { useDocumentStore } from '../state/document-store.ts';
import { valuesLost, weightsLost, type LostWeights } from '../state/lost-weights.ts';
import { frontOf, useDocuments, type OpenDocument } from '../state/open-documents.ts';
import { grouped, plural, unbrokenShapes } from '../ui/format.ts';
import { notify } from '../ui/Toasts.tsx';
import { tellingUndo } from './undoing.ts';

/** Paths that a notice names; of more it gives the number. */
const NAMED = 3;

/** Watches the document in front; returns what ends it. */
export function followLostWeights(): () => void {
  let shown: { readonly text: string; close(): void } | undefined;
  const look = (now: OpenDocument, was: OpenDocument): void => {
    if (now.id === was.id && now.history.present === was.history.present) return;
    const { past, present } = now.history;
    // What Escape takes back in a field is no edit either.
    const isEdit = !isTakenBack(was.history, now.history) && !isUndoOrRedo(was.history, now.history);
    const before = now.id === was.id && isEdit ? past.at(-1) : undefined;
    const lost = before === undefined ? [] : weightsLost(before, present, past.slice(0, -1));
    const words = lost.length === 0 ? undefined : wordsFor(lost);
    const text = `${now.id} ${words?.title} ${words?.description}`;
    // Typing in one field is one step, and goes on saying the same.
    if (words !== undefined && shown?.text === text && now.history.past === was.history.past) return;
    // Any other step makes the way back of the notice another step's.
    shown?.close();
    shown = undefined;
    if (words === undefined) return;
    const close = notify({
      ...words,
      action: {
        label: 'Undo',
        run() {
          if (useDocumentStore.getState().history.past.at(-1) === before) tellingUndo();
        },
      },
    });
    shown = { text, close };
  };
  return useDocuments.subscribe((now, was) => look(frontOf(now), frontOf(was)));
}

/** Says of one layer what stays and why, of several how much there is to them. */
export function wordsFor(layers: readonly LostWeights[]): {
  readonly title: string;
  readonly description: string;
} {
  const values = valuesLost(layers);
  const afresh = `${plural(values, 'value')} ${values === 1 ? 'starts' : 'start'} afresh`;
  const [layer, ...others] = layers;
  if (layer !== undefined && others.length === 0) {
    const { path, lost, kept } = layer;
    const why = lost.flatMap(({ name, shape, unfit }) =>
      unfit === undefined
        ? []
        : [`${name === '' ? '' : `${name} `}${formatShape(unfit)} no longer fits ${formatShape(shape)}`],
    );
    const stays = kept.length === 0 ? '' : ` Kept: ${kept.join(', ')}.`;
    const reason = why.length === 0 ? '' : `${why.join('; ')}. `;
    const text = `${reason}${afresh}.${stays}`;
    return {
      title: `"${path}" lost its trained weights`,
      description: unbrokenShapes(text.charAt(0).toUpperCase() + text.slice(1)),
    };
  }
  const named = layers.slice(0, NAMED).map(({ path }) => path);
  const more = layers.length - named.length;
  const list = more > 0 ? `${named.join(', ')} and ${grouped(more)} more` : named.join(', ');
  return {
    title: `${plural(layers.length, 'layer')} lost trained weights`,
    description: `${list}: ${afresh}.`,
  };
}
