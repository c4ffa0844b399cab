// The chosen preset in full: what it is, its arguments, and what it comes to with them.

import { useEffect, useRef } from 'react';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Totals } from '../../shared/analysis/types.ts';
import type { Preset } from '../presets/types.ts';
import type { Preview, RefusedPreview } from '../state/preview.ts';
import { SchemaForm } from '../ui/fields/SchemaForm.tsx';
import { bytes, compact, grouped, wireShape } from '../ui/format.ts';
import { Thumbnail } from './Thumbnail.tsx';
import styles from './Gallery.module.css';

interface DetailProps {
  readonly preset: Preset;
  readonly stored: StoredValues;
  /** Undefined while it is worked out. */
  readonly preview: Preview | RefusedPreview | undefined;
  readonly onChange: (stored: StoredValues) => void;
}

export function Detail({ preset, stored, preview, onChange }: DetailProps) {
  const problem = preview?.problem;
  const { parameters, gmacs, source } = preset.reference;
  const section = useRef<HTMLElement>(null);
  const wrong = problem?.attribute;
  // Below the field that caused it, it may have come out of view.
  useEffect(() => {
    if (wrong === undefined) return;
    const field = section.current?.querySelector(`[data-field="${CSS.escape(wrong)}"]`);
    field?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
  }, [wrong]);
  return (
    <section ref={section} className={styles.detail} aria-label="Chosen preset">
      <h3 className={styles.detailTitle}>{preset.title}</h3>
      <p className={styles.family}>
        {preset.family}, {preset.year}
      </p>
      <Thumbnail key={preset.id} preset={preset} captioned />
      <p>{preset.idea}</p>
      <p className={styles.lesson}>
        <strong>In the lesson</strong> {preset.lesson}
      </p>
      <p className={styles.citation}>{preset.paper.citation}</p>
      <h4>Arguments</h4>
      <SchemaForm
        key={`arguments of ${preset.id}`}
        schema={preset.arguments}
        stored={stored}
        {...(problem?.attribute === undefined
          ? {}
          : { errors: new Map([[problem.attribute, problem.message]]) })}
        onChange={(name, value) => {
          const { [name]: _before, ...others } = stored;
          onChange(value === undefined ? others : { ...others, [name]: value });
        }}
      />
      {problem !== undefined && problem.attribute === undefined ? (
        <p role="alert" className={styles.problem}>
          {problem.message}
        </p>
      ) : null}
      {problem === undefined ? <PreviewTotals preview={preview} /> : null}
      <p className={styles.citation}>
        Published: {grouped(parameters)} parameters, {gmacs} GMACs ({source}).
      </p>
    </section>
  );
}

function PreviewTotals({ preview }: { readonly preview: Preview | undefined }) {
  const total = (show: (totals: Totals) => string): string =>
    preview === undefined ? '…' : show(preview.totals);
  const rows = [
    ['Parameters', total(({ parameters }) => grouped(parameters))],
    ['MACs', total(({ macs }) => compact(macs))],
    ['Weights', total(({ weightBytes }) => bytes(weightBytes))],
    ['Peak memory', total(({ peakActivationBytes }) => bytes(peakActivationBytes))],
    ['Input', preview === undefined ? '…' : wireShape(preview.input)],
    ['Output', preview === undefined ? '…' : wireShape(preview.output)],
  ] as const;
  return (
    <dl className={styles.totals} aria-label="Totals" aria-busy={preview === undefined}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
