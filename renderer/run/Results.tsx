// What the network said: the classes it finds likeliest, and how long it took.

import { useEffect, useState, type CSSProperties } from 'react';
import { elementCount } from '../../shared/tensor/types.ts';
import { freshShare } from '../../shared/weights/spec.ts';
import { FeatureMaps } from './FeatureMaps.tsx';
import { NonFinite } from './NonFinite.tsx';
import { endsInSoftmax, softmax, topK } from './ranking.ts';
import { useRun } from './run-store.ts';
import { median } from '../../shared/lib/median.ts';
import type { RunRecord } from './types.ts';
import styles from './RunPanel.module.css';

const SHOWN = 5;

type ClassNames = 'none' | 'digits' | 'imagenet';

const CLASS_NAMES: Readonly<Record<Exclude<ClassNames, 'none'>, () => Promise<{ default: string[] }>>> = {
  digits: () => import('../presets/class-names/digits.json'),
  imagenet: () => import('../presets/class-names/imagenet.json'),
};

/** @param change what became different since the result was made */
export function Results({ change }: { readonly change: 'network' | 'weights' | 'input' | undefined }) {
  const record = useRun((state) => state.record);
  if (record === undefined) return null;
  const [output] = record.run.outputs;
  if (output === undefined) return null;
  const stale = change !== undefined;
  const isVector = elementCount(output.shape.slice(1)) === (output.shape[1] ?? 1);
  return (
    <section className={`${styles.section} ${stale ? styles.stale : ''}`} aria-label="Result">
      <h3 className={styles.title}>
        Result
        {stale ? <span className={styles.badge}>out of date</span> : null}
        {isVector && output.nonFinite === 0 && !endsInSoftmax(record.runnable.network) ? (
          <span
            className={styles.aside}
            title="The network itself gives scores; softmax makes them add up to 1."
          >
            softmax of its scores
          </span>
        ) : null}
      </h3>
      {stale ? <p className={styles.dim}>The {change} changed since this run.</p> : null}
      <NonFinite record={record} output={output} />
      {!isVector ? (
        <FeatureMaps tensor={output} />
      ) : output.nonFinite > 0 ? null : (
        <Ranking record={record} />
      )}
      <Times record={record} />
    </section>
  );
}

function Ranking({ record }: { readonly record: RunRecord }) {
  const { network } = record.runnable;
  const node = network.nodes[network.outputs[0] ?? -1];
  const names = useClassNames((node?.attributes['classNames'] ?? 'none') as ClassNames);
  const [output] = record.run.outputs;
  if (output === undefined) return null;
  const given = endsInSoftmax(network);
  const probabilities = given ? output.data : softmax(output.data);
  const untrained = freshShare(network.nodes.flatMap(({ weights }) => weights));
  return (
    <>
      {untrained > 0 ? (
        <p className={styles.warning} data-testid="untrained">
          {untrained === 1
            ? 'The weights are random, not trained: this ranking means nothing.'
            : 'Some of the weights are random, not trained: do not rely on this ranking.'}
        </p>
      ) : null}
      <ol className={styles.ranking} data-testid="ranking">
        {topK(probabilities, SHOWN).map(({ index, probability }) => (
          <li key={index} className={styles.rank} style={shareOf(probability)}>
            <span className={styles.rankName} title={names?.[index]}>
              {names?.[index] ?? `class ${index}`}
            </span>
            <span className={styles.number}>{percent(probability)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function useClassNames(kind: ClassNames): readonly string[] | undefined {
  const [loaded, setLoaded] = useState<{ readonly kind: ClassNames; readonly names: readonly string[] }>();
  useEffect(() => {
    let wanted = true;
    if (kind !== 'none') {
      void CLASS_NAMES[kind]().then(({ default: names }) => wanted && setLoaded({ kind, names }));
    }
    return () => {
      wanted = false;
    };
  }, [kind]);
  return loaded?.kind === kind ? loaded.names : undefined;
}

/** Each row is its own bar: names may be long, and every pixel of the width is the bar's. */
function shareOf(probability: number): CSSProperties {
  return { '--share': Number.isFinite(probability) ? probability : 0 };
}

function Times({ record: { run, prepared } }: { readonly record: RunRecord }) {
  const times = useRun((state) => state.times);
  const { weights, session, verify } = prepared.milliseconds;
  return (
    <dl className={styles.times}>
      <div title="The first run compiles and allocates.">
        <dt>First</dt>
        <dd>{milliseconds(run.firstMilliseconds)}</dd>
      </div>
      <div title={`Of ${times.length} runs after the first.`}>
        <dt>Median</dt>
        <dd data-testid="median">{times.length === 0 ? '–' : milliseconds(median(times))}</dd>
      </div>
      <div
        title={`Weights ${milliseconds(weights)}, loading ${milliseconds(session)}, checking ${milliseconds(verify)}`}
      >
        <dt>Loading</dt>
        <dd>{milliseconds(weights + session + verify)}</dd>
      </div>
    </dl>
  );
}

function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(value < 10_000 ? 2 : 1)} s`;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

function percent(probability: number): string {
  if (!Number.isFinite(probability)) return 'NaN';
  const value = 100 * probability;
  // Others are not zero: what only rounds to all of it says so.
  if (probability < 1 && value >= 99.95) return '> 99.9 %';
  return `${value.toFixed(value >= 9.95 || value === 0 ? 1 : 2)} %`;
}
