// Adding squeeze-and-excitation to the open network: where, at which reduction, and what it comes to.

import { useDeferredValue, useMemo, useState } from 'react';
import type { Totals } from '../../../shared/analysis/types.ts';
import { analysisOf, levelAt } from '../../state/analysis.ts';
import { dispatch, useDocument } from '../../state/document-store.ts';
import type { Target } from '../../state/excitation-places.ts';
import { describeLeftOut, planExcitation, type ExcitationPlan } from '../../state/excitation.ts';
import { useSession } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { atLeast, grouped, plural } from '../../ui/format.ts';
import { Modal } from '../../ui/Modal.tsx';
import { SliderField } from '../../ui/SliderField.tsx';
import { notify } from '../../ui/Toasts.tsx';
import { Figures } from '../Figures.tsx';
import styles from '../Lesson.module.css';

interface ExcitationDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ExcitationDialog({ open, onClose }: ExcitationDialogProps) {
  return open ? <OpenExcitationDialog onClose={onClose} /> : null;
}

/** The paper's. */
const REDUCTION = 16;

function OpenExcitationDialog({ onClose }: Pick<ExcitationDialogProps, 'onClose'>) {
  const document = useDocument();
  const level = useSession((state) => state.level);
  const selected = useSession((state) => state.nodes);
  const [kind, setKind] = useState<Target['kind']>(selected.length > 0 ? 'nodes' : 'residual');
  const [reduction, setReduction] = useState(REDUCTION);
  const analysis = analysisOf(document);
  const target = useMemo<Target>(() => {
    if (kind === 'residual') return { kind };
    const opened = levelAt(analysis, level);
    const names = selected.flatMap((id) => opened.elements.get(id)?.record.name ?? []);
    return { kind, level: opened.path, names: new Set(names) };
  }, [kind, analysis, level, selected]);
  // The slider goes on while a large network is worked out.
  const wish = useMemo(() => ({ target, reduction }), [target, reduction]);
  const deferred = useDeferredValue(wish);
  const plan = useMemo(() => planExcitation(deferred.target, deferred.reduction), [deferred]);
  const refused = 'code' in plan ? plan : undefined;
  const ready = 'code' in plan || deferred !== wish ? undefined : plan;
  const after = 'code' in plan ? undefined : analysisOf(plan.draft.document).totals;
  const before = analysis.totals;
  const change = (sum: 'parameters' | 'macs'): string => {
    const shown = (totals: Totals): string => atLeast(totals.partial, grouped(totals[sum]));
    return after === undefined ? shown(before) : `${shown(before)} → ${shown(after)}`;
  };
  const add = (): void => {
    if (ready === undefined) return;
    // The commands were tried one by one for the plan; a hundred of them need no second check.
    const problem = dispatch({ type: 'replace', document: ready.draft.document });
    if (problem === undefined) {
      notify({ title: 'Squeeze-and-excitation added', description: whatWasDone(ready, reduction) });
      onClose();
    } else {
      notify({ type: 'error', title: 'Not added', description: problem.message });
    }
  };
  return (
    <Modal
      open
      title="Add squeeze-and-excitation"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={ready === undefined} onClick={add}>
            {ready === undefined ? 'Add' : `Add in ${plural(ready.byArgument + ready.inserted, 'place')}`}
          </Button>
        </>
      }
    >
      <p className={styles.lead}>
        It looks at the whole image, squeezed to one number a channel, and from that turns every channel up or
        down.
      </p>
      <div className={styles.row}>
        <span>Where</span>
        <Choice
          label="Where"
          value={kind}
          options={[
            { value: 'residual', label: 'After every residual branch' },
            { value: 'nodes', label: `After the selected blocks and convolutions (${selected.length})` },
          ]}
          onChange={setKind}
        />
      </div>
      <SliderField
        label="Reduction"
        help="The hidden layer has this many times fewer channels; the paper has 16."
        value={reduction}
        from={1}
        to={64}
        step={1}
        max={4096}
        onChange={setReduction}
      />
      {refused === undefined ? null : (
        <p role="alert" className={styles.problem}>
          {refused.message}
        </p>
      )}
      <Figures
        busy={deferred !== wish}
        rows={[
          ['Parameters', change('parameters')],
          ['MACs', change('macs')],
        ]}
      />
      <p className={styles.note} aria-live="polite">
        {'code' in plan ? '' : whatWouldBeDone(plan, deferred.reduction)}
      </p>
      <p className={styles.note}>
        J. Hu, L. Shen, G. Sun: Squeeze-and-excitation networks. CVPR 2018, arXiv:1709.01507.
      </p>
    </Modal>
  );
}

function whatWouldBeDone(plan: ExcitationPlan, reduction: number): string {
  return [
    plan.byArgument === 0
      ? ''
      : `"SE reduction" will be set in ${plural(plan.byArgument, 'residual block')}.`,
    plan.inserted === 0
      ? ''
      : `${plural(plan.inserted, 'block')} will be put into ${plan.inserted === 1 ? 'a wire' : 'wires'}.`,
    plan.detached === 0
      ? ''
      : `${plural(plan.detached, 'template')} will be detached: they have no argument for squeeze-and-excitation.`,
    leftOutOf(plan, reduction),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function whatWasDone(plan: ExcitationPlan, reduction: number): string {
  return [
    plan.byArgument === 0 ? '' : `"SE reduction" set in ${plural(plan.byArgument, 'residual block')}.`,
    plan.inserted === 0 ? '' : `As ${plural(plan.inserted, 'new block')}.`,
    plan.detached === 0 ? '' : `${plural(plan.detached, 'template was', 'templates were')} detached.`,
    leftOutOf(plan, reduction),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function leftOutOf({ leftOut }: ExcitationPlan, reduction: number): string {
  return leftOut.size === 0 ? '' : `Left out: ${describeLeftOut(leftOut, reduction)}.`;
}
