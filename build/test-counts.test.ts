import { expect, it } from 'vitest';
import { countPlaywright, countVitest, NONE, settle, sum, summary } from './test-counts.ts';

it('adds up runners, and mentions skipped tests only where there are some', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 10, failed: 2, skipped: 3 },
  ]);
  expect(summary(total)).toBe('11 passed, 2 failed, 3 skipped');
  expect(summary(NONE)).toBe('0 passed, 0 failed');
});

it('counts a file that vitest could not load as a failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

it('counts flaky tests and errors outside tests as failures', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 4 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 7, failed: 3, skipped: 4 });
});

it('refuses a report of another form, and never calls a failed run good', () => {
  expect(() => countVitest({})).toThrow();
  expect(() => countPlaywright({ stats: {} })).toThrow();
  expect(settle({ passed: 9, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 9, failed: 1, skipped: 0 });
  expect(settle({ passed: 9, failed: 0, skipped: 0 }, null)).toMatchObject({ failed: 1 });
  expect(settle({ passed: 9, failed: 2, skipped: 0 }, 1)).toMatchObject({ failed: 2 });
  expect(settle({ passed: 9, failed: 0, skipped: 0 }, 0)).toMatchObject({ failed: 0 });
});
