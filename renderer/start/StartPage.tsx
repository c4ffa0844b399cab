// Where a session begins, while no open document has anything in it: recent files, a few presets, the tour. It lies
// over the empty canvas, which still takes what is dropped and double-clicked beside the controls.

import { FileText, FolderOpen, GraduationCap, LayoutGrid, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecentFile } from '../../shared/host/host.ts';
import { findPreset } from '../presets/index.ts';
import type { Preset } from '../presets/types.ts';
import { Button } from '../ui/Button.tsx';
import { compact } from '../ui/format.ts';
import styles from './StartPage.module.css';

/** One for each of the ideas that the others build on. */
const CHOSEN = ['lenet5', 'alexnet', 'vgg16', 'resnet50', 'densenet121', 'mobilenet_v2'].flatMap((id) => {
  const preset = findPreset(id);
  return preset === undefined ? [] : [preset];
});

const SHOWN_FILES = 6;

interface StartPageProps {
  /** The latest first. */
  readonly recentFiles: readonly RecentFile[];
  readonly thumbnail: (preset: Preset) => ReactNode;
  readonly onNew: () => void;
  readonly onOpen: () => void;
  readonly onRecent: (file: RecentFile) => void;
  readonly onPreset: (preset: Preset) => void;
  readonly onPresets: () => void;
  readonly onTour: () => void;
}

export function StartPage(props: StartPageProps) {
  const recent = props.recentFiles.slice(0, SHOWN_FILES);
  return (
    <section className={`${styles.page} nowheel`} aria-label="Start">
      <div className={styles.inner}>
        <h2 className={styles.title}>Design a network</h2>
        <div className={styles.buttons}>
          <Button look="primary" onClick={props.onTour}>
            <GraduationCap size={15} aria-hidden />
            Take the tour
          </Button>
          <Button onClick={props.onNew}>
            <Plus size={14} aria-hidden />
            Empty network
          </Button>
          <Button onClick={props.onOpen}>
            <FolderOpen size={14} aria-hidden />
            Open…
          </Button>
        </div>
        {recent.length === 0 ? null : (
          <>
            <h3 className={styles.heading}>Recent files</h3>
            <ul className={styles.recent} aria-label="Recent files">
              {recent.map((file) => (
                <li key={file.token}>
                  <button type="button" className={styles.file} onClick={() => props.onRecent(file)}>
                    <FileText size={14} aria-hidden />
                    <span>{file.name}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <div className={styles.headingRow}>
          <h3 className={styles.heading}>Begin with a preset</h3>
          <Button look="ghost" onClick={props.onPresets}>
            <LayoutGrid size={14} aria-hidden />
            All presets
          </Button>
        </div>
        <ul className={styles.presets} aria-label="Begin with a preset">
          {CHOSEN.map((preset) => (
            <li key={preset.id}>
              <button
                type="button"
                className={styles.card}
                aria-label={`Open ${preset.title}, ${preset.year}`}
                onClick={() => props.onPreset(preset)}
              >
                <span className={styles.cardHead}>{preset.title}</span>
                {props.thumbnail(preset)}
                <span className={styles.figures}>
                  <span>{compact(preset.reference.parameters)} params</span>
                  <span>{preset.year}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p className={styles.hint}>
          An empty network is open, too: double-click the canvas to add a layer, or drag one from the palette.
        </p>
      </div>
    </section>
  );
}
