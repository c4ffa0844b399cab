// Fixes of one attribute or argument: the nearest values that the node accepts, found by asking it.

import { storedValues } from '../network/overrides.ts';
import type { Diagnostic } from '../network/types.ts';
import { isProblem } from '../operators/define.ts';
import { findOperator } from '../operators/index.ts';
import type { Field } from '../operators/attributes.ts';
import { assertNever } from '../lib/assert-never.ts';
import type { TensorType } from '../tensor/types.ts';
import { finish, setValues, some, startDraft } from './draft.ts';
import type { Fix, Site } from './types.ts';
import { arriving, placeOf, quoted, schemaOf, valuesOf, type Place } from './walk.ts';

/** How many values a search tries at most; a template builds its whole inside for each. */
const MOST_TRIES = { operator: 4096, template: 256 } as const;

type Accepts = (value: unknown) => boolean;

/** Sets the attribute that a diagnostic names to the nearest values that do. */
export function attributeFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  const { attribute } = diagnostic;
  if (place === undefined || attribute === undefined) return [];
  return nearestFixes(site, place, attribute);
}

/** The nearest values of an attribute with which the node accepts what arrives at it. */
export function nearestFixes(site: Site, place: Place, attribute: string): readonly Fix[] {
  const field = schemaOf(place.element, site)[attribute];
  const accepts = acceptance(site, place, attribute);
  if (field === undefined || accepts === undefined) return [];
  const { kind } = place.element.record;
  const tries = kind === 'template' ? MOST_TRIES.template : MOST_TRIES.operator;
  const current = valuesOf(place.element, site)[attribute];
  return nearestValues(field, current, accepts, tries).flatMap((value) =>
    setFix(site, place, { [attribute]: value }),
  );
}

/** Values that the node's own schema refuses go back to the default, or to the nearest end of their range. */
export function refusedValueFixes(site: Site, diagnostic: Diagnostic): readonly Fix[] {
  const place = placeOf(site, diagnostic);
  const { attribute } = diagnostic;
  if (place === undefined || attribute === undefined) return [];
  const field = schemaOf(place.element, site)[attribute];
  if (field === undefined) {
    const draft = startDraft(site, place.level);
    if (draft === undefined) return [];
    setValues(draft, place.element.record.id, { [attribute]: null });
    return some(finish(draft, `Remove "${attribute.slice(0, 40)}" from ${quoted(place.element)}`));
  }
  const stored = storedValues(place.element.record)[attribute];
  const fixes: Fix[] = [];
  if ('min' in field && typeof stored === 'number' && Number.isFinite(stored)) {
    const clamped = Math.min(field.max, Math.max(field.min, stored));
    const value = field.control === 'integer' ? Math.round(clamped) : clamped;
    if (field.control === 'integer' || field.control === 'number') {
      fixes.push(...setFix(site, place, { [attribute]: value }));
    }
  }
  const draft = startDraft(site, place.level);
  if (draft === undefined) return fixes;
  setValues(draft, place.element.record.id, { [attribute]: null });
  const title = `Set ${field.label.toLowerCase()} of ${quoted(place.element)} to its default, ${showValue(field, field.default)}`;
  return [...fixes, ...some(finish(draft, title))];
}

/** One fix that sets values on a node; without a title, one is made of the values. */
export function setFix(
  site: Site,
  { element, level }: Place,
  values: Readonly<Record<string, unknown>>,
  title?: string,
): readonly Fix[] {
  const draft = startDraft(site, level);
  if (draft === undefined) return [];
  setValues(draft, element.record.id, values);
  const schema = schemaOf(element, site);
  const parts = Object.entries(values).map(([name, value], index) => {
    const field = schema[name];
    const label = field?.label.toLowerCase() ?? name;
    const owner = index === 0 ? ` of ${quoted(element)}` : '';
    return `${label}${owner} to ${field === undefined ? String(value) : showValue(field, value)}`;
  });
  return some(finish(draft, title ?? `Set ${parts.join(' and ')}`));
}

