// The menu of fixes: each with what it costs and what then remains. A click applies one, as one undo step.

import { Menu } from '@base-ui/react/menu';
import { Wrench } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react';
import type { Offer } from '../../shared/fixes/types.ts';
import { atLeast, compact, signed } from '../../shared/lib/amounts.ts';
import type { Diagnostic } from '../../shared/network/types.ts';
import { useAnalysis } from '../state/analysis.ts';
import {
  applyFix,
  closeFixes,
  hasFixes,
  offersFor,
  openFixes,
  useFixing,
  type FixAnchor,
} from '../state/fixing.ts';
import { Button } from '../ui/Button.tsx';
import controls from '../ui/controls.module.css';
import { plural, unbrokenShapes } from '../ui/format.ts';
import { notify } from '../ui/Toasts.tsx';
import styles from './FixMenu.module.css';

/**
 * Mounted once; opened from the list of problems, the inspector, the canvas or by key.
 * @param modal whether nothing else can be reached meanwhile: not while the tour stands beside it
 */
export function FixMenu({ modal }: { readonly modal: boolean }) {
  const { diagnostics, anchor } = useFixing();
  const [first] = diagnostics;
  const current = useAnalysis().diagnostics;
  // Beside the tour the network can change under the menu, which has nothing to offer for the new one.
  const stale = first !== undefined && !diagnostics.some((diagnostic) => current.includes(diagnostic));
  useEffect(() => {
    if (stale) closeFixes();
  }, [stale]);
  const opener = useRef<Element>(null);
  const isOpen = first !== undefined;
  useLayoutEffect(() => {
    if (isOpen) opener.current = document.activeElement;
  }, [isOpen]);
  useBareGuards(!modal && isOpen);
  return (
    <Menu.Root
      modal={modal}
      open={isOpen}
      onOpenChange={(open, { reason }) => {
        // Beside the tour a press on its card is none outside: the card would go away from under it with the menu.
        if (!open && (modal || reason !== 'outside-press')) closeFixes();
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          className={controls.positioner}
          anchor={{ getBoundingClientRect: () => anchorRect(anchor) }}
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup
            className={styles.popup}
            aria-label="Fixes"
            finalFocus={() => focusAfter(opener.current)}
          >
            {diagnostics.map((diagnostic, index) => (
              <Fragment key={keyOf(diagnostic)}>
                {index === 0 ? null : <Menu.Separator className={controls.separator} />}
                <Fixes diagnostic={diagnostic} />
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/**
 * What had the focus when the menu opened; where that went with its problem, what was mended, as it is seen on the
 * canvas. Left alone, the focus would go to whatever had it at some time before.
 */
function focusAfter(opener: Element | null): HTMLElement | null {
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) return opener;
  return (
    document.querySelector<HTMLElement>('.react-flow__node.selected') ??
    document.querySelector<HTMLElement>('.react-flow')
  );
}

/**
 * Around a menu that is not modal Base UI puts stops for Tab that hand the focus on. It hides them from screen readers,
 * and what is hidden may not take the focus (axe, aria-hidden-focus): they have no name and no role to hide.
 */
function useBareGuards(needed: boolean): void {
  useEffect(() => {
    if (!needed) return undefined;
    const bare = (): void => {
      for (const guard of document.querySelectorAll('[data-base-ui-focus-guard][aria-hidden]')) {
        guard.removeAttribute('aria-hidden');
      }
    };
    bare();
    const watch = new MutationObserver(bare);
    watch.observe(document.body, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [needed]);
}

function Fixes({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const { diagnostics } = useAnalysis();
  // Once a fix is applied the menu is on its way out: its problem is another document's.
  const offers = diagnostics.includes(diagnostic) ? offersFor(diagnostic) : [];
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles.label}>{unbrokenShapes(diagnostic.message)}</Menu.GroupLabel>
      {offers.map((offer) => (
        <Menu.Item key={offer.title} className={styles.item} onClick={() => apply(offer)}>
          <span className={styles.title}>{unbrokenShapes(offer.title)}</span>
          <span className={styles.costs}>
            {costsOf(offer).map((cost) => (
              <span key={cost}>{cost}</span>
            ))}
            <span data-solved={offer.left.length === 0 ? '' : undefined}>{leftOf(offer, diagnostics)}</span>
          </span>
        </Menu.Item>
      ))}
      {offers.length === 0 ? (
        <Menu.Item className={styles.item} disabled>
          No change to a single place mends this. The message says what is expected.
        </Menu.Item>
      ) : null}
    </Menu.Group>
  );
}

function apply(offer: Offer): void {
  const problem = applyFix(offer);
  if (problem !== undefined) notify({ type: 'error', title: 'Not fixed', description: problem.message });
}

/** Of the fix itself; and of the network, where layers that had no shapes get theirs by it. */
function costsOf({ parameters, macs, comesToLight: then }: Offer): readonly string[] {
  const changes = [
    ...(parameters === 0 ? [] : [`${signed(parameters, compact)} parameters`]),
    ...(macs === 0 ? [] : [`${signed(macs, compact)} MACs`]),
  ];
  const own = changes.length === 0 ? 'No cost' : changes.join(' · ');
  if (then === undefined) return [changes.length === 0 ? own : `Network: ${own}`];
  const amount = (value: number) => atLeast(then.partial, compact(value));
  return [own, `Network then: ${amount(then.parameters)} · ${amount(then.macs)}`];
}

/** Counts what remains, and names the first problem that only comes to light when this one is gone. */
function leftOf({ left }: Offer, before: readonly Diagnostic[]): string {
  if (left.length === 0) return 'no problems left';
  const known = new Set(before.map(keyOf));
  const [next] = left.filter((diagnostic) => !known.has(keyOf(diagnostic)));
  const then = next === undefined || next.path === '' ? '' : `, next at "${next.path}"`;
  return `${plural(left.length, 'problem')} left${then}`;
}

function keyOf({ path, code, port, attribute }: Diagnostic): string {
  return `${path} ${code} ${port ?? ''} ${attribute ?? ''}`;
}

/** At what opened it, or in the middle of the window. */
function anchorRect(anchor: FixAnchor | undefined): DOMRect {
  if (anchor !== undefined) return DOMRect.fromRect(anchor);
  const { innerWidth, innerHeight } = window;
  return DOMRect.fromRect({ x: innerWidth / 2 - 180, y: innerHeight / 3, width: 360, height: 0 });
}

/** Opens the menu for a problem; nothing where nothing mends it. */
export function FixButton({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  if (!hasFixes(diagnostic)) return null;
  return (
    <Button
      className={styles.fix ?? ''}
      aria-haspopup="menu"
      onClick={({ currentTarget }) => openFixes([diagnostic], currentTarget.getBoundingClientRect())}
    >
      <Wrench size={12} aria-hidden />
      Fix…
    </Button>
  );
}
