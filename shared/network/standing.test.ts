import { describe, expect, it } from 'vitest';
import { countStandings, standingOf, stillToDraw, worstOf } from './standing.ts';
import type { Diagnostic } from './types.ts';

function diagnostic(code: string, severity: Diagnostic['severity'] = 'error'): Diagnostic {
  return { code, severity, path: 'x', message: code };
}

describe('standing', () => {
  it('tells what is not drawn yet from what is wrong', () => {
    expect(standingOf(diagnostic('input-missing'))).toBe('unfinished');
    expect(standingOf(diagnostic('unused-output', 'warning'))).toBe('unfinished');
    expect(standingOf(diagnostic('channels-differ'))).toBe('error');
    expect(standingOf(diagnostic('bypass-changes', 'warning'))).toBe('warning');
  });

  it('counts what is wrong, and the nodes that are unfinished', () => {
    const counts = countStandings([
      diagnostic('input-missing'),
      diagnostic('unused-output', 'warning'),
      { ...diagnostic('no-output'), path: '' },
      diagnostic('channels-differ'),
      diagnostic('dead', 'warning'),
      diagnostic('hint', 'info'),
    ]);
    expect(counts).toEqual({ error: 1, warning: 1, unfinished: 2, info: 1 });
  });

  it('names what is wrong before what is unfinished, and the first of equals', () => {
    const warning = diagnostic('dead', 'warning');
    const free = diagnostic('input-missing');
    const [first, second] = [diagnostic('a'), diagnostic('b')];
    expect(worstOf([free, warning])).toBe(warning);
    expect(worstOf([free, first, second])).toBe(first);
    expect(worstOf([])).toBeUndefined();
  });

  it('says what is still to be drawn', () => {
    expect(stillToDraw([diagnostic('input-missing')])).toBe(
      'The network is not finished: wire the input that is free.',
    );
    expect(
      stillToDraw([
        diagnostic('input-missing'),
        diagnostic('no-output'),
        diagnostic('no-input'),
        diagnostic('input-missing'),
        diagnostic('unused-output', 'warning'),
      ]),
    ).toBe('The network is not finished: wire the 2 inputs that are free, add an Input and add an Output.');
  });

  it('says nothing of a network that can run, or that something in is wrong', () => {
    expect(stillToDraw([diagnostic('unused-output', 'warning')])).toBeUndefined();
    expect(stillToDraw([diagnostic('input-missing'), diagnostic('channels-differ')])).toBeUndefined();
  });
});
