// How far what takes a while is, with a way to end it: files being read or saved, the layout of a large level. They stand
// below the notices, over dialogs too: what was begun from a dialog is ended there.

import { Progress } from '@base-ui/react/progress';
import { useFileJobs } from '../state/file-jobs.ts';
import { cancelArrange, useLayoutJob } from '../state/layout/arrange-aside.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ProgressStrips.module.css';

export function ProgressStrips() {
  const layout = useLayoutJob((state) => state.job);
  const files = useFileJobs((state) => state.jobs);
  if (layout === undefined && files.length === 0) return null;
  return (
    <div className={styles.strips}>
      {files.map(({ id, title, done, cancel }) => (
        <Strip key={id} title={title} done={done} onCancel={cancel} />
      ))}
      {layout === undefined ? null : (
        <Strip
          title={`Laying out ${layout.nodes.toLocaleString('en')} nodes`}
          done={layout.done}
          onCancel={cancelArrange}
        />
      )}
    </div>
  );
}

interface StripProps {
  readonly title: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly onCancel: () => void;
}

function Strip({ title, done, onCancel }: StripProps) {
  return (
    <div className={styles.strip}>
      <Progress.Root className={styles.progress} value={Math.round(done * 100)} aria-label={title}>
        <span className={styles.title} role="status">
          {title}
        </span>
        <Progress.Track className={styles.track}>
          <Progress.Indicator className={styles.bar} />
        </Progress.Track>
      </Progress.Root>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}
