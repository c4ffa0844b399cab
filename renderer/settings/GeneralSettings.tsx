// All settings but the keys.

import type { ReactNode } from 'react';
import { changeSettings, useSettings } from '../state/settings-store.ts';
import { DEFAULT_SETTINGS, MAX_SEED, type Settings } from '../state/settings.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import styles from './Settings.module.css';

type Options<K extends keyof Settings> = readonly { readonly value: Settings[K]; readonly label: string }[];

const THEMES: Options<'theme'> = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const WHEELS: Options<'wheel'> = [
  { value: 'zoom', label: 'Zooms' },
  { value: 'pan', label: 'Pans' },
];

const BACKENDS: Options<'backend'> = [
  { value: 'auto', label: 'Automatic' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'wasm', label: 'WASM (CPU)' },
];

export function GeneralSettings() {
  const now = useSettings((state) => state.settings);
  const changed = GENERAL.some((name) => now[name] !== DEFAULT_SETTINGS[name]);
  return (
    <>
      <Group title="Look">
        <Row title="Theme" help="Of the whole window.">
          <Choice
            label="Theme"
            value={now.theme}
            options={THEMES}
            onChange={(theme) => changeSettings({ theme })}
          />
        </Row>
        <Row
          title="Reduced motion"
          help="Nothing slides or zooms by itself. Also on where the system asks for it."
        >
          <Toggle
            label="Reduced motion"
            value={now.motion === 'reduced'}
            onChange={(on) => changeSettings({ motion: on ? 'reduced' : 'system' })}
          />
        </Row>
      </Group>
      <Group title="Canvas">
        <Row
          title="Mouse wheel"
          help={
            now.wheel === 'zoom'
              ? 'At the pointer. Two fingers on a trackpad pan.'
              : 'Sideways with Shift. With Ctrl, or by a pinch, it zooms.'
          }
        >
          <Choice
            label="Mouse wheel"
            value={now.wheel}
            options={WHEELS}
            onChange={(wheel) => changeSettings({ wheel })}
          />
        </Row>
      </Group>
      <Group title="Networks">
        <Row title="Backend" help="Where networks run, until the run panel says otherwise.">
          <Choice
            label="Backend"
            value={now.backend}
            options={BACKENDS}
            onChange={(backend) => changeSettings({ backend })}
          />
        </Row>
        <Row
          title="Seed of new networks"
          help="The same seed gives the same initial weights on every machine."
        >
          <NumberInput
            label="Seed of new networks"
            value={now.seed}
            min={0}
            max={MAX_SEED}
            onChange={(seed) => changeSettings({ seed })}
          />
        </Row>
      </Group>
      <Button
        className={styles.reset ?? ''}
        disabled={!changed}
        onClick={() => changeSettings({ ...DEFAULT_SETTINGS, keys: now.keys })}
      >
        Reset to defaults
      </Button>
    </>
  );
}

const GENERAL = ['theme', 'wheel', 'motion', 'backend', 'seed'] as const;

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface RowProps {
  readonly title: string;
  readonly help: string;
  /** The control, under the same name. */
  readonly children: ReactNode;
}

function Row({ title, help, children }: RowProps) {
  return (
    <div className={styles.row}>
      <div>
        <div>{title}</div>
        <p className={styles.help}>{help}</p>
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
