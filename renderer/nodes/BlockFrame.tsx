// An unfolded block: a titled frame around its inside, with its ports on its edges and what leads from them.

import type { NodeProps } from '@xyflow/react';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/icons.tsx';
import type { BlockFrameFace, Face } from './face.ts';
import { FoldButton } from './FoldButton.tsx';
import { NameEditor } from './NameEditor.tsx';
import styles from './BlockFrame.module.css';

interface BlockFrameProps {
  readonly id: NodeProps['id'];
  readonly selected: boolean;
  readonly face: Face;
  readonly frame: BlockFrameFace;
  /** Its ports. */
  readonly children: ReactNode;
}

export function BlockFrame({ id, selected, face, frame, children }: BlockFrameProps) {
  const costs = [face.parameters, face.macs].filter((text) => text !== '');
  const { problem } = face;
  return (
    <div
      className={styles.frame}
      data-selected={selected ? '' : undefined}
      data-problem={problem?.standing}
      data-off={face.off ? '' : undefined}
      data-name={face.name}
      data-path={face.path}
      data-frame=""
      style={{ '--category': `var(--category-${face.category})` }}
    >
      <svg className={styles.leads} width={face.width} height={face.height} aria-hidden>
        {frame.leads.map((points, index) => (
          <polyline
            key={index}
            className={styles.lead}
            points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
          />
        ))}
      </svg>
      <div className={styles.head} data-grip="" title={problem?.message}>
        <FoldButton name={face.name} unfolded />
        <span className={styles.icon}>
          <Icon name={face.icon} size={14} />
        </span>
        {face.editing === true ? (
          <NameEditor id={id} name={face.name} />
        ) : (
          <span className={styles.name} data-rename="">
            {face.name}
          </span>
        )}
        {face.repeat > 1 ? <span className={styles.repeat}>×{face.repeat}</span> : null}
        <span className={styles.title}>{face.title}</span>
        {face.bypassed ? <span className={styles.mark}>bypassed</span> : null}
        <span className={styles.costs}>
          {costs.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </span>
        {frame.locked ? (
          <span
            className={styles.lock}
            title="Computed: detach the block or unfold its repeats to edit what is inside"
          >
            <Lock size={11} role="img" aria-label="Cannot be edited inside" />
          </span>
        ) : null}
      </div>
      {children}
    </div>
  );
}
