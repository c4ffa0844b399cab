// Problems that several templates share, reported at the argument.

import { MAX_EXTENT } from '../../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../../shared/operators/define.ts';

/** A block that halves the image needs its window's worth of pixels. */
export function halvingProblem(
  what: string,
  size: readonly [height: number, width: number] | undefined,
  window: number,
): Problem | undefined {
  if (size === undefined || Math.min(...size) >= window) return undefined;
  return problem(
    'input-too-small',
    `${what} halves the image with ${window}×${window} windows, but receives ${size.join(' × ')} pixels. It needs at least ${window} × ${window}.`,
    { port: 'input' },
  );
}

/** No layer may be wider than the operators allow. */
export function widthProblem(channels: number, attribute: string): Problem | undefined {
  if (channels <= MAX_EXTENT) return undefined;
  return problem(
    'too-wide',
    `A layer would be ${channels} channels wide; at most ${MAX_EXTENT} are allowed. Choose a smaller value.`,
    { attribute },
  );
}
