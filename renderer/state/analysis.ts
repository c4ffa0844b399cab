// The analysis of the open document: derived, once per document, never stored.

import { analyse } from '../../shared/analysis/analyse.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Document } from '../../shared/document/types.ts';
import { expand } from '../../shared/network/expand.ts';
import { parentPath } from '../../shared/network/paths.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { useDocument, useWeights, weightsOf } from './document-store.ts';
import { useSession } from './session-store.ts';
import { tensorsOf } from './stored-weights.ts';

interface Analysed {
  readonly weights: Uint8Array<ArrayBuffer> | undefined;
  readonly analysis: Analysis;
}

const cache = new WeakMap<Document, Analysed>();

/** Neighbouring documents in the history share their records; each is analysed once for its weights. */
export function analysisOf(document: Document, weights = weightsOf(document)): Analysis {
  const known = cache.get(document);
  if (known !== undefined && known.weights === weights) return known.analysis;
  const analysis = analyse(expand(document, LIBRARY, weights && tensorsOf(weights)));
  cache.set(document, { weights, analysis });
  return analysis;
}

export function useAnalysis(): Analysis {
  return analysisOf(useDocument(), useWeights());
}

/** The level at this path, or where that has gone (an undo, a rename), the nearest one above it. */
export function levelAt(analysis: Analysis, path: string): Level {
  for (let at = path; at !== ''; at = parentPath(at)) {
    const level = analysis.network.levels.get(at);
    if (level !== undefined) return level;
  }
  const top = analysis.network.levels.get('');
  if (top === undefined) throw new Error('A network has no top level.');
  return top;
}

export function useLevel(): Level {
  const analysis = useAnalysis();
  return levelAt(
    analysis,
    useSession((state) => state.level),
  );
}

/** True where the level's nodes lie in the document and can be edited. */
export function isEditable(level: Level): level is Level & { readonly parentId: string | null } {
  return level.parentId !== undefined;
}

/** The selected elements that still exist at this level. */
export function selectedElements(level: Level, ids: readonly string[]): readonly Element[] {
  return ids.flatMap((id) => level.elements.get(id) ?? []);
}
