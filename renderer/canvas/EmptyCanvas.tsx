// What to do next, while there is nothing on the canvas.

import { LayoutGrid, Search } from 'lucide-react';
import { showDialog } from '../state/session-store.ts';
import { Button } from '../ui/Button.tsx';
import { canvas } from './handle.ts';
import styles from './Canvas.module.css';

export function EmptyCanvas({ inBlock }: { readonly inBlock: boolean }) {
  return (
    <div className={styles.empty}>
      <h2>{inBlock ? 'An empty block' : 'An empty network'}</h2>
      <p>
        {inBlock
          ? 'An Input takes in what the block is given, an Output gives it on: add both, and layers between them.'
          : 'Open a preset and change it, or drag layers from the palette and wire them together.'}
      </p>
      <div className={styles.emptyButtons}>
        {inBlock ? null : (
          <Button look="primary" onClick={() => showDialog('gallery')}>
            <LayoutGrid size={14} aria-hidden />
            Open a preset
          </Button>
        )}
        <Button onClick={() => canvas()?.openSearch()}>
          <Search size={14} aria-hidden />
          Add a layer
        </Button>
      </div>
      <p className={styles.emptyHint}>
        Double-click anywhere, or press <kbd>A</kbd>, to search for a layer to add.
      </p>
    </div>
  );
}
