// What stands above the views: adding networks; measuring their time, taking the table away.

import { Menu } from '@base-ui/react/menu';
import { Popover } from '@base-ui/react/popover';
import { ChevronDown, Copy, FilePlus, Plus, Square, Timer } from 'lucide-react';
import { useRef } from 'react';
import {
  comparisonCsv,
  comparisonMarkdown,
  type ComparedNetwork,
} from '../../shared/analysis/comparison-text.ts';
import type { Backend, Stage } from '../executor/types.ts';
import type { OpenDocument } from '../state/open-documents.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import controls from '../ui/controls.module.css';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { sorted } from './columns.ts';
import { addNetworks, removeAll, setBackend, useCompare } from './compare-store.ts';
import type { TitledEntry } from './entry.ts';
import { LESSON, originsOf } from './lesson.ts';
import { cancelMeasuring, measure, useMeasuring } from './measure.ts';
import { openOrigin } from './open-networks.ts';
import { Originals } from './Originals.tsx';
import { sourceOf, titleOf } from './origins.ts';
import { PresetList } from './PresetList.tsx';
import styles from './Compare.module.css';

interface ToolbarProps {
  readonly entries: readonly TitledEntry[];
  readonly documents: readonly OpenDocument[];
}

export function Toolbar({ entries, documents }: ToolbarProps) {
  const there = new Set(entries.map(({ key }) => key));
  const missing = documents.filter(
    ({ id, history }) => !there.has(`open:${id}`) && Object.keys(history.present.nodes).length > 0,
  );
  return (
    <div className={styles.toolbar} role="group" aria-label="Networks">
      <AddPresets />
      <AddFiles />
      {missing.length === 0 ? null : (
        <Button onClick={() => addNetworks(missing.map(openOrigin))}>
          <Plus size={13} aria-hidden /> Add what is open
        </Button>
      )}
      <Originals />
      {entries.length === 0 ? null : (
        <Button look="ghost" onClick={removeAll}>
          Clear
        </Button>
      )}
    </div>
  );
}

interface ActionsProps {
  readonly entries: readonly TitledEntry[];
  /** Saves text under a name that the user may change. */
  readonly onSave: (name: string, text: string) => void;
}

/** What is done with the networks that are there. */
export function Actions({ entries, onSave }: ActionsProps) {
  return (
    <div className={styles.actions} role="group" aria-label="Times and export">
      <Measuring entries={entries} />
      <Export entries={entries} onSave={onSave} />
    </div>
  );
}

function AddPresets() {
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button />}>
        <Plus size={13} aria-hidden /> Add presets <ChevronDown size={12} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={controls.positioner} sideOffset={4} align="start">
          <Popover.Popup className={styles.presets} aria-label="Presets to compare">
            <PresetList />
            <div className={styles.presetsFoot}>
              <Button onClick={() => addNetworks(originsOf(LESSON))}>The lesson's table</Button>
              <Button onClick={() => addNetworks(originsOf())}>All presets</Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function AddFiles() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <FilePlus size={13} aria-hidden /> Add files…
      </Button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        multiple
        accept=".netloom,.json,.onnx"
        aria-label="Files to compare"
        tabIndex={-1}
        onChange={(event) => {
          addNetworks([...(event.target.files ?? [])].map((file) => ({ kind: 'file', file })));
          // So that the same file can be chosen again.
          event.target.value = '';
        }}
      />
    </>
  );
}

const BACKENDS: readonly { readonly value: Backend | 'auto'; readonly label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'wasm', label: 'WASM (CPU)' },
];

const STAGES: Readonly<Record<Stage, string>> = {
  weights: 'making weights',
  session: 'loading',
  verify: 'checking WebGPU',
  run: 'running',
};

function Measuring({ entries }: Pick<ActionsProps, 'entries'>) {
  const backend = useCompare((state) => state.backend);
  const measuring = useMeasuring((state) => state.measuring);
  const sound = entries.filter(({ problem, figures }) => problem === undefined && figures !== undefined);
  const untimed = sound.filter(({ latency }) => latency === undefined);
  if (measuring !== undefined) {
    const entry = entries.find(({ key }) => key === measuring.key);
    const { stage, fraction } = measuring.progress ?? {};
    const what = `${entry?.title ?? ''}${stage === undefined ? '' : `, ${STAGES[stage]}`}`;
    return (
      <div className={styles.measuring} role="status">
        <span className={styles.measured}>{`${measuring.place} of ${measuring.of}: ${what}`}</span>
        {fraction === undefined ? (
          <progress aria-label="Measuring" />
        ) : (
          <progress aria-label="Measuring" value={fraction} />
        )}
        <Button onClick={cancelMeasuring}>
          <Square size={12} aria-hidden /> Cancel
        </Button>
      </div>
    );
  }
  const wanted = untimed.length === 0 ? sound : untimed;
  return (
    <div className={styles.measuring}>
      <Button disabled={sound.length === 0} onClick={() => void measure(wanted)}>
        <Timer size={13} aria-hidden />{' '}
        {untimed.length === 0 && sound.length > 0 ? 'Measure again' : 'Measure latency'}
      </Button>
      <span aria-hidden>on</span>
      <div className={styles.backend}>
        <Choice label="Backend for measuring" value={backend} options={BACKENDS} onChange={setBackend} />
      </div>
    </div>
  );
}

function Export({ entries, onSave }: ActionsProps) {
  const sorting = useCompare((state) => state.sorting);
  const ready = (): readonly ComparedNetwork[] =>
    sorted(entries, sorting).flatMap(({ origin, title, figures, latency }) => {
      if (figures === undefined) return [];
      // Of what is open, the title tells more: it has no source that a command line could read.
      const source = origin.kind === 'open' || origin.kind === 'saved' ? title : sourceOf(origin);
      return { source, name: titleOf(origin), ...figures, ...(latency && { latency }) };
    });
  const copy = (text: string, what: string): void => {
    navigator.clipboard.writeText(text).then(
      () => notify({ title: `The table is on the clipboard as ${what}` }),
      (error: unknown) => notifyError('The clipboard refused', error),
    );
  };
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button />} disabled={entries.every(({ figures }) => figures === undefined)}>
        <Copy size={13} aria-hidden /> Export <ChevronDown size={12} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={controls.positioner} sideOffset={4} align="end">
          <Menu.Popup className={controls.popup}>
            <Menu.Item
              className={controls.item}
              onClick={() => copy(comparisonMarkdown(ready()), 'Markdown')}
            >
              Copy as Markdown
            </Menu.Item>
            <Menu.Item className={controls.item} onClick={() => copy(comparisonCsv(ready()), 'CSV')}>
              Copy as CSV
            </Menu.Item>
            <Menu.Separator className={controls.separator} />
            <Menu.Item
              className={controls.item}
              onClick={() => onSave('comparison.md', comparisonMarkdown(ready()))}
            >
              Save as Markdown…
            </Menu.Item>
            <Menu.Item
              className={controls.item}
              onClick={() => onSave('comparison.csv', comparisonCsv(ready()))}
            >
              Save as CSV…
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
