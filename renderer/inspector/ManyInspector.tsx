// Several nodes at once: what they share can be set on all of them, in one step; and what they cost together.

import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element } from '../../shared/network/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { endGesture, useDocument } from '../state/document-store.ts';
import { select } from '../state/session-store.ts';
import { setValueOf, takeBackValueOf } from '../state/setting-values.ts';
import { Button } from '../ui/Button.tsx';
import { SchemaForm } from '../ui/fields/SchemaForm.tsx';
import { atLeast, bytes, plural } from '../ui/format.ts';
import { Count, HELP } from './Costs.tsx';
import { Fact, Facts, Section } from './Section.tsx';
import { sharedAttributes } from './shared-attributes.ts';
import styles from './Inspector.module.css';

interface ManyInspectorProps {
  readonly analysis: Analysis;
  readonly elements: readonly Element[];
  readonly editable: boolean;
}

export function ManyInspector({ analysis, elements, editable }: ManyInspectorProps) {
  const sum = (key: 'parameters' | 'buffers' | 'macs' | 'activationBytes') =>
    elements.reduce((total, { path }) => total + (analysis.costs.get(path)?.[key] ?? 0), 0);
  const partial = elements.some(({ path }) => analysis.costs.get(path)?.partial);
  const kinds = byKind(elements);
  return (
    <div className={styles.inspector}>
      <div className={styles.header}>
        <p className={styles.kind}>
          <strong>{elements.length} nodes selected.</strong>{' '}
          {kinds.size === 1 ? `All are ${[...kinds.keys()][0]}.` : 'Pick a kind to keep only those:'}
        </p>
        {kinds.size === 1 ? null : (
          <div className={styles.kinds}>
            {[...kinds].map(([kind, ids]) => (
              <Button key={kind} aria-label={`Select only ${ids.length} ${kind}`} onClick={() => select(ids)}>
                {kind} <span className={styles.dim}>{ids.length}</span>
              </Button>
            ))}
          </div>
        )}
      </div>
      <Shared analysis={analysis} elements={elements} editable={editable} />
      <Section title="Costs together">
        <Facts>
          <Fact name="Parameters" help={HELP.parameters}>
            <Count value={sum('parameters')} partial={partial} />
          </Fact>
          <Fact name="Buffers" help={HELP.buffers}>
            <Count value={sum('buffers')} partial={partial} />
          </Fact>
          <Fact name="MACs" help={HELP.macs}>
            <Count value={sum('macs')} partial={partial} />
          </Fact>
          <Fact name="Activations" help={HELP.activations}>
            {atLeast(partial, bytes(sum('activationBytes')))}
          </Fact>
        </Facts>
      </Section>
    </div>
  );
}

function Shared({ analysis, elements, editable }: ManyInspectorProps) {
  const { schema, stored, mixed, nodes } = sharedAttributes(elements, useDocument(), LIBRARY);
  if (Object.keys(schema).length === 0 || nodes.length < 2) {
    return (
      <Section title="Shared attributes">
        <p className={styles.kind}>These nodes have no attribute in common.</p>
      </Section>
    );
  }
  const paths = new Set(elements.map(({ path }) => path));
  const errors = new Map<string, string>();
  for (const { path, attribute, message } of analysis.diagnostics) {
    if (attribute !== undefined && paths.has(path)) errors.set(attribute, `${path}: ${message}`);
  }
  const left = elements.length - nodes.length;
  return (
    <Section title="Shared attributes">
      {left === 0 ? null : (
        <p className={styles.kind}>
          Of {nodes.length} nodes; {plural(left, 'other has', 'others have')} nothing to set.
        </p>
      )}
      <SchemaForm
        key={nodes.join()}
        schema={schema}
        stored={stored}
        mixed={mixed}
        errors={errors}
        disabled={!editable}
        onChange={(name, value) => setValueOf(nodes, name, value)}
        onTakeBack={(name) => takeBackValueOf(nodes, name)}
        onCommit={endGesture}
      />
    </Section>
  );
}

/** Ids by operator or template, the most frequent first. */
function byKind(elements: readonly Element[]): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, string[]>();
  for (const { record } of elements) {
    const kind =
      record.kind === 'operator' ? record.operator : record.kind === 'template' ? record.template : 'Block';
    const ids = kinds.get(kind);
    if (ids === undefined) kinds.set(kind, [record.id]);
    else ids.push(record.id);
  }
  return new Map([...kinds].sort(([, a], [, b]) => b.length - a.length));
}
