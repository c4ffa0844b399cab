// Everything that can be added to a network: operators and block templates, with search.

import { assertNever } from '../../shared/lib/assert-never.ts';
import { accepts } from '../../shared/network/infer.ts';
import type { TensorType } from '../../shared/tensor/types.ts';
import type { Category } from '../../shared/operators/define.ts';
import { OPERATORS } from '../../shared/operators/index.ts';
import type { NodeId, NodeRecord } from '../../shared/document/types.ts';
import { TEMPLATES } from '../presets/index.ts';
import { freshId } from './ids.ts';

export type ItemCategory = Category | 'block';

export interface CatalogueItem {
  /** `linked`: a definition of the open document; `own`: a block that the user keeps (see items). */
  readonly kind: 'operator' | 'template' | 'linked' | 'own';
  /** An operator's or a template's type; the id of a definition. */
  readonly type: string;
  readonly title: string;
  readonly category: ItemCategory;
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly help: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** In palette order: operators by category, then blocks. */
export const CATALOGUE: readonly CatalogueItem[] = [
  ...OPERATORS.map(({ type, palette, inputs, outputs }): CatalogueItem => ({
    kind: 'operator',
    type,
    ...palette,
    inputs: inputs.kind === 'fixed' ? inputs.names.length : inputs.min,
    outputs: outputs.length,
  })),
  ...TEMPLATES.map((template): CatalogueItem => ({
    kind: 'template',
    type: template.type,
    title: template.title,
    category: 'block',
    keywords: template.keywords,
    icon: template.icon,
    help: template.help,
    inputs: template.inputs.length,
    outputs: template.outputs.length,
  })),
];

export const CATEGORIES: readonly ItemCategory[] = [
  'input and output',
  'convolution',
  'pooling',
  'normalisation',
  'activation',
  'linear',
  'shape',
  'merge',
  'block',
];

/**
 * How well an item answers a query: 0 for not at all. Beginnings of names count most, then of other words,
 * then letters in order (`bn2` finds BatchNorm2d).
 */
function matchScore(item: CatalogueItem, query: string): number {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return 1;
  // The id of a definition is no word.
  const type = (item.kind === 'operator' || item.kind === 'template' ? item.type : item.title).toLowerCase();
  const title = item.title.toLowerCase();
  if (type === wanted || title === wanted) return 100;
  if (type.startsWith(wanted) || title.startsWith(wanted)) return 80;
  const words = [...title.split(/\s+/), ...item.keywords.flatMap((word) => word.toLowerCase().split(/\s+/))];
  if (words.some((word) => word.startsWith(wanted))) return 60;
  if (type.includes(wanted) || title.includes(wanted)) return 40;
  return isSubsequence(wanted, type) ? 20 : 0;
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === wanted[at]) at += 1;
  return at === wanted.length;
}

/** Items that answer the query, best first; ties keep palette order. */
export function searchCatalogue(
  query: string,
  items: readonly CatalogueItem[] = CATALOGUE,
): readonly CatalogueItem[] {
  return items
    .map((item) => ({ item, score: matchScore(item, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

/** What a search offers, and whether it fits where it is asked for. */
export interface Offer {
  readonly item: CatalogueItem;
  readonly fits: boolean;
}

/** From this score on a query names an item, and does not only resemble it. */
const NAMED = 60;
/** What fits goes before what does not and is meant no more than that. */
const FITTING = 15;

/** Offers that answer the query, best first. What does not fit is offered only to those who call it by its name. */
export function searchOffers(
  query: string,
  fitting: readonly CatalogueItem[],
  others: readonly CatalogueItem[],
): readonly Offer[] {
  const fits = fitting.map((item) => ({ item, fits: true, score: matchScore(item, query) }));
  if (query.trim() === '') return fits;
  const rest = others.map((item) => ({ item, fits: false, score: matchScore(item, query) }));
  const rank = (offer: (typeof fits)[number]): number => offer.score + (offer.fits ? FITTING : 0);
  return [...fits.filter(({ score }) => score > 0), ...rest.filter(({ score }) => score >= NAMED)].sort(
    (a, b) => rank(b) - rank(a),
  );
}

/** What a wire dropped on empty space may be connected to. */
export function itemsThatFit(
  from: 'output' | 'input',
  type: TensorType | undefined,
  items: readonly CatalogueItem[] = CATALOGUE,
): readonly CatalogueItem[] {
  if (from === 'input') return items.filter((item) => item.outputs > 0);
  return items.filter((item) => item.inputs > 0 && takes(item, type));
}

/** No attribute set; one record, so that it is parsed once for an operator. */
const DEFAULTS = {};

/** Whether an operator at its defaults takes this tensor at every input; blocks are given the benefit. */
function takes(item: CatalogueItem, type: TensorType | undefined): boolean {
  const operator = OPERATORS.find((candidate) => item.kind === 'operator' && candidate.type === item.type);
  if (operator === undefined || type === undefined) return true;
  const types = Array.from({ length: item.inputs }, () => type);
  return accepts(operator, types, DEFAULTS);
}

type Placed = Pick<CatalogueItem, 'kind' | 'type'> & Partial<Pick<CatalogueItem, 'title'>>;

/** PyTorch users write conv, bn and relu: the type in lower case without its dimension. */
function nameFor(item: Placed): string {
  const short: Readonly<Record<string, string>> = {
    BatchNorm2d: 'bn',
    MaxPool2d: 'pool',
    AvgPool2d: 'pool',
    AdaptiveAvgPool2d: 'avgpool',
    Linear: 'fc',
    ConvTranspose2d: 'deconv',
  };
  // Titles begin with a capital, names of nodes do not: "Block" beside "block" would differ in nothing else.
  if (item.kind === 'linked' || item.kind === 'own')
    return item.title?.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()) ?? 'block';
  if (item.kind === 'template') return 'block';
  return short[item.type] ?? item.type.toLowerCase().replace(/2d$/, '');
}

/** A new node of this kind at a place. */
export function recordFor(
  item: Placed,
  parentId: NodeId | null,
  position: { readonly x: number; readonly y: number },
): NodeRecord {
  const base = { id: freshId(), parentId, name: nameFor(item), position };
  switch (item.kind) {
    case 'operator':
      return { ...base, kind: 'operator', operator: item.type, attributes: {} };
    case 'template':
      return { ...base, kind: 'template', template: item.type, arguments: {} };
    case 'linked':
    case 'own':
      return { ...base, kind: 'linked', definition: item.type, arguments: {} };
    default:
      return assertNever(item.kind);
  }
}
