// The presets: cards to choose from, and arguments with live totals before one is opened.

import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { analyse } from '../../shared/analysis/analyse.ts';
import type { Totals } from '../../shared/analysis/types.ts';
import { expand } from '../../shared/network/expand.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { LIBRARY, PRESETS } from '../presets/index.ts';
import type { Preset } from '../presets/types.ts';
import { Button } from '../ui/Button.tsx';
import { SchemaForm } from '../ui/fields/SchemaForm.tsx';
import { bytes, compact, grouped, wireShape } from '../ui/format.ts';
import { Modal } from '../ui/Modal.tsx';
import styles from './Gallery.module.css';

interface GalleryProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpen: (preset: Preset, stored: StoredValues) => void;
}

const NO_ARGUMENTS: StoredValues = {};

export function Gallery({ open, onClose, onOpen }: GalleryProps) {
  const [chosen, setChosen] = useState(PRESETS[0]?.id);
  const [byPreset, setByPreset] = useState<Readonly<Record<string, StoredValues>>>({});
  const preset = PRESETS.find(({ id }) => id === chosen);
  const stored = (preset && byPreset[preset.id]) ?? NO_ARGUMENTS;
  const deferred = useDeferredValue(stored);
  const [query, setQuery] = useState('');
  const found = useMemo(() => PRESETS.filter((candidate) => matches(candidate, query)), [query]);
  const preview = useMemo(
    () => (open && preset ? previewOf(preset, deferred) : undefined),
    [open, preset, deferred],
  );
  return (
    <Modal
      open={open}
      wide
      title="Presets"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={preset === undefined || preview?.problem !== undefined}
            onClick={() => preset && onOpen(preset, stored)}
          >
            {preset === undefined ? 'Open' : `Open ${preset.title}`}
          </Button>
        </>
      }
    >
      <div className={styles.gallery}>
        <div className={styles.choice}>
          <label className={styles.search}>
            <Search size={14} aria-hidden />
            <input
              type="search"
              placeholder={`Search ${PRESETS.length} architectures by name, family, year or idea`}
              aria-label="Search the presets"
              value={query}
              onChange={({ target }) => setQuery(target.value)}
            />
          </label>
          {found.length === 0 ? (
            <p className={styles.nothing}>
              No architecture fits “{query}”. <Button onClick={() => setQuery('')}>Show all</Button>
            </p>
          ) : null}
          <ul className={styles.cards} aria-label="Architectures">
            {found.map((candidate) => (
              <li key={candidate.id}>
                <Card
                  preset={candidate}
                  chosen={candidate.id === chosen}
                  onChoose={() => setChosen(candidate.id)}
                  onOpen={() => onOpen(candidate, byPreset[candidate.id] ?? NO_ARGUMENTS)}
                />
              </li>
            ))}
          </ul>
        </div>
        {preset === undefined ? null : (
          <div className={styles.detail}>
            <h3 className={styles.detailTitle}>{preset.title}</h3>
            <p className={styles.citation}>{preset.paper.citation}</p>
            <h4>Arguments</h4>
            <SchemaForm
              schema={preset.arguments}
              stored={stored}
              {...(preview?.problem?.attribute === undefined
                ? {}
                : { errors: new Map([[preview.problem.attribute, preview.problem.message]]) })}
              onChange={(name, value) => {
                const { [name]: _before, ...others } = stored;
                const next = value === undefined ? others : { ...others, [name]: value };
                setByPreset((before) => ({ ...before, [preset.id]: next }));
              }}
            />
            {preview?.problem !== undefined && preview.problem.attribute === undefined ? (
              <p role="alert" className={styles.problem}>
                {preview.problem.message}
              </p>
            ) : null}
            {preview?.totals === undefined ? null : (
              <PreviewTotals preview={preview} totals={preview.totals} />
            )}
          </div>
        )}
      </div>
    </Modal>
  );
}

/** Every word of the query, somewhere in what the card says. */
function matches({ id, title, family, year, idea }: Preset, query: string): boolean {
  const text = `${id} ${title} ${family} ${year} ${idea}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface CardProps {
  readonly preset: Preset;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

function Card({ preset, chosen, onChoose, onOpen }: CardProps) {
  const { inputShape } = defaultsOf(preset);
  return (
    <button
      type="button"
      className={styles.card}
      aria-pressed={chosen}
      data-preset={preset.id}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <span className={styles.cardHead}>
        <strong>{preset.title}</strong>
        <span className={styles.year}>{preset.year}</span>
      </span>
      <span className={styles.idea}>{preset.idea}</span>
      <span className={styles.figures}>
        <span>{compact(preset.reference.parameters)} params</span>
        <span>{gmacs(preset.reference.gmacs)}</span>
        <span>{inputShape}</span>
      </span>
    </button>
  );
}

/** `4.09 GMACs`, `0.42 MMACs`. */
function gmacs(value: number): string {
  const [number, prefix = ''] = compact(value * 1e9).split(' ');
  return `${number} ${prefix}MACs`;
}

interface Preview {
  readonly problem?: Problem;
  readonly totals?: Totals;
  readonly input?: string;
  readonly output?: string;
}

function previewOf(preset: Preset, stored: StoredValues): Preview {
  const built = preset.build(stored);
  if ('code' in built) return { problem: built };
  const { totals, network, diagnostics } = analyse(expand(built, LIBRARY));
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined)
    return { problem: { code: error.code, message: `${error.path}: ${error.message}` } };
  const inputType = network.nodes[network.inputs[0] ?? -1]?.outputTypes?.[0];
  const outputType = network.nodes[network.outputs[0] ?? -1]?.inputTypes[0];
  return {
    totals,
    ...(inputType === undefined ? {} : { input: wireShape(inputType.shape) }),
    ...(outputType === undefined ? {} : { output: wireShape(outputType.shape) }),
  };
}

const defaults = new Map<string, { readonly inputShape: string }>();

/** The input at the default arguments, worked out once per preset. */
function defaultsOf(preset: Preset): { readonly inputShape: string } {
  let known = defaults.get(preset.id);
  if (known === undefined) {
    known = { inputShape: previewOf(preset, NO_ARGUMENTS).input ?? '' };
    defaults.set(preset.id, known);
  }
  return known;
}

function PreviewTotals({ preview, totals }: { readonly preview: Preview; readonly totals: Totals }) {
  return (
    <dl className={styles.totals} aria-label="Totals">
      <div>
        <dt>Parameters</dt>
        <dd>{grouped(totals.parameters)}</dd>
      </div>
      <div>
        <dt>MACs</dt>
        <dd>{compact(totals.macs)}</dd>
      </div>
      <div>
        <dt>Weights</dt>
        <dd>{bytes(totals.weightBytes)}</dd>
      </div>
      <div>
        <dt>Peak memory</dt>
        <dd>{bytes(totals.peakActivationBytes)}</dd>
      </div>
      <div>
        <dt>Input</dt>
        <dd>{preview.input}</dd>
      </div>
      <div>
        <dt>Output</dt>
        <dd>{preview.output}</dd>
      </div>
    </dl>
  );
}
