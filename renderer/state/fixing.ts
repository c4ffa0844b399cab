// Fixes of the open document's diagnostics: which there are, the menu that offers them, and applying one.

import { create } from 'zustand';
import { applyCommand, type Command } from '../../shared/document/commands.ts';
import type { Document, EdgeRecord } from '../../shared/document/types.ts';
import { offerFixes } from '../../shared/fixes/offer.ts';
import { mayBeFixed } from '../../shared/fixes/propose.ts';
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

/** What a menu shows of one node at once. */
const MOST_SHOWN = 3;

/** Opens the menu of fixes for what is wrong with a node, or inside it. */
export function openFixesAt(path: string, anchor?: FixAnchor): void {
  const list = problemsAt(path);
  const able = list.filter(hasFixes);
  openFixes((able.length > 0 ? able : list).slice(0, MOST_SHOWN), anchor);
}

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

/** Whether anything could mend it; what does turns out when the menu opens. */
export function hasFixes(diagnostic: Diagnostic): boolean {
  return mayBeFixed(siteOf(currentDocument()), diagnostic);
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

/** Why a wire that could be drawn would not fit, and what would mend that. */
export interface WireForecast {
  readonly message: string;
  /** Titles of the fixes, the best first. */
  readonly fixes: readonly string[];
}

/** What the network would say of a wire that is not drawn yet; undefined where it fits or cannot be drawn. */
export function forecastWire(edge: Omit<EdgeRecord, 'id'>): WireForecast | undefined {
  const document = currentDocument();
  const command: Command = { type: 'connect', edge: { ...edge, id: freshId() } };
  const result = applyCommand(document, command);
  if (!result.ok) return undefined;
  const site = siteOf(result.document);
  const element = [...site.analysis.network.elements.values()].find(
    ({ record }) => record.id === edge.target,
  );
  const before = new Set(
    analysisOf(document).diagnostics.map(({ path, code, message }) => `${path} ${code} ${message}`),
  );
  const diagnostic = site.analysis.diagnostics.find(
    ({ path, code, message, severity }) =>
      path === element?.path && severity === 'error' && !before.has(`${path} ${code} ${message}`),
  );
  if (diagnostic === undefined || diagnostic.code === 'input-missing') return undefined;
  // Whoever draws this wire wants this source.
  const kept = offerFixes(site, diagnostic).filter(({ reroutes }) => reroutes !== true);
  return { message: diagnostic.message, fixes: kept.map(({ title }) => title) };
}
