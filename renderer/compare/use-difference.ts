// The difference of two networks, worked out when they are chosen and again when one of them was edited.

import { useEffect, useState } from 'react';
import { structuralDifference, type StructuralDifference } from '../../shared/analysis/compare.ts';
import { differenceTree, type DifferenceBlock } from '../../shared/analysis/difference-tree.ts';
import { messageOf } from '../../shared/lib/errors.ts';
import { readNetwork, type Origin } from './origins.ts';

export interface WorkedOut {
  readonly difference: StructuralDifference;
  readonly tree: DifferenceBlock;
}

interface Result {
  readonly a: Origin;
  readonly b: Origin;
  readonly workedOut?: WorkedOut;
  readonly problem?: string;
}

/** Undefined while it is worked out. */
export function useDifference(
  a: Origin | undefined,
  b: Origin | undefined,
): Omit<Result, 'a' | 'b'> | undefined {
  const [result, setResult] = useState<Result>();
  useEffect(() => {
    if (a === undefined || b === undefined) return undefined;
    let isWanted = true;
    void workOut(a, b)
      .then((workedOut): Result => ({ a, b, workedOut }))
      .catch((error: unknown): Result => ({ a, b, problem: messageOf(error) }))
      .then((next) => {
        if (isWanted) setResult(next);
      });
    return () => {
      isWanted = false;
    };
  }, [a, b]);
  return result?.a === a && result?.b === b ? result : undefined;
}

async function workOut(a: Origin, b: Origin): Promise<WorkedOut> {
  const [one, other] = [(await readNetwork(a)).comparable, (await readNetwork(b)).comparable];
  // The page shows that it is at work before two large networks are matched.
  await new Promise((resolve) => setTimeout(resolve));
  const difference = structuralDifference(one, other);
  return { difference, tree: differenceTree(one, other, difference) };
}
