import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  editProblem,
  enterNumber,
  giveUp,
  refuseNumber,
  stepEdit,
  takeNumber,
  typeNumber,
  type Edited,
  type NumberEdit,
} from './number-edit.ts';
import { readNumber } from './numbers.ts';

const range = { min: 1, max: 65_536, integer: true };

/** An owner with steps to undo, as the document is one: what was given since the last commit is one step. */
function field(value: number, refuses: (value: number) => boolean = () => false) {
  let steps = [value];
  let open = false;
  let edit: NumberEdit | undefined;
  const current = (): number => steps.at(-1)!;
  const now = (): NumberEdit => edit ?? enterNumber(current());
  const apply = ({ edit: next, effect }: Edited): void => {
    const { given } = now();
    edit = next;
    if (effect?.kind === 'give') {
      const { value } = effect;
      if (typeof value !== 'number') throw new Error('This field takes one number.');
      if (refuses(value)) apply(refuseNumber({ ...next, given }, value, 'Not this one.'));
      else {
        steps = [...(open ? steps.slice(0, -1) : steps), value];
        open = true;
      }
    } else if (effect?.kind === 'takeBack') {
      expect(open).toBe(true);
      steps = steps.slice(0, -1);
      open = false;
    }
  };
  return {
    type: (text: string) => apply(typeNumber(now(), text, range)),
    /** Letter by letter, over what is there. */
    retype(text: string) {
      for (let length = 0; length <= text.length; length += 1) this.type(text.slice(0, length));
    },
    step: (by: number) => apply(stepEdit(now(), by, range)),
    escape: () => apply(giveUp(now())),
    enter() {
      edit = takeNumber(now(), range);
      open = false;
    },
    leave() {
      edit = undefined;
      open = false;
    },
    shown: () => now().text ?? String(current()),
    problem: () => editProblem(now(), range),
    current,
    steps: () => steps.length - 1,
  };
}

test('values on the way to a refused one do not stay', () => {
  const classes = field(1000);
  classes.retype('9999');
  expect(classes.current()).toBe(9999);
  classes.retype('99999999999');
  expect(classes.current()).toBe(1000);
  expect(classes.problem()).toBe('At most 65,536.');
  classes.enter();
  expect(classes.shown()).toBe('99999999999');
  classes.leave();
  expect([classes.shown(), classes.current(), classes.steps()]).toEqual(['1000', 1000, 0]);
});

test('what the owner refuses is as if it had not been typed', () => {
  const width = field(24, (value) => value % 8 !== 0);
  width.retype('8');
  expect(width.current()).toBe(8);
  width.type('81');
  expect([width.current(), width.problem(), width.shown()]).toEqual([24, 'Not this one.', '81']);
  width.enter();
  expect(width.shown()).toBe('81');
  width.type('88');
  expect([width.current(), width.problem()]).toEqual([88, undefined]);
  width.step(1);
  expect([width.current(), width.shown()]).toEqual([24, '89']);
  width.leave();
  expect([width.current(), width.shown(), width.steps()]).toEqual([24, '24', 0]);
});

test('Escape goes back to the value at entering, or at the last Enter', () => {
  const classes = field(10);
  classes.retype('77');
  classes.step(10);
  expect(classes.current()).toBe(87);
  classes.escape();
  expect([classes.shown(), classes.current(), classes.steps()]).toEqual(['10', 10, 0]);
  classes.retype('20');
  classes.enter();
  classes.step(1);
  classes.escape();
  expect([classes.shown(), classes.current(), classes.steps()]).toEqual(['20', 20, 1]);
});

test('there and back again is no step, and an emptied field keeps its value', () => {
  const classes = field(10);
  classes.step(1);
  classes.step(-1);
  expect(classes.steps()).toBe(0);
  classes.retype('10');
  expect(classes.steps()).toBe(0);
  classes.type('');
  expect(classes.problem()).toBeUndefined();
  classes.enter();
  expect([classes.shown(), classes.steps()]).toEqual(['10', 0]);
});

test('of several values, all get what is typed, or keep their own', () => {
  const { edit, effect } = typeNumber(enterNumber(undefined), '5', range);
  expect(effect).toEqual({ kind: 'give', value: 5 });
  expect(typeNumber(edit, '5x', range).effect).toEqual({ kind: 'takeBack' });
  expect(giveUp(edit).effect).toEqual({ kind: 'takeBack' });
  expect(stepEdit(enterNumber(undefined), 1, range).effect).toBeUndefined();
});

const typed = fc.oneof(
  fc.integer({ min: -10, max: 100_000 }).map(String),
  fc.integer({ min: 1, max: 65_536 }).map((value) => value.toLocaleString('en-GB')),
  fc.stringMatching(/^[0-9.,e+\- _x]{0,8}$/),
  fc.string({ maxLength: 6 }),
);
const action = fc.oneof(
  { weight: 4, arbitrary: typed.map((text) => ({ kind: 'type', text }) as const) },
  fc.integer({ min: -20, max: 20 }).map((by) => ({ kind: 'step', by }) as const),
  fc.constantFrom({ kind: 'enter' } as const, { kind: 'escape' } as const),
);

test('whatever is typed: the value that the field shows, or the one from before, and at most one step', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 65_536 }),
      fc.array(action, { maxLength: 8 }),
      fc.boolean(),
      (start, actions, choosy) => {
        const one = field(start, (value) => choosy && value % 3 === 0);
        let before = start;
        for (const done of actions) {
          if (done.kind === 'type') {
            one.retype(done.text);
            const reading = readNumber(done.text, range);
            const taken = reading.kind === 'number' && one.problem() === undefined;
            expect(one.current()).toBe(taken ? reading.value : before);
          } else if (done.kind === 'step') one.step(done.by);
          else if (done.kind === 'enter') {
            one.enter();
            before = one.current();
          } else {
            one.escape();
            expect(one.current()).toBe(before);
          }
        }
        const atEnd = one.current();
        const steps = one.steps();
        one.leave();
        expect(one.shown()).toBe(String(one.current()));
        expect(one.current()).toBe(atEnd);
        expect(one.problem()).toBeUndefined();
        expect(steps).toBe(one.steps());
        expect(steps).toBeLessThanOrEqual(actions.filter(({ kind }) => kind === 'enter').length + 1);
      },
    ),
  );
});

test('two numbers at once: given whole, taken by Enter, taken back by Escape and by what is none', () => {
  const kernel = { ...range, pair: { same: false } };
  const typed = typeNumber(enterNumber(3), '3x5', kernel);
  expect(typed.effect).toEqual({ kind: 'give', value: [3, 5] });
  expect(typeNumber(typed.edit, '3 x 5', kernel).effect).toBeUndefined();
  expect(stepEdit(typed.edit, 1, kernel)).toEqual({ edit: typed.edit, effect: undefined });
  expect(takeNumber(typed.edit, kernel)).toBeUndefined();
  expect(giveUp(typed.edit)).toEqual({ edit: enterNumber(3), effect: { kind: 'takeBack' } });
  expect(typeNumber(typed.edit, '3x', kernel).effect).toEqual({ kind: 'takeBack' });
});
