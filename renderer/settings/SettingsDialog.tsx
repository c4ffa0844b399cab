// The settings of the whole app. They take effect as they are changed.

import { Tabs } from '@base-ui/react/tabs';
import { useSettings, replaceSettings } from '../state/settings-store.ts';
import type { Unreadable } from '../state/settings.ts';
import { Button } from '../ui/Button.tsx';
import { Modal } from '../ui/Modal.tsx';
import { GeneralSettings } from './GeneralSettings.tsx';
import { KeySettings } from './KeySettings.tsx';
import { TabList } from '../ui/TabList.tsx';
import styles from './Settings.module.css';

interface SettingsDialogProps {
  readonly open: boolean;
  /** A browser keeps some keys for itself. */
  readonly host: 'browser' | 'electron';
  readonly onClose: () => void;
}

const TABS = [
  { value: 'general', title: 'General' },
  { value: 'keys', title: 'Keys' },
] as const;

export function SettingsDialog({ open, host, onClose }: SettingsDialogProps) {
  return (
    <Modal open={open} wide="medium" title="Settings" onClose={onClose}>
      <Notice />
      <Tabs.Root defaultValue="general" className={styles.tabs}>
        <TabList label="Settings" tabs={TABS} className={styles.tabList} />
        <Tabs.Panel value="general" className={styles.panel} tabIndex={-1}>
          <GeneralSettings />
        </Tabs.Panel>
        <Tabs.Panel value="keys" className={styles.panel} tabIndex={-1}>
          <KeySettings host={host} />
        </Tabs.Panel>
      </Tabs.Root>
    </Modal>
  );
}

const REASONS: Readonly<Record<Unreadable, string>> = {
  newer: 'Your settings were kept by a newer Netloom, which knows more of them.',
  damaged: 'Some of the settings that were kept could not be read; the defaults stand in for those.',
};

/** Why changes do not last, where they do not. */
function Notice() {
  const unreadable = useSettings((state) => state.unreadable);
  const storable = useSettings((state) => state.storable);
  if (unreadable !== undefined) {
    return (
      <div className={styles.notice} role="status">
        <p>{REASONS[unreadable]} They are left as they are: changes last until Netloom is closed.</p>
        <Button onClick={replaceSettings}>Replace them by these</Button>
      </div>
    );
  }
  if (storable) return null;
  return (
    <div className={styles.notice} role="status">
      <p>The storage of this app is full or forbidden: changes last until Netloom is closed.</p>
    </div>
  );
}
