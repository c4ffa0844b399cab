// The controls of the table of layers, which stand in its panel's bar.

import { Menu } from '@base-ui/react/menu';
import { Check, Columns3, Copy, FoldVertical, ListTree, UnfoldVertical } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { BarSlot } from '../ui/BarSlot.tsx';
import { IconButton } from '../ui/Button.tsx';
import controls from '../ui/controls.module.css';
import { COLUMNS, type ColumnId } from './columns.ts';
import type { TableFormat } from './table.ts';
import { SearchField } from '../ui/SearchField.tsx';
import styles from './LayersTable.module.css';

interface LayersBarProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** From the field down into the table. */
  readonly onLeave: () => void;
  readonly grouped: boolean;
  readonly onGrouped: (grouped: boolean) => void;
  readonly anyOpen: boolean;
  /** Folds all blocks, or unfolds them. */
  readonly onFold: (all: boolean) => void;
  readonly columns: readonly ColumnId[];
  /** How many more there would be if they had room. */
  readonly leftOut: number;
  readonly onColumns: (columns: readonly ColumnId[]) => void;
  readonly onCopy: (format: TableFormat) => void;
  readonly onSave: (format: TableFormat) => void;
}

export function LayersBar(props: LayersBarProps) {
  const { query, onQuery, grouped, anyOpen } = props;
  return (
    <BarSlot>
      <SearchField
        className={styles.search}
        label="Filter layers by name, type, shape or attribute"
        placeholder="Filter"
        query={query}
        onQuery={onQuery}
        onDown={props.onLeave}
      />
      <IconButton
        label={grouped ? 'Group by block: on' : 'Group by block: off'}
        aria-pressed={grouped}
        className={styles.pressable ?? ''}
        onClick={() => props.onGrouped(!grouped)}
      >
        <ListTree size={14} />
      </IconButton>
      <IconButton
        label={anyOpen ? 'Fold all blocks' : 'Unfold all blocks'}
        disabled={!grouped}
        onClick={() => props.onFold(anyOpen)}
      >
        {anyOpen ? <FoldVertical size={14} /> : <UnfoldVertical size={14} />}
      </IconButton>
      <BarMenu
        label={props.leftOut === 0 ? 'Columns' : `Columns: ${props.leftOut} more have no room`}
        icon={<Columns3 size={14} />}
      >
        {COLUMNS.slice(1).map(({ id, title, help }) => {
          const shown = props.columns.includes(id);
          return (
            <Menu.CheckboxItem
              key={id}
              className={controls.item}
              title={help}
              checked={shown}
              onCheckedChange={() =>
                props.onColumns(shown ? props.columns.filter((one) => one !== id) : [...props.columns, id])
              }
            >
              <span className={controls.check}>
                <Menu.CheckboxItemIndicator>
                  <Check size={13} />
                </Menu.CheckboxItemIndicator>
              </span>
              {title}
            </Menu.CheckboxItem>
          );
        })}
      </BarMenu>
      <BarMenu label="Copy or save the table" icon={<Copy size={14} />}>
        <Menu.Item className={controls.item} onClick={() => props.onCopy('markdown')}>
          Copy as Markdown
        </Menu.Item>
        <Menu.Item className={controls.item} onClick={() => props.onCopy('csv')}>
          Copy as CSV
        </Menu.Item>
        <Menu.Separator className={controls.separator} />
        <Menu.Item className={controls.item} onClick={() => props.onSave('markdown')}>
          Save as Markdown…
        </Menu.Item>
        <Menu.Item className={controls.item} onClick={() => props.onSave('csv')}>
          Save as CSV…
        </Menu.Item>
      </BarMenu>
    </BarSlot>
  );
}

interface BarMenuProps {
  readonly label: string;
  readonly icon: ReactElement;
  readonly children: ReactNode;
}

function BarMenu({ label, icon, children }: BarMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={label}>{icon}</IconButton>} />
      <Menu.Portal>
        <Menu.Positioner className={controls.positioner} sideOffset={4} align="end">
          <Menu.Popup className={controls.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
