// Costs, totals, memory and receptive fields of a network.

import type { Network } from '../network/types.ts';
import type { Analysis } from './types.ts';

export function analyse(_network: Network): Analysis {
  throw new Error('to be written');
}
