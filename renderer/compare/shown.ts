// What the table and the plots are given alike.

import type { TitledEntry } from './entry.ts';
import type { Origin } from './origins.ts';

export interface ShownNetworks {
  /** In the order of the table. */
  readonly entries: readonly TitledEntry[];
  /** Key of the network under the pointer, in the table or in a plot. */
  readonly pointed: string | undefined;
  readonly onPoint: (key: string | undefined) => void;
  readonly onOpen: (origin: Origin) => void;
}
