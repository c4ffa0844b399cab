// Giving a node another name: the paths of its weights change, their stored values do not.

import { lookUp } from '../../shared/document/records.ts';
import type { NodeId } from '../../shared/document/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { addToDraft, dispatchDraft, startDraft } from './draft.ts';
import { keepWeights } from './keeping-weights.ts';

export function renameNode(node: NodeId, name: string): Problem | undefined {
  const draft = startDraft();
  const before = lookUp(draft.before.nodes, node);
  const storedNames = before === undefined ? {} : { [node]: before.storedName ?? before.name };
  return (
    addToDraft(draft, { type: 'rename', node, name }) ??
    keepWeights(draft, draft.before, { storedNames, mayGain: true }) ??
    dispatchDraft(draft)
  );
}
