// The receptive field of what the pointer rests on, on the image that the run panel would give the network.

import { FieldCard } from '../lesson/fields/FieldCard.tsx';
import { useRun } from '../run/run-store.ts';

export function FieldPreview() {
  return <FieldCard image={useRun((state) => state.picture?.preview)} />;
}
