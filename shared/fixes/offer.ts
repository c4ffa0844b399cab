// Fixes tried out: each is applied and the network analysed anew, so that a menu can say what it costs and what
// remains. What does not help, or breaks a layer that worked, is not offered.

import type { Analysis } from '../analysis/types.ts';
import { applyCommand, type Command } from '../document/commands.ts';
import type { Document } from '../document/types.ts';
import type { Diagnostic } from '../network/types.ts';
import { proposeFixes } from './propose.ts';
import type { Fix, Offer, Site } from './types.ts';

/** More choices than these help nobody to choose. */
const MOST_OFFERS = 6;
/** Proposals that are tried: an analysis each. */
const MOST_TRIED = 16;

/** The fixes that remove a diagnostic, those that leave the fewest problems first. */
export function offerFixes(site: Site, diagnostic: Diagnostic): readonly Offer[] {
  const offers: Offer[] = [];
  for (const fix of proposeFixes(site, diagnostic).slice(0, MOST_TRIED)) {
    const offer = tried(site, diagnostic, fix);
    if (offer !== undefined && offers.every(({ title }) => title !== offer.title)) offers.push(offer);
  }
  return offers.sort((a, b) => weight(a) - weight(b)).slice(0, MOST_OFFERS);
}

/**
 * Errors count before warnings, and among equals one step before several. What takes another branch's values changes
 * what the network computes: it comes after whatever works as well on the wire that was drawn, its warnings aside.
 */
function weight({ left, continues, strays }: Offer): number {
  const first = (continues === true ? 0.5 : 0) + (strays === true ? 500 : 0);
  return left.reduce((sum, { severity }) => sum + (severity === 'error' ? 1000 : 1), first);
}

function tried(site: Site, diagnostic: Diagnostic, fix: Fix): Offer | undefined {
  const document = applied(site.document, fix.commands);
  if (document === undefined) return undefined;
  const after = site.analyse(document);
  if (mends(site.analysis, after, diagnostic)) return offerOf(site.analysis, after, diagnostic, fix);
  return fix.continues === true ? continued(site, diagnostic, fix, document, after) : undefined;
}

/** What was connected does not fit yet: the best fix of that goes along. */
function continued(
  site: Site,
  diagnostic: Diagnostic,
  fix: Fix,
  document: Document,
  after: Analysis,
): Offer | undefined {
  const next = after.diagnostics.find(
    ({ path, severity, code }) =>
      path === diagnostic.path && severity === 'error' && code !== diagnostic.code,
  );
  if (next === undefined) return undefined;
  // To connect a node and take it out again would be no help.
  const then = proposeFixes({ ...site, document, analysis: after }, next).find(({ commands }) =>
    commands.every(({ type }) => type !== 'remove'),
  );
  if (then === undefined) return undefined;
  const title = `${fix.title} and ${then.title.charAt(0).toLowerCase()}${then.title.slice(1)}`;
  const commands = [...fix.commands, ...then.commands];
  const both = tried(site, diagnostic, { title, commands, focus: [...fix.focus, ...then.focus] });
  return both === undefined ? undefined : { ...both, continues: true };
}

/** The document after these commands, or undefined where one is refused. */
export function applied(document: Document, commands: readonly Command[]): Document | undefined {
  let next = document;
  for (const command of commands) {
    const result = applyCommand(next, command);
    if (!result.ok) return undefined;
    next = result.document;
  }
  return next;
}

/** The diagnostic is gone, its node is better off, and nothing that had its shapes lost them. */
function mends(before: Analysis, after: Analysis, { path, code }: Diagnostic): boolean {
  const count = ({ diagnostics }: Analysis, wanted: (diagnostic: Diagnostic) => boolean) =>
    diagnostics.filter((diagnostic) => diagnostic.path === path && wanted(diagnostic)).length;
  const same = (diagnostic: Diagnostic) => diagnostic.code === code;
  const wrong = ({ severity }: Diagnostic) => severity === 'error';
  return (
    count(after, same) < count(before, same) &&
    count(after, wrong) <= count(before, wrong) - (isError(before, path, code) ? 1 : 0) &&
    !breaks(before, after)
  );
}

function isError({ diagnostics }: Analysis, path: string, code: string): boolean {
  return diagnostics.some(
    (diagnostic) => diagnostic.path === path && diagnostic.code === code && diagnostic.severity === 'error',
  );
}

function breaks(before: Analysis, after: Analysis): boolean {
  const worked = new Set(
    before.network.nodes.filter(({ outputTypes }) => outputTypes !== undefined).map(({ path }) => path),
  );
  return after.network.nodes.some(({ path, outputTypes }) => outputTypes === undefined && worked.has(path));
}

function offerOf(
  before: Analysis,
  after: Analysis,
  { path: mended }: Diagnostic,
  { continues: _done, ...fix }: Fix,
): Offer {
  const hidden = after.network.nodes.filter(
    ({ path }) => path !== mended && before.costs.get(path)?.partial === true,
  );
  const change = (what: 'parameters' | 'macs'): number =>
    hidden.reduce(
      (sum, { path }) => sum - after.costs.get(path)![what] + before.costs.get(path)![what],
      after.totals[what] - before.totals[what],
    );
  return {
    ...fix,
    parameters: change('parameters'),
    macs: change('macs'),
    comesToLight: before.totals.partial ? after.totals : undefined,
    left: after.diagnostics.filter(({ severity }) => severity !== 'info'),
  };
}
