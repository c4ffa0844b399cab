// What differs between two of the networks: sums, then the layers, folded by block.

import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { FIGURES as TOTALS, type Figure, type StructuralDifference } from '../../shared/analysis/compare.ts';
import { differing, type LayerStatus } from '../../shared/analysis/difference-tree.ts';
import { differenceBound, signed } from '../../shared/lib/amounts.ts';
import { frontOf, useDocuments, type OpenDocument } from '../state/open-documents.ts';
import { IconButton } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { grouped, plural } from '../ui/format.ts';
import { Toggle } from '../ui/Toggle.tsx';
import { figure } from './columns.ts';
import { choosePair, useCompare } from './compare-store.ts';
import type { TitledEntry } from './entry.ts';
import { DifferenceTree } from './DifferenceTree.tsx';
import { openOrigin, originalsOf } from './open-networks.ts';
import { keyOf, type Origin } from './origins.ts';
import { useDifference, type WorkedOut } from './use-difference.ts';
import styles from './Compare.module.css';

interface DifferenceProps {
  readonly entries: readonly TitledEntry[];
  readonly onOpen: (origin: Origin, path?: string) => void;
}

export function Difference({ entries, onOpen }: DifferenceProps) {
  const ready = entries.filter(({ figures }) => figures !== undefined);
  const pair = useCompare((state) => state.pair);
  const [a, b] = pairOf(ready, pair, useDocuments(frontOf));
  const result = useDifference(a?.origin, b?.origin);
  if (a === undefined || b === undefined) {
    return <p className={styles.hint}>A difference takes two networks whose figures are known.</p>;
  }
  const options = ready.map(({ key, title }) => ({ value: key, label: title }));
  return (
    <div className={styles.difference}>
      <div className={styles.pair}>
        <span>From</span>
        <div className={styles.pairChoice}>
          <Choice
            label="First network"
            value={a.key}
            options={options}
            onChange={(key) => choosePair(key, b.key)}
          />
        </div>
        <IconButton label="Exchange the two" onClick={() => choosePair(b.key, a.key)}>
          <ArrowLeftRight size={14} />
        </IconButton>
        <span>to</span>
        <div className={styles.pairChoice}>
          <Choice
            label="Second network"
            value={b.key}
            options={options}
            onChange={(key) => choosePair(a.key, key)}
          />
        </div>
      </div>
      {result?.problem === undefined ? null : (
        <p role="alert" className={styles.problem}>
          {result.problem}
        </p>
      )}
      {result === undefined ? (
        <p className={styles.hint}>Matching layers…</p>
      ) : result.workedOut === undefined ? null : (
        <Found key={`${a.key} ${b.key}`} workedOut={result.workedOut} a={a} b={b} onOpen={onOpen} />
      )}
    </div>
  );
}

/** What was chosen; else the network in front after its original, where both are there; else the first two. */
function pairOf(
  ready: readonly TitledEntry[],
  [wishA, wishB]: readonly [string | undefined, string | undefined],
  front: OpenDocument,
): readonly [TitledEntry | undefined, TitledEntry | undefined] {
  const find = (key: string | undefined) => ready.find((entry) => entry.key === key);
  const now = find(keyOf(openOrigin(front)));
  const original = originalsOf(front)
    .map((origin) => find(keyOf(origin)))
    .find((entry) => entry !== undefined);
  if (find(wishA) === undefined && find(wishB) === undefined && now !== undefined && original !== undefined) {
    return [original, now];
  }
  const a = find(wishA) ?? ready.find(({ key }) => key !== wishB);
  return [a, find(wishB) ?? ready.find((entry) => entry !== a)];
}

interface FoundProps extends Pick<DifferenceProps, 'onOpen'> {
  readonly workedOut: WorkedOut;
  readonly a: TitledEntry;
  readonly b: TitledEntry;
}

function Found({ workedOut: { difference, tree }, a, b, onOpen }: FoundProps) {
  const [showsSame, showSame] = useState(false);
  const { counts } = tree;
  const isSame = tree.children.every((child) =>
    child.kind === 'layer' ? child.status === 'same' : differing(child.counts) === 0,
  );
  const totals = TOTALS.filter((id) => difference.totals[id] !== 0);
  return (
    <>
      <dl className={styles.totals} aria-label="Sums of the second less the first">
        {totals.map((id) => (
          <div key={id}>
            <dt>{figure(id).title}</dt>
            <dd>{changeOf(id, difference)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.counts}>
        <span className={styles.countOf}>{plural(counts.same, 'layer')} the same</span>
        <Count status="renamed" count={counts.renamed} text="renamed" />
        <Count
          status="resized"
          count={counts.resized}
          text="resized"
          help="Set and wired as before; what arrives has another shape."
        />
        <Count status="changed" count={counts.changed} text="changed" />
        <Count status="onlyInA" count={counts.onlyInA} text={`only in ${a.title}`} />
        <Count status="onlyInB" count={counts.onlyInB} text={`only in ${b.title}`} />
        <span className={styles.space} />
        <span className={styles.toggle}>
          <span aria-hidden>Show what is the same</span>
          <Toggle label="Show what is the same" value={showsSame} onChange={showSame} />
        </span>
      </div>
      {isSame && !showsSame ? (
        <p className={styles.hint}>Nothing differs: every layer is in both, with the same sizes and wires.</p>
      ) : (
        <DifferenceTree tree={tree} showsSame={showsSame} a={a} b={b} onOpen={onOpen} />
      )}
    </>
  );
}

interface CountProps {
  readonly status: LayerStatus;
  readonly count: number;
  readonly text: string;
  readonly help?: string;
}

function Count({ status, count, text, help }: CountProps) {
  if (count === 0) return null;
  return (
    <span className={styles.countOf} data-status={status} title={help}>
      {grouped(count)} {text}
    </span>
  );
}

function changeOf(id: Figure, { totals, partial }: StructuralDifference): string {
  const { text, adds = false } = figure(id);
  const change = signed(totals[id], text);
  return adds ? differenceBound(partial, change) : change;
}
