// One row of the palette: dragged onto the canvas, or added by a double click or Enter.

import type { CatalogueItem } from '../state/catalogue.ts';
import { ITEM_MIME } from '../state/drag.ts';
import { Icon } from '../ui/icons.tsx';
import styles from './Palette.module.css';

export interface PaletteRowProps {
  readonly item: CatalogueItem;
  readonly disabled: boolean;
  readonly onAdd: (item: CatalogueItem) => void;
}

export function PaletteRow({ item, disabled, onAdd }: PaletteRowProps) {
  return (
    <button
      type="button"
      className={styles.item}
      draggable={!disabled}
      disabled={disabled}
      title={`${item.help}\nDrag onto the canvas, or double-click to add.`}
      data-item={item.type}
      data-block={item.kind === 'operator' ? undefined : ''}
      style={{ '--category': `var(--category-${item.category.replaceAll(' ', '-')})` }}
      onDragStart={(event) => {
        event.dataTransfer.setData(ITEM_MIME, `${item.kind} ${item.type}`);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onDoubleClick={() => onAdd(item)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        onAdd(item);
      }}
    >
      <span className={styles.icon}>
        <Icon name={item.icon} />
      </span>
      <span className={styles.title}>{item.title}</span>
    </button>
  );
}
