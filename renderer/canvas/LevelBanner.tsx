// The banner over the canvas where edits are not what they seem: inside a template or a row of repetitions nothing can
// be edited, and in one of the repetitions an edit changes them all. With the way out of each.

import { Lock, Repeat2 } from 'lucide-react';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { detachTemplate, unfoldRow } from '../state/nesting.ts';
import { notify } from '../ui/Toasts.tsx';
import type { Repetition } from './repetition.ts';
import styles from './Canvas.module.css';

interface LevelBannerProps {
  /** That is open. */
  readonly root: Level;
  /** Around it, or around the level in it that is worked on. */
  readonly repetition: Repetition | undefined;
}

/** Whether there is anything to say. */
export function hasBanner({ root, repetition }: LevelBannerProps): boolean {
  return root.parentId === undefined || repetition !== undefined;
}

export function LevelBanner({ root, repetition }: LevelBannerProps) {
  const locked = root.parentId === undefined;
  const row = locked ? (root.repeats === undefined ? undefined : root.path) : repetition?.row;
  const text = locked ? lockOf(root, repetition) : repetition && warningOf(repetition);
  if (text === undefined) return null;
  const Sign = locked ? Lock : Repeat2;
  return (
    <div className={styles.banner}>
      <Sign size={12} aria-hidden />
      <span title={text}>{text}</span>
      {row === undefined ? (
        <WayOut name="Detach to edit" leave={() => detachTemplate(root.path)} />
      ) : (
        <WayOut
          name="Unfold the row"
          title="Makes a block of its own of each repetition"
          leave={() => unfoldRow(row)}
        />
      )}
    </div>
  );
}

interface WayOutProps {
  readonly name: string;
  readonly title?: string;
  readonly leave: () => Problem | undefined;
}

function WayOut({ name, title, leave }: WayOutProps) {
  const onClick = (): void => {
    const problem = leave();
    if (problem !== undefined) notify({ type: 'error', title: 'Not changed', description: problem.message });
  };
  return (
    <button type="button" className={styles.detach} title={title} onClick={onClick}>
      {name}
    </button>
  );
}

function lockOf({ repeats }: Level, repetition: Repetition | undefined): string {
  if (repeats === undefined) return 'Inside of a template: computed from its arguments.';
  const { kind, repeat = 1 } = repeats;
  // The breadcrumbs name it.
  const row = `${repeat} times in a row`;
  if (kind === 'template') return `${row}: computed from its arguments.`;
  return `${row}. Open one to edit it: ${allOf(repeat * (repetition?.copies ?? 1))} change.`;
}

function warningOf({ count, copies }: Repetition): string {
  return `One of ${count} in a row: an edit changes ${allOf(copies)}.`;
}

function allOf(copies: number): string {
  return copies === 2 ? 'both' : `all ${copies}`;
}