/** Whether the node takes its inputs with another value of one attribute; undefined where they are not known. */
function acceptance(site: Site, { element }: Place, attribute: string): Accepts | undefined {
  const { record } = element;
  const values = valuesOf(element, site);
  const parse = (value: unknown): unknown => schemaOf(element, site)[attribute]?.parse.parse(value);
  const types = arriving(element);
  if (record.kind === 'template') {
    const template = site.library.findTemplate(record.template);
    return (
      template &&
      ((value) => !('code' in template.build({ ...values, [attribute]: parse(value) as never }, types)))
    );
  }
  if (record.kind !== 'operator' || types.some((type) => type === undefined)) return undefined;
  const operator = findOperator(record.operator);
  return (
    operator &&
    ((value) =>
      !isProblem(
        operator.infer(types as readonly TensorType[], { ...values, [attribute]: parse(value) as never }),
      ))
  );
}

/** Accepted values near the current one: at most one on each side, the nearer first. */
function nearestValues(field: Field, current: unknown, accepts: Accepts, tries: number): readonly unknown[] {
  switch (field.control) {
    case 'integer':
      return outward(Number(current), field.min, field.max, tries).filter(firstOnEachSide(current, accepts));
    case 'number':
      return [field.default, ...doublings(Number(current), field.max)].filter(firstOf(accepts));
    case 'boolean':
      return [true, false].filter(accepts);
    case 'choice':
      return field.options.map(({ value }) => value).filter(firstOf(accepts));
    case 'pair':
      return pairsNear(current as readonly [number, number], field.min, field.max, tries).filter(
        firstOf(accepts),
      );
    case 'padding': {
      const [rows, columns] = current === 'same' ? [0, 0] : (current as readonly [number, number]);
      return [...pairsNear([rows, columns], 0, field.max, tries), 'same'].filter(firstOf(accepts));
    }
    case 'numbers':
      return openings(current as readonly number[]).filter(firstOf(accepts));
    default:
      return assertNever(field);
  }
}

/** Lets the first accepted value below and the first above pass, and asks about no more. */
function firstOnEachSide(current: unknown, accepts: Accepts): (value: number) => boolean {
  const found = new Set<boolean>();
  return (value) => {
    const side = value > Number(current);
    if (found.has(side) || !accepts(value)) return false;
    found.add(side);
    return true;
  };
}

function firstOf(accepts: Accepts): Accepts {
  let found = false;
  return (value) => {
    if (found || !accepts(value)) return false;
    found = true;
    return true;
  };
}

/** `5, 4, 6, 3, 7 …` without the value itself. */
function outward(from: number, min: number, max: number, tries: number): readonly number[] {
  const values: number[] = [];
  for (let step = 1; values.length < tries && (from - step >= min || from + step <= max); step += 1) {
    if (from - step >= min && from - step <= max) values.push(from - step);
    if (from + step <= max && from + step >= min) values.push(from + step);
  }
  return values;
}

/** Pairs in which one side moves before both do: a wide image is refused for one axis alone. */
function pairsNear(
  [rows, columns]: readonly [number, number],
  min: number,
  max: number,
  tries: number,
): readonly (readonly [number, number])[] {
  const either = (values: readonly number[], make: (value: number) => readonly [number, number]) =>
    values.map(make);
  const near = Math.floor(tries / 3);
  if (rows === columns) {
    const both = outward(rows, min, max, tries);
    return either(both, (value) => [value, value]);
  }
  return [
    ...either(outward(rows, min, max, near), (value) => [value, columns]),
    ...either(outward(columns, min, max, near), (value) => [rows, value]),
    ...either(outward(Math.min(rows, columns), min, max, near), (value) => [value, value]),
  ];
}

/** Twice, four times … as much. */
function doublings(from: number, max: number): readonly number[] {
  const values: number[] = [];
  for (let value = from * 2; value > from && value <= max && values.length < 16; value *= 2)
    values.push(value);
  return values;
}

/** A list of sizes with one of them left open. */
function openings(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.map((_, open) =>
    sizes.map((size, index) => (index === open ? -1 : Math.max(1, Math.round(size)))),
  );
}

function showValue(field: Field, value: unknown): string {
  if (field.control === 'choice') {
    return field.options.find((option) => option.value === value)?.label ?? String(value);
  }
  if (field.control === 'boolean') return value === true ? 'on' : 'off';
  if (!Array.isArray(value)) return String(value);
  const numbers = value.map(String);
  const isPair = field.control === 'pair' || field.control === 'padding';
  if (isPair) return numbers[0] === numbers[1] ? (numbers[0] ?? '') : numbers.join('×');
  return numbers.join(', ').replaceAll('-', '−');
}
