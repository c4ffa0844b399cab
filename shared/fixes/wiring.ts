// Fixes of what is not connected, of what nobody reads, and of what cannot stay.

import { connectionProblem } from '../document/connections.ts';
import type { NodeId } from '../document/types.ts';
import type { Diagnostic, Element, Level } from '../network/types.ts';
import {
  add,
  addInput,
  appendBelow,
  connect,
  continuing,
  finish,
  removeHealing,
  some,
  startDraft,
  type PortRef,
} from './draft.ts';
import type { Fix, Site } from './types.ts';
import { placeOf, quoted, upstream, wiresFrom } from './walk.ts';

/** How many nodes are offered as the one to connect to. */
const MOST_CANDIDATES = 3;
/** How many are asked whether they may be connected at all. */
const MOST_TRIED = 40;

/** What an input that no wire ends at could read, unread outputs first; or an Input of its own. */
export function missingInputFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  const { port } = diagnostic;
  if (place === undefined || port === undefined) return [];
  const { element, level } = place;
  const target = { node: element.record.id, port };
  const fixes = feedersOf(site, level, element, target).flatMap(({ source, feeder }): readonly Fix[] => {
    const draft = startDraft(site, level);
    if (draft === undefined) return [];
    connect(draft, source, target);
    draft.focus.add(target.node);
    return continuing(some(finish(draft, `Connect ${quoted(feeder)} to ${quoted(element)}`)));
  });
  if (level.path === '' && site.analysis.network.inputs.length === 0) {
    const draft = startDraft(site, level);
    if (draft !== undefined) {
      connect(draft, addInput(draft, element.record.id), target);
      fixes.push(...continuing(some(finish(draft, `Add an Input and connect it to ${quoted(element)}`))));
    }
  }
  return [...fixes, ...needlessNodeFixes(site, level, element)];
}

/** What stands ready beside a wire that does not fit: outputs that nothing reads. */
export function reconnectFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  const port = diagnostic.port ?? place?.element.inputs[0]?.key;
  if (place === undefined || port === undefined) return [];
  const { element, level } = place;
  const target = { node: element.record.id, port };
  const [unfit] = upstream(level, target.node, port);
  return feedersOf(site, level, element, target).flatMap(({ source, feeder, unread }): readonly Fix[] => {
    const draft = startDraft(site, level);
    if (draft === undefined || !unread) return [];
    const madeOf = feeder.inputs.flatMap(({ key }) => upstream(level, source.node, key));
    const strays = unfit !== undefined && !madeOf.includes(unfit);
    connect(draft, source, target);
    draft.focus.add(target.node);
    const fixes = some(finish(draft, `Connect ${quoted(feeder)} to ${quoted(element)} instead`));
    return fixes.map((fix) => ({ ...fix, reroutes: true, ...(strays ? { strays } : {}) }));
  });
}

/** A merge of one input merges nothing; a node that nothing feeds and nobody reads does nothing. */
function needlessNodeFixes(site: Site, level: Level, element: Element): readonly Fix[] {
  const connected = element.inputs.filter((port) => port.connected).length;
  const read = wiresFrom(level, element.record.id).length > 0;
  if (connected === 1 && read) return removeFixes(site, level, element, ' and join its wires');
  return connected === 0 && !read && !isBoundary(element) ? removeFixes(site, level, element) : [];
}

/** Of a network without an Input: one, wired to the first node that waits for something. */
export function noInputFixes(site: Site): readonly Fix[] {
  const level = topOf(site);
  const open = openPorts(site, level)
    .filter(({ element }) => !isOperator(element, 'Output'))
    .sort((a, b) => a.element.record.position.y - b.element.record.position.y);
  const draft = startDraft(site, level);
  if (draft === undefined) return [];
  const [first] = open;
  const input = addInput(draft, first?.element.record.id);
  if (first === undefined) return some(finish(draft, 'Add an Input'));
  connect(draft, input, first.port);
  return some(finish(draft, `Add an Input and connect it to ${quoted(first.element)}`));
}

