// Networks side by side: a table and plots of their figures, and what differs between two of them.

import { Tabs } from '@base-ui/react/tabs';
import { useEffect, useMemo, useState, type DragEvent } from 'react';
import { useDocuments } from '../state/open-documents.ts';
import { Modal } from '../ui/Modal.tsx';
import { plural } from '../ui/format.ts';
import { Bars } from './Bars.tsx';
import { sorted } from './columns.ts';
import { addNetworks, followOpenNetworks, showView, useCompare, type View } from './compare-store.ts';
import { Difference } from './Difference.tsx';
import { Empty } from './Empty.tsx';
import type { TitledEntry } from './entry.ts';
import { FiguresTable } from './FiguresTable.tsx';
import type { Origin } from './origins.ts';
import { Scatter } from './Scatter.tsx';
import { titlesOf } from './titles.ts';
import { TabList } from '../ui/TabList.tsx';
import { Actions, Toolbar } from './Toolbar.tsx';
import styles from './Compare.module.css';

interface CompareProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Shows a network in the app; with a path, the layer there. */
  readonly onOpen: (origin: Origin, path?: string) => void;
  /** Saves text under a name that the user may change. */
  readonly onSave: (name: string, text: string) => void;
}

export function Compare({ open, onClose, onOpen, onSave }: CompareProps) {
  return (
    <Modal open={open} wide="full" title="Compare" onClose={onClose}>
      <Page onOpen={onOpen} onSave={onSave} />
    </Modal>
  );
}

function Page({ onOpen, onSave }: Pick<CompareProps, 'onOpen' | 'onSave'>) {
  const documents = useDocuments((state) => state.documents);
  useEffect(() => followOpenNetworks(documents), [documents]);
  const entries = useTitledEntries();
  const view = useCompare((state) => state.view);
  const isEmpty = entries.length === 0;
  return (
    <div className={styles.page} onDragOver={acceptFiles} onDrop={dropFiles}>
      <Toolbar entries={entries} documents={documents} />
      {isEmpty ? (
        <Empty />
      ) : (
        <Tabs.Root className={styles.views} value={view} onValueChange={(value: View) => showView(value)}>
          <div className={styles.viewsBar}>
            <TabList
              label="Views"
              tabs={[
                { value: 'figures', title: 'Figures' },
                { value: 'difference', title: 'Difference of two', disabled: entries.length < 2 },
              ]}
              className={styles.tabs}
            />
            <span className={styles.count}>{plural(entries.length, 'network')}</span>
            <Actions entries={entries} onSave={onSave} />
          </div>
          <Tabs.Panel value="figures" className={styles.view} tabIndex={-1}>
            <FiguresView entries={entries} onOpen={onOpen} />
          </Tabs.Panel>
          <Tabs.Panel value="difference" className={styles.view} tabIndex={-1}>
            <Difference entries={entries} onOpen={onOpen} />
          </Tabs.Panel>
        </Tabs.Root>
      )}
    </div>
  );
}

interface FiguresViewProps extends Pick<CompareProps, 'onOpen'> {
  readonly entries: readonly TitledEntry[];
}

function FiguresView({ entries, onOpen }: FiguresViewProps) {
  const sorting = useCompare((state) => state.sorting);
  const shown = useMemo(() => sorted(entries, sorting), [entries, sorting]);
  const [pointed, point] = useState<string>();
  const common = { entries: shown, pointed, onPoint: point, onOpen };
  return (
    <div className={styles.figures}>
      <FiguresTable {...common} />
      <div className={styles.plots}>
        <Scatter {...common} />
        <Bars {...common} />
      </div>
    </div>
  );
}

function useTitledEntries(): readonly TitledEntry[] {
  const entries = useCompare((state) => state.entries);
  return useMemo(() => {
    const titles = titlesOf(entries.map(({ origin }) => origin));
    return entries.map((entry) => ({ ...entry, title: titles.get(entry.key) ?? '' }));
  }, [entries]);
}

function acceptFiles(event: DragEvent): void {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
}

/** What is dropped here is compared, and not opened as elsewhere in the window. */
function dropFiles(event: DragEvent): void {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  addNetworks([...event.dataTransfer.files].map((file) => ({ kind: 'file', file })));
}
