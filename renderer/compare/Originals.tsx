// The network in front against what it was made from, in one click.

import { Menu } from '@base-ui/react/menu';
import { ChevronDown, GitCompareArrows } from 'lucide-react';
import { frontOf, useDocuments } from '../state/open-documents.ts';
import { Button } from '../ui/Button.tsx';
import controls from '../ui/controls.module.css';
import { compareWithOriginal } from './compare-store.ts';
import { originalsOf } from './open-networks.ts';
import { keyOf, titleOf, type Origin } from './origins.ts';

/** Nothing where the network in front was made from nothing. */
export function Originals() {
  const front = useDocuments(frontOf);
  const originals = originalsOf(front);
  const [first] = originals;
  if (first === undefined) return null;
  const label = 'This network and its original';
  const icon = <GitCompareArrows size={13} aria-hidden />;
  if (originals.length === 1) {
    return (
      <Button
        title={`From ${nameOf(first)} to what is open`}
        onClick={() => compareWithOriginal(front, first)}
      >
        {icon} {label}
      </Button>
    );
  }
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button />}>
        {icon} {label} <ChevronDown size={12} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={controls.positioner} sideOffset={4} align="start">
          <Menu.Popup className={controls.popup}>
            {originals.map((original) => (
              <Menu.Item
                key={keyOf(original)}
                className={controls.item}
                onClick={() => compareWithOriginal(front, original)}
              >
                From {nameOf(original)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function nameOf(original: Origin): string {
  return original.kind === 'saved' ? `${original.file} as saved` : `the preset ${titleOf(original)}`;
}