/** Of a network without an Output: one, behind a node that nobody reads. */
export function noOutputFixes(site: Site): readonly Fix[] {
  const level = topOf(site);
  const ends = [...level.elements.values()]
    .filter((element) => !isBoundary(element))
    .flatMap((element) => unreadPorts(level, element).map((source) => ({ element, source })))
    .sort((a, b) => b.element.record.position.y - a.element.record.position.y)
    .slice(0, MOST_CANDIDATES);
  return ends.flatMap(({ element, source }) => outputFix(site, level, element, source));
}

/** Readers for an output that nobody reads, or an end of what leads nowhere. */
export function unusedOutputFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  if (place === undefined) return [];
  const { element, level } = place;
  const [source] = unreadPorts(level, element);
  if (source === undefined) return [];
  const readers = openPorts(site, level)
    .filter(({ port }) => isPossible(site, source, port))
    .sort((a, b) => distance(element, a.element) - distance(element, b.element))
    .slice(0, MOST_CANDIDATES);
  return [
    ...readers.flatMap((reader): readonly Fix[] => {
      const draft = startDraft(site, level);
      if (draft === undefined) return [];
      connect(draft, source, reader.port);
      draft.focus.add(reader.element.record.id);
      return some(finish(draft, `Connect ${quoted(element)} to ${quoted(reader.element)}`));
    }),
    ...(isBoundary(element) ? [] : outputFix(site, level, element, source)),
    ...deadEndFixes(site, level, element),
  ];
}

/** Removes the wires that end at ports which the node does not have. */
export function missingPortFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  if (place === undefined) return [];
  const { element, level } = place;
  const keys = new Set(element.inputs.map(({ key }) => key));
  const lost = Object.values(level.graph.edges).filter(
    ({ target, targetPort }) => target === element.record.id && !keys.has(targetPort),
  );
  const draft = startDraft(site, level);
  if (draft === undefined) return [];
  add(draft, { type: 'remove', nodes: [], edges: lost.map(({ id }) => id) });
  draft.focus.add(element.record.id);
  return some(finish(draft, `Remove the wire that ends nowhere at ${quoted(element)}`));
}

/** Takes out what this Netloom does not know. */
export function unknownNodeFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  return place === undefined
    ? []
    : removeFixes(site, place.level, place.element, ' and join the wires around it');
}

/** Switches a node on that cannot be passed by. */
export function bypassFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  const draft = place === undefined ? undefined : startDraft(site, place.level);
  if (place === undefined || draft === undefined) return [];
  const node = place.element.record.id;
  add(draft, { type: 'bypass', nodes: [node], bypassed: false });
  draft.focus.add(node);
  return some(finish(draft, `Switch ${quoted(place.element)} on again`));
}

/** A block that cannot stand in a row stands once. */
export function repeatFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  const draft = place === undefined ? undefined : startDraft(site, place.level);
  if (place === undefined || draft === undefined) return [];
  const node = place.element.record.id;
  add(draft, { type: 'repeat', node, count: 1 });
  draft.focus.add(node);
  return some(finish(draft, `Let ${quoted(place.element)} stand once`));
}

/** @param how the rest of the title, after the node's name */
export function removeFixes(site: Site, level: Level, element: Element, how = ''): readonly Fix[] {
  const draft = startDraft(site, level);
  if (draft === undefined) return [];
  removeHealing(draft, element.record.id);
  return some(finish(draft, `Remove ${quoted(element)}${how}`));
}

function outputFix(site: Site, level: Level, element: Element, source: PortRef): readonly Fix[] {
  const draft = startDraft(site, level);
  if (draft === undefined) return [];
  appendBelow(draft, source, [{ operator: 'Output', name: 'output' }]);
  return some(finish(draft, `Add an Output after ${quoted(element)}`));
}

