// Which fixes a diagnostic may have, by what is wrong. Cheap: nothing is analysed; offer.ts tries them out.

import type { Diagnostic } from '../network/types.ts';
import { attributeFixes, refusedValueFixes } from './attributes.ts';
import { mergeFixes } from './merge.ts';
import { flattenFixes, imageFixes, sequenceFixes } from './ranks.ts';
import type { Fix, Site } from './types.ts';
import { placeOf } from './walk.ts';
import { groupFixes, smallImageFixes } from './windows.ts';
import {
  bypassFixes,
  missingInputFixes,
  missingPortFixes,
  noInputFixes,
  noOutputFixes,
  reconnectFixes,
  repeatFixes,
  unknownNodeFixes,
  unusedOutputFixes,
} from './wiring.ts';

type Fixer = (site: Site, diagnostic: Diagnostic) => readonly Fix[];

const FIXERS: Readonly<Record<string, Fixer>> = {
  'no-input': noInputFixes,
  'no-output': noOutputFixes,
  'input-missing': missingInputFixes,
  'unused-output': unusedOutputFixes,
  'port-missing': missingPortFixes,
  'unknown-operator': unknownNodeFixes,
  'unknown-template': unknownNodeFixes,
  'definition-missing': unknownNodeFixes,
  'repeat-impossible': repeatFixes,
  'attribute-value': refusedValueFixes,
  'normalisation-values': refusedValueFixes,
  'bypass-shape': bypassFixes,
  'bypass-type': bypassFixes,
  'bypass-output': bypassFixes,
  'bypass-impossible': bypassFixes,
  'shapes-differ': mergeFixes,
  'ranks-differ': mergeFixes,
  'concat-shapes-differ': mergeFixes,
  'linear-on-image': withReconnecting(flattenFixes),
  'expected-image': withReconnecting(imageFixes),
  'expected-sequence': withReconnecting(sequenceFixes),
  'kernel-larger-than-input': smallImageFixes,
  'input-too-small': smallImageFixes,
  'groups-do-not-divide-input': groupFixes,
  'groups-do-not-divide-output': groupFixes,
};

function withReconnecting(fixer: Fixer): Fixer {
  return (site, diagnostic) => [...fixer(site, diagnostic), ...reconnectFixes(site, diagnostic)];
}

/** Ways out of a diagnostic, the most usual first; some may turn out not to help. */
export function proposeFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const fixer = Object.hasOwn(FIXERS, diagnostic.code) ? FIXERS[diagnostic.code] : undefined;
  return fixer === undefined ? attributeFixes(site, diagnostic) : fixer(site, diagnostic);
}

/** What can be mended although it lies inside a template, where nothing can be edited: by a larger input. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(['kernel-larger-than-input', 'input-too-small']);

/** Whether it is worth asking for fixes; as cheap as a long list of problems needs it. */
export function mayBeFixed(site: Site, diagnostic: Diagnostic): boolean {
  const { code, path, attribute } = diagnostic;
  const known = Object.hasOwn(FIXERS, code);
  if (path === '') return known && (code === 'no-input' || site.analysis.network.elements.size > 0);
  const place = placeOf(site, diagnostic);
  if (place === undefined) return false;
  if (place.level.parentId === undefined) return FROM_OUTSIDE.has(code);
  return known || attribute !== undefined;
}
