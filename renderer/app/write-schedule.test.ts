import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scheduleWrites, type WriteSchedule } from './write-schedule.ts';

let state = 0;
let begun: number[] = [];
let errors: unknown[] = [];
let end: ((error?: Error) => void)[] = [];
let writer: WriteSchedule;

function change(): void {
  state += 1;
  writer.changed();
}

beforeEach(() => {
  vi.useFakeTimers();
  state = 0;
  begun = [];
  errors = [];
  end = [];
  writer = scheduleWrites({
    delay: 500,
    onError: (error) => errors.push(error),
    write() {
      if (state === 13) throw new Error('cannot be encoded');
      begun.push(state);
      return new Promise((resolve, reject) => {
        end.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    },
  });
});
afterEach(() => vi.useRealTimers());

test('edits without a pause are kept every half second all the same', async () => {
  for (let edit = 0; edit < 20; edit += 1) {
    change();
    await vi.advanceTimersByTimeAsync(100);
    end.shift()?.();
  }
  expect(begun.length).toBeGreaterThanOrEqual(3);
});

test('one write at a time, and the newest is last', async () => {
  change();
  await vi.advanceTimersByTimeAsync(500);
  change();
  void writer.flush();
  change();
  void writer.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([1]);
  end.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([1, 3]);
});

test('work that cannot be encoded, and a write that fails, are told and stop no later one', async () => {
  state = 12;
  change();
  await vi.advanceTimersByTimeAsync(500);
  change();
  await vi.advanceTimersByTimeAsync(500);
  end.shift()?.(new Error('disk full'));
  await vi.advanceTimersByTimeAsync(0);
  change();
  await vi.advanceTimersByTimeAsync(500);
  expect(errors.map(String)).toEqual(['Error: cannot be encoded', 'Error: disk full']);
  expect(begun).toEqual([14, 15]);
});

test('a flush ends when everything that was due is written', async () => {
  change();
  let ended = false;
  void writer.flush().then(() => (ended = true));
  change();
  await vi.advanceTimersByTimeAsync(0);
  end.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
  expect([begun, ended]).toEqual([[1, 2], false]);
  end.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toBe(true);
});

test('what changes while a write is failing is not tried later than it would be', async () => {
  change();
  await vi.advanceTimersByTimeAsync(500);
  change();
  await vi.advanceTimersByTimeAsync(600);
  end.shift()?.(new Error('disk full'));
  await vi.advanceTimersByTimeAsync(500);
  expect(begun).toEqual([1, 2]);
});

test('a page that goes writes at once, beside a write that has begun', async () => {
  change();
  await vi.advanceTimersByTimeAsync(500);
  change();
  writer.flushLast();
  expect(begun).toEqual([1, 2]);
});

test('nothing is written where nothing changed', async () => {
  void writer.flush();
  writer.flushLast();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toEqual([]);
});

test('what failed is tried again by itself, less and less often, and an edit does not wait for that', async () => {
  const attempts: number[] = [];
  const fail = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(0);
    end.shift()?.(new Error('disk full'));
    await vi.advanceTimersByTimeAsync(0);
  };
  change();
  await vi.advanceTimersByTimeAsync(500);
  for (let second = 0; second < 20; second += 1) {
    if (end.length > 0) attempts.push(second);
    await fail();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(attempts).toEqual([0, 1, 3, 7, 15]);
  change();
  await vi.advanceTimersByTimeAsync(500);
  expect(begun.at(-1)).toBe(2);
  end.shift()?.();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(begun).toHaveLength(6);
});
