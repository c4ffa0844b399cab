// The tabs of one place; the tab whose panel shows is underlined. `--tab-height` is for the place to say.

import { Tabs } from '@base-ui/react/tabs';
import styles from './TabList.module.css';

interface TabListProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly value: Value; readonly title: string; readonly disabled?: boolean }[];
  readonly className?: string | undefined;
}

export function TabList<Value extends string>({ label, tabs, className = '' }: TabListProps<Value>) {
  return (
    <Tabs.List className={`${styles.tabs} ${className}`} aria-label={label}>
      {tabs.map(({ value, title, disabled = false }) => (
        <Tabs.Tab key={value} value={value} className={styles.tab} disabled={disabled}>
          {title}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}
