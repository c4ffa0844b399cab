import type { Stage } from '../types.ts';

/** Progress out, and a chance for a stop to come in: throws when one came. */
export type Pause = (stage: Stage, fraction: number | undefined) => Promise<void>;
