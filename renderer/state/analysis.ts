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

/** Of the documents asked for last, the latest at the end. The history holds a thousand others. */
const kept = new Map<Document, Analysed>();
/** Nodes in all that is kept, some 80 MB; fewer documents than the least are kept whatever their size. */
const MOST_NODES = 40_000;
const MOST_DOCUMENTS = 100;
const LEAST_DOCUMENTS = 4;

/** Neighbouring documents in the history share their records; what is asked for again soon is analysed once for its weights. */
export function analysisOf(document: Document, weights = weightsOf(document)): Analysis {
  const known = kept.get(document);
  const isKnown = known !== undefined && known.weights === weights;
  const analysis = isKnown
    ? known.analysis
    : analyse(expand(document, LIBRARY, weights && tensorsOf(weights)));
  kept.delete(document);
  kept.set(document, { weights, analysis });
  if (!isKnown) forgetOldest();
  return analysis;
}

function forgetOldest(): void {
  let nodes = 0;
  for (const { analysis } of kept.values()) nodes += analysis.network.elements.size;
  for (const [document, { analysis }] of kept) {
    if (kept.size <= LEAST_DOCUMENTS || (nodes <= MOST_NODES && kept.size <= MOST_DOCUMENTS)) return;
    kept.delete(document);
    nodes -= analysis.network.elements.size;
  }
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
