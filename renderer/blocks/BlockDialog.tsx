// The dialog about a block's arguments: which attributes inside it can be set from outside, and by what names. It
// also saves the block to the palette with them.

import { useId, useState } from 'react';
import { argumentNameProblem } from '../../shared/document/definition-invariants.ts';
import { nameProblem } from '../../shared/document/names.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { showBlockDialog, useBlockDialog, type BlockDialogSubject } from '../state/block-dialog.ts';
import {
  argumentsFrom,
  candidateKey,
  candidatesOf,
  exposableOf,
  exposeArguments,
  saveToPalette,
  type Candidate,
  type Exposable,
} from '../state/exposing.ts';
import { useOwnBlocks } from '../state/own-blocks.ts';
import { Button } from '../ui/Button.tsx';
import { Modal } from '../ui/Modal.tsx';
import { notify } from '../ui/Toasts.tsx';
import { CandidateList } from './CandidateList.tsx';
import styles from './BlockDialog.module.css';

export function BlockDialog() {
  const subject = useBlockDialog((state) => state.subject);
  const exposable = useExposable(subject);
  if (subject === undefined || exposable === undefined) return null;
  return (
    <OpenDialog key={`${subject.purpose} ${subject.node}`} purpose={subject.purpose} exposable={exposable} />
  );
}

/** What was to be exposed when the dialog opened: nothing can be edited behind it. */
function useExposable(subject: BlockDialogSubject | undefined): Exposable | undefined {
  const [held, setHeld] = useState<{
    readonly subject: BlockDialogSubject;
    readonly exposable: Exposable | undefined;
  }>();
  if (subject === undefined) return undefined;
  if (held?.subject === subject) return held.exposable;
  const exposable = exposableOf(subject.node);
  setHeld({ subject, exposable });
  return exposable;
}

interface OpenDialogProps {
  readonly purpose: BlockDialogSubject['purpose'];
  readonly exposable: Exposable;
}

function OpenDialog({ purpose, exposable }: OpenDialogProps) {
  const { definition } = exposable;
  const saving = purpose === 'save';
  const [candidates] = useState(() => candidatesOf(exposable));
  const [names, setNames] = useState(() => namesOf(exposable));
  const [title, setTitle] = useState(() => definition.name);
  const own = useOwnBlocks((state) => state.blocks);
  const titleId = useId();
  const replaces = own.some(({ name }) => name === title);
  const wrong = (saving ? nameProblem(title) : undefined) ?? firstProblem(candidates, names);
  const close = () => showBlockDialog(undefined);
  const confirm = () => {
    const exposed = argumentsFrom(candidates, names);
    const problem: Problem | undefined =
      'code' in exposed
        ? exposed
        : saving
          ? saveToPalette(exposable, title, exposed)
          : exposeArguments(definition.id, exposed);
    if (problem !== undefined) {
      notify({ type: 'error', title: saving ? 'Not saved' : 'Not changed', description: problem.message });
      return;
    }
    if (saving) notify({ title: `"${title}" is in the palette under My blocks.` });
    close();
  };
  return (
    <Modal
      open
      wide
      title={saving ? 'Save block to palette' : `Arguments of ${definition.name}`}
      onClose={close}
      initialFocus={() => document.getElementById(titleId)}
      footer={
        <>
          <span className={styles.problem} role="status" data-wrong={wrong === undefined ? undefined : ''}>
            {wrong?.message ?? (saving && replaces ? `Replaces "${title}" in My blocks.` : '')}
          </span>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" disabled={wrong !== undefined} onClick={confirm}>
            {saving ? 'Save' : 'Apply'}
          </Button>
        </>
      }
    >
      {saving ? (
        <label className={styles.title}>
          <span>Name</span>
          <input
            id={titleId}
            className={styles.input}
            value={title}
            spellCheck={false}
            aria-invalid={nameProblem(title) !== undefined}
            onFocus={({ target }) => target.select()}
            onChange={(event) => setTitle(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && wrong === undefined) confirm();
            }}
          />
        </label>
      ) : null}
      <p className={styles.help}>
        Tick what every use of the block may set for itself, and name it. Attributes with the same name are
        set together.
      </p>
      <CandidateList candidates={candidates} names={names} onChange={setNames} />
    </Modal>
  );
}

function namesOf({ definition }: Exposable): ReadonlyMap<string, string> {
  return new Map(
    definition.arguments.flatMap(({ name, targets }) =>
      targets.map(({ node, attribute }) => [candidateKey(node, attribute), name] as const),
    ),
  );
}

function firstProblem(
  candidates: readonly Candidate[],
  names: ReadonlyMap<string, string>,
): Problem | undefined {
  for (const name of names.values()) {
    const bad = argumentNameProblem(name);
    if (bad !== undefined) return bad;
  }
  const exposed = argumentsFrom(candidates, names);
  return 'code' in exposed ? exposed : undefined;
}
