// The document: its name and seed, the preset it came from with arguments that can still change, its totals.

import { MAX_SEED } from '../../shared/document/invariants.ts';
import { Fragment } from 'react';
import type { Analysis } from '../../shared/analysis/types.ts';
import { freshShare } from '../../shared/weights/spec.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import { findPreset } from '../presets/index.ts';
import type { Preset } from '../presets/types.ts';
import { dispatch, endGesture, takeBackGesture, useDocument } from '../state/document-store.ts';
import { changeArguments } from '../state/presets.ts';
import { revealNode } from '../state/session-store.ts';
import { SchemaForm } from '../ui/fields/SchemaForm.tsx';
import { atLeast, bytes } from '../ui/format.ts';
import { NumberInput } from '../ui/NumberInput.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { Count, HELP } from './Costs.tsx';
import { Fact, Facts, Section } from './Section.tsx';
import styles from './Inspector.module.css';

export function DocumentInspector({ analysis }: { readonly analysis: Analysis }) {
  const document = useDocument();
  const { totals, network } = analysis;
  const { partial } = totals;
  const preset = document.origin === undefined ? undefined : findPreset(document.origin.preset);
  /** Part of a network with stored weights for which none are stored: an edit gave a layer another shape, say. */
  const fresh =
    document.weights === undefined ? 0 : freshShare(network.nodes.flatMap(({ weights }) => weights));
  const peak = totals.peakPath === undefined ? undefined : network.elements.get(totals.peakPath);
  return (
    <div className={styles.inspector}>
      <Section title="Network">
        <div className={styles.form}>
          <div className={styles.formRow}>
            <span>Name</span>
            <TextInput
              label="Network name"
              value={document.name}
              onCommit={(name) => dispatch({ type: 'setName', name })?.message}
            />
          </div>
          <div
            className={styles.formRow}
            title="Fresh weights are drawn from this seed: the same on every machine."
          >
            <span>Seed</span>
            <NumberInput
              label="Seed"
              value={document.seed}
              min={0}
              max={MAX_SEED}
              onChange={(seed) => dispatch({ type: 'setSeed', seed }, { gesture: 'seed' })?.message}
              onTakeBack={() => takeBackGesture('seed')}
              onCommit={endGesture}
            />
          </div>
        </div>
      </Section>
      {preset === undefined || document.origin === undefined ? null : (
        <Origin preset={preset} stored={document.origin.arguments} />
      )}
      <Section title="Totals">
        <Facts>
          <Fact name="Parameters" help={HELP.parameters}>
            <Count value={totals.parameters} partial={partial} />
          </Fact>
          <Fact name="Buffers" help={HELP.buffers}>
            <Count value={totals.buffers} partial={partial} />
          </Fact>
          <Fact name="MACs" help={HELP.macs}>
            <Count value={totals.macs} partial={partial} />
          </Fact>
          <Fact name="Weights" help="Memory of all weights, as 32-bit floats.">
            {atLeast(partial, bytes(totals.weightBytes))}
            {fresh > 0 ? <span className={styles.dim}> ({percentOf(fresh)} random)</span> : null}
          </Fact>
          <Fact name="Activations" help={HELP.activations}>
            {atLeast(partial, bytes(totals.activationBytes))}
          </Fact>
          <Fact
            name="Peak memory"
            help="The most that is alive at once when layers run in order and an output is freed after its last reader."
          >
            {atLeast(partial, bytes(totals.peakActivationBytes))}
            {peak === undefined ? null : (
              <>
                {' at '}
                <button
                  type="button"
                  className={styles.jump}
                  onClick={() => revealNode(peak.level, peak.record.id)}
                >
                  <Path path={peak.path} />
                </button>
              </>
            )}
          </Fact>
        </Facts>
      </Section>
    </div>
  );
}

/** Of a part between nothing and the whole, which is never told as either. */
function percentOf(share: number): string {
  if (share === 1) return '100 %';
  return share < 0.01 ? '< 1 %' : `${Math.min(99, Math.round(share * 100))} %`;
}

/** A path that breaks behind its dots. */
function Path({ path }: { readonly path: string }) {
  return path.split('.').map((name, depth) => (
    <Fragment key={depth}>
      {depth === 0 ? '' : '.'}
      {depth === 0 ? null : <wbr />}
      {name}
    </Fragment>
  ));
}

interface OriginProps {
  readonly preset: Preset;
  readonly stored: StoredValues;
}

/** Changing an argument builds the preset afresh; edits made since then are undone with it, in one step. */
function Origin({ preset, stored }: OriginProps) {
  const gestureOf = (name: string): string => `origin ${name}`;
  const change = (name: string, value: unknown): string | undefined => {
    const { [name]: _before, ...others } = stored;
    const next = value === undefined ? others : { ...others, [name]: value };
    return changeArguments(preset, next, gestureOf(name))?.message;
  };
  return (
    <Section title="Preset">
      <p className={styles.kind}>
        <strong>
          {preset.title}, {preset.year}.
        </strong>{' '}
        Changing an argument builds it afresh; edits to its layers are lost, and undo brings them back. Notes,
        frames and the weights of layers that keep their shape stay.
      </p>
      <SchemaForm
        schema={preset.arguments}
        stored={stored}
        onChange={change}
        onTakeBack={(name) => takeBackGesture(gestureOf(name))}
        onCommit={endGesture}
      />
    </Section>
  );
}