/** Removes a node that nobody reads, with what leads to it alone. */
function deadEndFixes(site: Site, level: Level, element: Element): readonly Fix[] {
  const draft = startDraft(site, level);
  if (draft === undefined || isBoundary(element)) return [];
  const doomed = new Set<NodeId>([element.record.id]);
  // Topological order backwards: readers are settled before what feeds them.
  for (const { record, ...rest } of [...level.elements.values()].reverse()) {
    const readers = wiresFrom(level, record.id);
    const onlyHere = readers.length > 0 && readers.every(({ target }) => doomed.has(target));
    if (onlyHere && !isBoundary({ record, ...rest })) doomed.add(record.id);
  }
  add(draft, { type: 'remove', nodes: [...doomed], edges: [] });
  const more = doomed.size - 1;
  const before =
    more === 0
      ? ''
      : more === 1
        ? ' and the node before it, which leads nowhere else'
        : ` and the ${more} nodes before it, which lead nowhere else`;
  return some(finish(draft, `Remove ${quoted(element)}${before}`));
}

interface Feeder {
  readonly feeder: Element;
  readonly source: PortRef;
  readonly unread: boolean;
}

/** What could feed a port: unread outputs first, then the nearest of all; from above before from below. */
function feedersOf(site: Site, level: Level, element: Element, target: PortRef): readonly Feeder[] {
  const taken = new Set(
    Object.values(level.graph.edges).flatMap((edge) => (edge.target === target.node ? [edge.source] : [])),
  );
  const possible = [...level.elements.values()]
    .filter(({ record }) => record.id !== target.node && !taken.has(record.id))
    .sort((a, b) => distance(a, element) - distance(b, element));
  const ports = possible.flatMap((feeder) => {
    const unread = new Set(unreadPorts(level, feeder).map(({ port }) => port));
    return feeder.outputs.map(({ key }) => ({
      feeder,
      source: { node: feeder.record.id, port: key },
      unread: unread.has(key),
    }));
  });
  const inOrder = [...ports.filter(({ unread }) => unread), ...ports.filter(({ unread }) => !unread)];
  const found: Feeder[] = [];
  for (const candidate of inOrder.slice(0, MOST_TRIED)) {
    if (found.length === MOST_CANDIDATES) break;
    if (isPossible(site, candidate.source, target)) found.push(candidate);
  }
  const above = found.filter(({ feeder }) => feeder.record.position.y <= element.record.position.y);
  return above.length === 0 ? found : above;
}

function isPossible(site: Site, source: PortRef, target: PortRef): boolean {
  const edge = {
    source: source.node,
    sourcePort: source.port,
    target: target.node,
    targetPort: target.port,
  };
  return connectionProblem(site.document, edge) === undefined;
}

/** How far down a wire would run; one that runs up counts as much further. */
function distance(from: Element, to: Element): number {
  const down = to.record.position.y - from.record.position.y;
  return Math.abs(to.record.position.x - from.record.position.x) + (down >= 0 ? down : 10_000 - down);
}

function unreadPorts(level: Level, { record, outputs }: Element): readonly PortRef[] {
  const read = new Set(wiresFrom(level, record.id).map(({ sourcePort }) => sourcePort));
  return outputs.filter(({ key }) => !read.has(key)).map(({ key }) => ({ node: record.id, port: key }));
}

/** Ports of a level that a diagnostic says want a wire. */
function openPorts(site: Site, level: Level): { readonly element: Element; readonly port: PortRef }[] {
  return site.analysis.diagnostics.flatMap(({ code, path, port }) => {
    const element = site.analysis.network.elements.get(path);
    if (code !== 'input-missing' || port === undefined || element?.level !== level.path) return [];
    return [{ element, port: { node: element.record.id, port } }];
  });
}

function topOf(site: Site): Level {
  const top = site.analysis.network.levels.get('');
  if (top === undefined) throw new Error('A network has no top level.');
  return top;
}

function isOperator({ record }: Element, type: string): boolean {
  return record.kind === 'operator' && record.operator === type;
}

function isBoundary(element: Element): boolean {
  return isOperator(element, 'Input') || isOperator(element, 'Output');
}
