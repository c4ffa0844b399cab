// Find a node of the whole network; Enter goes to it.

import { useCallback } from 'react';
import { findNodes, type FoundNode } from '../../shared/network/find.ts';
import { LIBRARY } from '../presets/index.ts';
import { analysisOf } from '../state/analysis.ts';
import { currentDocument } from '../state/document-store.ts';
import { revealNode, showDialog } from '../state/session-store.ts';
import { wireShape } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { Spotlight } from './Spotlight.tsx';
import styles from './Spotlight.module.css';

/** More than anybody reads; the rest is counted. */
const MOST = 100;

interface FindNodesProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function FindNodes({ open, onClose }: FindNodesProps) {
  const search = useCallback((query: string) => {
    const found = findNodes(analysisOf(currentDocument()).network, LIBRARY, query);
    return { items: found.slice(0, MOST), total: found.length };
  }, []);
  return (
    <Spotlight
      open={open}
      title="Find"
      placeholder="Find by name, type, shape or attribute"
      search={search}
      keyOf={({ element }) => element.path}
      nothing={(query) => `No node holds "${query.trim()}". Try conv2, MaxPool2d, 64×56×56 or stride=2.`}
      onPick={({ element }) => {
        showDialog(undefined);
        revealNode(element.level, element.record.id);
      }}
      onClose={onClose}
    >
      {(found) => <Line found={found} />}
    </Spotlight>
  );
}

function Line({ found }: { readonly found: FoundNode }) {
  const { element, identity, shape, matched } = found;
  const { level, record } = element;
  return (
    <>
      <span className={styles.icon} style={{ '--category': `var(--category-${identity.category})` }}>
        <Icon name={identity.icon} />
      </span>
      <span className={styles.grow}>
        {level === '' ? null : <span className={styles.where}>{level.replaceAll('.', ' › ')} › </span>}
        {record.name}
      </span>
      <span className={styles.detail}>{matched.length === 0 ? identity.type : matched.join(', ')}</span>
      <span className={styles.shape}>{shape === undefined ? '' : wireShape(shape)}</span>
    </>
  );
}
