// The layers of two networks as a tree of blocks: what changed, what only one of them has. A click shows the layer.

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { changeText } from '../../shared/analysis/difference-text.ts';
import {
  differing,
  edited,
  type DifferenceBlock,
  type DifferenceLayer,
  type LayerStatus,
} from '../../shared/analysis/difference-tree.ts';
import { compact, grouped, wireShape } from '../ui/format.ts';
import type { TitledEntry } from './entry.ts';
import { isOpenable, type Origin } from './origins.ts';
import styles from './Compare.module.css';

interface TreeProps {
  readonly tree: DifferenceBlock;
  readonly showsSame: boolean;
  readonly a: TitledEntry;
  readonly b: TitledEntry;
  readonly onOpen: (origin: Origin, path?: string) => void;
}

/** Up to so many edited layers, the blocks around them are open from the start. */
const UNFOLDED = 40;

export function DifferenceTree(props: TreeProps) {
  const { tree, showsSame } = props;
  const unfolds = edited(tree.counts) <= UNFOLDED;
  // Blocks that stand otherwise than they did at the start.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const turn = (path: string): void =>
    setTurned((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  const isOpen = ({ path, counts }: DifferenceBlock): boolean =>
    (unfolds && edited(counts) > 0) !== turned.has(path);

  const list = (block: DifferenceBlock) => (
    <ul className={styles.tree}>
      {block.children.map((child) => {
        if (child.kind === 'layer') {
          if (child.status === 'same' && !showsSame) return null;
          return <LayerRow key={(child.a ?? child.b)?.path} layer={child} {...props} />;
        }
        if (differing(child.counts) === 0 && !showsSame) return null;
        return (
          <li key={child.path}>
            <BlockRow block={child} isOpen={isOpen(child)} onTurn={() => turn(child.path)} />
            {isOpen(child) ? list(child) : null}
          </li>
        );
      })}
    </ul>
  );
  return <div className={styles.treeArea}>{list(tree)}</div>;
}

interface BlockRowProps {
  readonly block: DifferenceBlock;
  readonly isOpen: boolean;
  readonly onTurn: () => void;
}

const STATUSES: readonly LayerStatus[] = ['same', 'renamed', 'resized', 'changed', 'onlyInA', 'onlyInB'];
const MARKS: Readonly<Record<LayerStatus, string>> = {
  same: '=',
  renamed: '→',
  resized: '~',
  changed: '≠',
  onlyInA: '−',
  onlyInB: '+',
};
const WORDS: Readonly<Record<LayerStatus, string>> = {
  same: 'the same',
  renamed: 'renamed',
  resized: 'resized, set as before',
  changed: 'changed',
  onlyInA: 'only in the first',
  onlyInB: 'only in the second',
};

function BlockRow({ block: { name, counts }, isOpen, onTurn }: BlockRowProps) {
  return (
    <button type="button" className={styles.blockRow} aria-expanded={isOpen} onClick={onTurn}>
      {isOpen ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
      <span className={styles.layerName}>{name}</span>
      {STATUSES.filter((status) => counts[status] > 0).map((status) => (
        <span key={status} className={styles.countOf} data-status={status} title={WORDS[status]}>
          <span aria-hidden>{MARKS[status]} </span>
          {grouped(counts[status])}
          <span className="visually-hidden"> {WORDS[status]}</span>
        </span>
      ))}
    </button>
  );
}

function LayerRow({ layer, a, b, onOpen }: { readonly layer: DifferenceLayer } & TreeProps) {
  const { status, name } = layer;
  const [target, path] = targetOf(layer, a, b);
  const content = (
    <>
      <span className={styles.mark} data-status={status} title={WORDS[status]}>
        {MARKS[status]}
        <span className="visually-hidden"> {WORDS[status]}</span>
      </span>
      <span className={styles.layerName}>{name}</span>
      <span className={styles.layerText}>{textOf(layer)}</span>
    </>
  );
  return (
    <li>
      {target === undefined ? (
        <div className={styles.layerRow}>{content}</div>
      ) : (
        <button
          type="button"
          className={styles.layerRow}
          title={`Show ${path} in ${target.title}`}
          onClick={() => onOpen(target.origin, path)}
        >
          {content}
        </button>
      )}
    </li>
  );
}

/** Where the layer can be looked at: in what is open already, else in the second network before the first. */
function targetOf(
  layer: DifferenceLayer,
  a: TitledEntry,
  b: TitledEntry,
): readonly [target: TitledEntry | undefined, path: string] {
  const sides = [
    { entry: b, path: layer.b?.path },
    { entry: a, path: layer.a?.path },
  ].filter(({ entry, path }) => path !== undefined && isOpenable(entry.origin));
  const side = sides.find(({ entry }) => entry.origin.kind === 'open') ?? sides[0];
  return [side?.entry, side?.path ?? ''];
}

function textOf({ status, a, b, changes }: DifferenceLayer): string {
  const layer = a ?? b;
  if (layer === undefined) return '';
  if (status === 'changed' || status === 'resized') {
    const renamed = a !== undefined && b !== undefined && a.path !== b.path ? [`now ${b.path}`] : [];
    return [layer.type, ...renamed, ...changes.map(changeText)].join(' · ');
  }
  const shape = layer.outputTypes?.[0]?.shape;
  const parts = [layer.type];
  if (shape !== undefined) parts.push(wireShape(shape));
  if (layer.parameters > 0) parts.push(`${compact(layer.parameters)} parameters`);
  if (status === 'renamed') parts.push(`now ${b?.path ?? ''}`);
  return parts.join(' · ');
}
