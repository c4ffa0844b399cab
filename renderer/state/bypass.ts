// Switching the selected nodes off and on again.

import { canBypass } from '../../shared/document/bypass.ts';
import type { NodeId } from '../../shared/document/types.ts';
import type { Level } from '../../shared/network/types.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import { selectedElements } from './analysis.ts';
import { dispatch } from './document-store.ts';
import { READ_ONLY } from './editing.ts';

/** Switches all off, or on where all are off already. Inputs and outputs in the selection stay as they are. */
export function toggleBypass(level: Level, ids: readonly NodeId[]): Problem | undefined {
  if (level.parentId === undefined) return READ_ONLY;
  const records = selectedElements(level, ids)
    .map(({ record }) => record)
    .filter(canBypass);
  if (records.length === 0) {
    return problem(
      'nothing-to-bypass',
      'There is nothing to bypass. Select nodes with an input that they could pass on.',
    );
  }
  const bypassed = records.some((record) => record.bypassed !== true);
  return dispatch({ type: 'bypass', nodes: records.map(({ id }) => id), bypassed });
}
