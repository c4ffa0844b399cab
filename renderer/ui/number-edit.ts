// One stay in a number field, from entering it to leaving it. What is typed and can be the value is given to the owner
// at once; when it is refused, or given up, the owner goes back to what it had before: a number on the way to another
// one never stays. Pure: what is to be done to the owner is returned.

import { stepNumber } from './numbers.ts';
import { readField, type FieldRange, type Pair } from './pair-text.ts';

/** Two numbers, and `same`, where the field stands for height and width. */
export type Typed = number | Pair | 'same';

export interface NumberEdit {
  /** The value when the field was entered, or when Enter took it; undefined where several values differ. */
  readonly before: number | undefined;
  /** What the owner was given since then, unless it was taken back. */
  readonly given: Typed | undefined;
  /** What is typed, where it is not simply the value. */
  readonly text: string | undefined;
  /** Why the owner did not take it, though the field would have. */
  readonly refusal: string | undefined;
}

/** What is to be done to the owner: set a value, or take back everything that this stay gave it. */
export type NumberEffect = { readonly kind: 'give'; readonly value: Typed } | { readonly kind: 'takeBack' };

export interface Edited {
  readonly edit: NumberEdit;
  readonly effect: NumberEffect | undefined;
}

export function enterNumber(value: number | undefined): NumberEdit {
  return { before: value, given: undefined, text: undefined, refusal: undefined };
}

/** The text of the field is this now. */
export function typeNumber(edit: NumberEdit, text: string, range: FieldRange): Edited {
  const reading = readField(text, range);
  const taken = reading.kind === 'number' || reading.kind === 'pair';
  const { given, effect } = taken ? giving(edit, reading.value) : takingBack(edit);
  return { edit: { ...edit, given, text, refusal: undefined }, effect };
}

/**
 * By arrows or steppers, from what the field holds. Where values differ, or two were typed at once, there is nothing to
 * step from.
 */
export function stepEdit(edit: NumberEdit, by: number, range: FieldRange): Edited {
  const from = edit.given ?? edit.before;
  if (typeof from !== 'number') return { edit, effect: undefined };
  const { given, effect } = giving(edit, stepNumber(from, by, range));
  return { edit: { ...edit, given, text: undefined, refusal: undefined }, effect };
}

/** The owner has not taken the value that it was given. What it took before it is to be taken back. */
export function refuseNumber(edit: NumberEdit, value: Typed, refusal: string): Edited {
  return {
    edit: { ...edit, given: undefined, text: edit.text ?? String(value), refusal },
    effect: takingBack(edit).effect,
  };
}

/** What is wrong with what is typed, in words. */
export function editProblem({ text, refusal }: NumberEdit, range: FieldRange): string | undefined {
  const reading = text === undefined ? undefined : readField(text, range);
  return reading?.kind === 'refused' ? reading.problem : refusal;
}

/** What is said of a text that the field was left with. */
export function untakenNote(text: string | undefined, problem: string): string {
  return `${text?.trim() === '' || text === undefined ? 'Nothing' : `"${text.trim()}"`} was not taken. ${problem}`;
}

/**
 * Enter: what was given stays. A refused text stands, with what is wrong with it.
 * @returns undefined where two numbers were given: which of them the field shows next is its owner's
 */
export function takeNumber(edit: NumberEdit, range: FieldRange): NumberEdit | undefined {
  if (editProblem(edit, range) !== undefined) return edit;
  if (edit.given !== undefined && typeof edit.given !== 'number') return undefined;
  return enterNumber(edit.given ?? edit.before);
}

/** Escape: everything is as it was when the field was entered. */
export function giveUp(edit: NumberEdit): Edited {
  return { edit: enterNumber(edit.before), effect: takingBack(edit).effect };
}

type Change = Pick<NumberEdit, 'given'> & Pick<Edited, 'effect'>;

function giving(edit: NumberEdit, value: Typed): Change {
  if (value === edit.before) return takingBack(edit);
  return { given: value, effect: String(value) === String(edit.given) ? undefined : { kind: 'give', value } };
}

function takingBack({ given }: NumberEdit): Change {
  return { given: undefined, effect: given === undefined ? undefined : { kind: 'takeBack' } };
}
