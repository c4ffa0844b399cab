// A row for a block of the document or of the user's own: it can be renamed, kept, and removed.

import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { instancesOf } from '../../shared/document/definitions.ts';
import type { Problem } from '../../shared/operators/define.ts';
import { showBlockDialog } from '../state/block-dialog.ts';
import type { CatalogueItem } from '../state/catalogue.ts';
import { currentDocument, dispatch } from '../state/document-store.ts';
import { removeOwnBlock, renameOwnBlock, saveOwnBlock } from '../state/own-blocks.ts';
import { Button } from '../ui/Button.tsx';
import controls from '../ui/controls.module.css';
import { Modal } from '../ui/Modal.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { notify } from '../ui/Toasts.tsx';
import { PaletteRow, type PaletteRowProps } from './PaletteRow.tsx';
import styles from './Palette.module.css';

export function OwnRow(props: PaletteRowProps) {
  const { item } = props;
  const [asks, setAsks] = useState<'rename' | 'remove'>();
  if (asks === 'rename') {
    return <RenameRow item={item} onDone={() => setAsks(undefined)} />;
  }
  return (
    <div className={styles.ownRow}>
      <PaletteRow {...props} />
      <Menu.Root>
        <Menu.Trigger className={styles.more} aria-label={`More for ${item.title}`}>
          <Ellipsis size={14} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className={controls.positioner} side="bottom" align="end" sideOffset={2}>
            <Menu.Popup className={controls.popup}>
              <OwnMenu item={item} onAsk={setAsks} />
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <Modal
        open={asks === 'remove'}
        title={`Remove "${item.title}" from My blocks?`}
        onClose={() => setAsks(undefined)}
        footer={
          <>
            <Button onClick={() => setAsks(undefined)}>Cancel</Button>
            <Button
              look="primary"
              onClick={() => {
                setAsks(undefined);
                report('Not removed', removeOwnBlock(item.type));
              }}
            >
              Remove
            </Button>
          </>
        }
      >
        <p>Networks that use it keep their copy. This cannot be undone.</p>
      </Modal>
    </div>
  );
}

interface OwnMenuProps {
  readonly item: CatalogueItem;
  readonly onAsk: (what: 'rename' | 'remove') => void;
}

/** Made when it opens: how often a block is used changes without the row. */
function OwnMenu({ item, onAsk }: OwnMenuProps) {
  const uses = item.kind === 'linked' ? instancesOf(currentDocument(), item.type) : [];
  const [first] = uses;
  return (
    <>
      <Menu.Item className={controls.item} onClick={() => onAsk('rename')}>
        Rename
      </Menu.Item>
      {item.kind === 'linked' ? (
        <>
          <Menu.Item
            className={controls.item}
            disabled={first === undefined}
            onClick={() => {
              if (first !== undefined) showBlockDialog({ purpose: 'arguments', node: first.id });
            }}
          >
            Arguments…
          </Menu.Item>
          <Menu.Item
            className={controls.item}
            onClick={() =>
              report(
                'Not saved',
                saveOwnBlock(currentDocument(), item.type),
                `"${item.title}" is in My blocks.`,
              )
            }
          >
            Save to My blocks
          </Menu.Item>
        </>
      ) : null}
      <Menu.Separator className={controls.separator} />
      <Menu.Item
        className={controls.item}
        disabled={uses.length > 0}
        onClick={() => {
          if (item.kind === 'own') onAsk('remove');
          else report('Not removed', dispatch({ type: 'removeDefinition', definition: item.type }));
        }}
      >
        {uses.length === 0
          ? 'Remove'
          : `Remove (used ${uses.length === 1 ? 'once' : `${uses.length} times`})`}
      </Menu.Item>
    </>
  );
}

function RenameRow({ item, onDone }: { readonly item: CatalogueItem; readonly onDone: () => void }) {
  return (
    <div
      className={styles.rename}
      ref={(element) => element?.querySelector('input')?.select()}
      onBlur={(event) => {
        if (event.currentTarget.querySelector('[aria-invalid="true"]') === null) onDone();
      }}
    >
      <TextInput
        label={`New name for ${item.title}`}
        value={item.title}
        onCommit={(name) => rename(item, name)?.message}
      />
    </div>
  );
}

function rename({ kind, type }: CatalogueItem, name: string): Problem | undefined {
  return kind === 'own'
    ? renameOwnBlock(type, name)
    : dispatch({ type: 'renameDefinition', definition: type, name });
}

function report(title: string, problem: Problem | undefined, done?: string): void {
  if (problem !== undefined) notify({ type: 'error', title, description: problem.message });
  else if (done !== undefined) notify({ title: done });
}
