// Fixes of the open document's diagnostics: which there are, the menu that offers them, and applying one.

import { create } from 'zustand';
import type { Document } from '../../shared/document/types.ts';
import { offerFixes } from '../../shared/fixes/offer.ts';
import { proposeFixes } from '../../shared/fixes/propose.ts';
import type { Offer, Site } from '../../shared/fixes/types.ts';
import type { Diagnostic } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { LIBRARY } from '../presets/index.ts';
import { analysisOf } from './analysis.ts';
import { currentDocument, dispatch, weightsOf } from './document-store.ts';
import { freshId } from './ids.ts';
import { revealNode, select, useSession } from './session-store.ts';

/** Where the menu stands, in window pixels; without one, at the node on the canvas. */
export interface FixAnchor {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface FixingState {
  /** What the menu offers fixes of; none while it is closed. */
  readonly diagnostics: readonly Diagnostic[];
  readonly anchor: FixAnchor | undefined;
}

export const useFixing = create<FixingState>()(() => ({ diagnostics: [], anchor: undefined }));

/** Opens the menu of fixes for these diagnostics of one node. */
export function openFixes(diagnostics: readonly Diagnostic[], anchor?: FixAnchor): void {
  useFixing.setState({ diagnostics, anchor });
}

export function closeFixes(): void {
  useFixing.setState({ diagnostics: [] });
}

function siteOf(document: Document): Site {
  const weights = weightsOf(document);
  return {
    document,
    analysis: analysisOf(document),
    library: LIBRARY,
    analyse: (next) => analysisOf(next, weights),
    freshId,
  };
}

const fixable = new WeakMap<Diagnostic, boolean>();

/** Whether anything could mend it; which does turns out when the menu opens. */
export function hasFixes(diagnostic: Diagnostic): boolean {
  let known = fixable.get(diagnostic);
  if (known === undefined) {
    known = proposeFixes(siteOf(currentDocument()), diagnostic).length > 0;
    fixable.set(diagnostic, known);
  }
  return known;
}

const offered = new WeakMap<Diagnostic, readonly Offer[]>();

/** What mends a diagnostic of the open document, tried out. */
export function offersFor(diagnostic: Diagnostic): readonly Offer[] {
  let offers = offered.get(diagnostic);
  if (offers === undefined) {
    offers = offerFixes(siteOf(currentDocument()), diagnostic);
    offered.set(diagnostic, offers);
  }
  return offers;
}

/** Applies a fix as one undo step and selects what it added or changed, on its own level. */
export function applyFix({ commands, focus }: Pick<Offer, 'commands' | 'focus'>): Problem | undefined {
  const refused = dispatch(commands);
  if (refused !== undefined) return refused;
  const { levels } = analysisOf(currentDocument()).network;
  const [first] = focus;
  const level = [...levels.values()].find(
    (candidate) => first !== undefined && candidate.elements.has(first),
  );
  if (first === undefined || level === undefined) return undefined;
  if (level.path !== useSession.getState().level) revealNode(level.path, first);
  else select(focus.filter((node) => level.elements.has(node)));
  return undefined;
}

/** What is wrong with a node: its own problems, or where it has none, those inside it. */
export function problemsAt(path: string): readonly Diagnostic[] {
  const { diagnostics } = analysisOf(currentDocument());
  const told = diagnostics.filter(({ severity }) => severity !== 'info');
  const own = told.filter((diagnostic) => diagnostic.path === path);
  return own.length > 0 || path === ''
    ? own
    : told.filter((diagnostic) => diagnostic.path.startsWith(`${path}.`));
}
