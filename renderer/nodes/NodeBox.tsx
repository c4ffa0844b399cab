// How an operator or a block looks on the canvas. No state: culled nodes unmount.

import { Handle, type NodeProps } from '@xyflow/react';
import { Wrench } from 'lucide-react';
import { memo } from 'react';
import { unbrokenShapes } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import type { Face, FacePort } from './face.ts';
import { PORT_SIDES } from './port-sides.ts';
import { BlockFrame } from './BlockFrame.tsx';
import { FoldButton } from './FoldButton.tsx';
import { NameEditor } from './NameEditor.tsx';
import { usePortMark } from './port-marks.ts';
import styles from './NodeBox.module.css';

/** Of a Sequential: from afar its type tells more. */
const NUMBER = /^\d+$/;
/** Characters that fit into a box at the size for far views. */
const LONG = 8;

function NodeBoxInner({ id, data: face, selected }: NodeProps & { readonly data: Face }) {
  const { problem, heat, frame } = face;
  if (frame !== undefined) {
    return (
      <BlockFrame id={id} selected={selected} face={face} frame={frame}>
        <Ports id={id} face={face} />
      </BlockFrame>
    );
  }
  return (
    <div
      className={styles.box}
      data-block={face.block ? '' : undefined}
      data-selected={selected ? '' : undefined}
      data-problem={problem?.standing}
      data-off={face.off ? '' : undefined}
      data-rows={face.rows}
      data-long={face.name.length > LONG ? '' : undefined}
      data-numbered={NUMBER.test(face.name) ? '' : undefined}
      data-name={face.name}
      data-path={face.path}
      data-heat={heat === undefined ? undefined : ''}
      style={{ '--category': `var(--category-${face.category})`, '--heat': heat?.share }}
    >
      <div className={styles.head}>
        {face.foldable ? <FoldButton name={face.name} unfolded={false} /> : null}
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
      </div>
      {face.summary === '' ? null : <div className={styles.summary}>{face.summary}</div>}
      {face.parameters === '' && face.macs === '' ? null : (
        <div className={styles.costs}>
          <span>{face.parameters}</span>
          <span>{face.macs}</span>
        </div>
      )}
      {heat?.badge === true && heat.text !== '' ? <div className={styles.heat}>{heat.text}</div> : null}
      {face.bypassed ? <span className={styles.bypassed}>bypassed</span> : null}
      {problem === undefined ? null : (
        <div className={styles.problem}>
          <span className={styles.problemText}>{unbrokenShapes(problem.message)}</span>
          {problem.more > 0 ? <span className={styles.more}>and {problem.more} more</span> : null}
        </div>
      )}
      {problem?.standing === 'error' || problem?.standing === 'unfinished' ? (
        <button type="button" className={`nodrag ${styles.fix}`} tabIndex={-1} data-fix={face.path}>
          <Wrench size={11} aria-hidden />
          <span className="visually-hidden">Fix…</span>
        </button>
      ) : null}
      <Ports id={id} face={face} />
    </div>
  );
}

function Ports({ id, face }: { readonly id: string; readonly face: Face }) {
  return (
    <>
      {face.inputs.map((port) => (
        <PortHandle key={port.key} node={id} face={face} port={port} side="input" />
      ))}
      {face.outputs.map((port) => (
        <PortHandle key={port.key} node={id} face={face} port={port} side="output" />
      ))}
    </>
  );
}

interface PortHandleProps {
  readonly node: string;
  readonly face: Face;
  readonly port: FacePort;
  readonly side: 'input' | 'output';
}

function PortHandle({ node, face, port, side }: PortHandleProps) {
  const mark = usePortMark(node, side, port.key);
  const lone = (side === 'input' ? face.inputs : face.outputs).length === 1;
  const label = lone ? side : `${side} ${port.label}`;
  return (
    <Handle
      id={port.key}
      type={side === 'input' ? 'target' : 'source'}
      position={PORT_SIDES[face.flow][side]}
      className={styles.port}
      data-connected={port.connected ? '' : undefined}
      data-mark={mark}
      style={face.flow === 'down' ? { left: port.offset } : { top: port.offset }}
      title={port.shape === undefined ? label : `${label}: ${port.shape}`}
    />
  );
}

/** React Flow tells every node where it stands; nothing of what is drawn in it changes with that. */
export const NodeBox = memo(
  NodeBoxInner,
  (before, now) => before.id === now.id && before.data === now.data && before.selected === now.selected,
);
