// How far the layout of a large level is, with a way to end it; over the canvas, which stays alive meanwhile.

import { Progress } from '@base-ui/react/progress';
import { cancelArrange, useLayoutJob } from '../state/layout/arrange-aside.ts';
import { Button } from '../ui/Button.tsx';
import styles from './LayoutProgress.module.css';

export function LayoutProgress() {
  const job = useLayoutJob((state) => state.job);
  if (job === undefined) return null;
  const title = `Laying out ${job.nodes.toLocaleString('en')} nodes`;
  return (
    <div className={styles.strip}>
      <Progress.Root className={styles.progress} value={Math.round(job.done * 100)} aria-label={title}>
        <span className={styles.title} role="status">
          {title}
        </span>
        <Progress.Track className={styles.track}>
          <Progress.Indicator className={styles.bar} />
        </Progress.Track>
      </Progress.Root>
      <Button onClick={cancelArrange}>Cancel</Button>
    </div>
  );
}
