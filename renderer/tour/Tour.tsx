// The tour: a card that says what to do, and a ring around where. It waits for the user's own action and never stands
// in the way of another.

import { Check, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, IconButton } from '../ui/Button.tsx';
import { popupIsOpen } from '../ui/open-popup.ts';
import { clearOf, placeCard, seenOf } from './place.ts';
import { useSession } from '../state/session-store.ts';
import { leaveTour, passStep, useTour, type TourStep } from './tour-store.ts';
import styles from './Tour.module.css';

interface TourProps {
  readonly steps: readonly TourStep[];
  /** A dialog is open: what the tour speaks of is behind it. */
  readonly hidden: boolean;
}

export function Tour({ steps, hidden }: TourProps) {
  const at = useTour((state) => state.at);
  if (at === undefined) return null;
  return <Card steps={steps} at={at} hidden={hidden} />;
}

interface CardProps extends TourProps {
  readonly at: number;
}

function Card({ steps, at, hidden }: CardProps) {
  const step = steps[at];
  const card = useRef<HTMLElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  useWaiting(step, at);
  useEscape(hidden);
  useFollowing(step?.target, card, ring, hidden);
  // Keyboards begin here; later steps leave the focus where the user works.
  useEffect(() => card.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <div ref={ring} className={styles.ring} hidden aria-hidden />
      <section ref={card} className={styles.card} aria-label="Tour" tabIndex={-1} hidden={hidden}>
        <header className={styles.header}>
          <span className={styles.count}>
            {step === undefined ? <Check size={14} aria-hidden /> : `${at + 1} of ${steps.length}`}
          </span>
          <IconButton label="Leave the tour" keys="Esc" onClick={leaveTour}>
            <X size={14} />
          </IconButton>
        </header>
        <div role="status">
          <h2 className={styles.title}>{step?.title ?? 'That is the round'}</h2>
          <p>{step?.text() ?? 'Presets hold the rest of the family tree; Shift+? lists every key.'}</p>
        </div>
        <footer className={styles.footer}>
          {step === undefined ? (
            <Button look="primary" onClick={leaveTour}>
              Finish
            </Button>
          ) : (
            <>
              <Button look="ghost" onClick={() => passStep(at)}>
                Skip
              </Button>
              <Button onClick={() => step.show()}>Show me</Button>
            </>
          )}
        </footer>
      </section>
    </>
  );
}

/** Milliseconds between two looks at whether the step is done. */
const PATIENCE = 150;

function useWaiting(step: TourStep | undefined, at: number): void {
  useEffect(() => {
    if (step === undefined) return undefined;
    const isDone = step.begin();
    const look = () => {
      if (isDone()) passStep(at);
    };
    const timer = setInterval(look, PATIENCE);
    // A dialog can open and close between two looks.
    const stop = useSession.subscribe(look);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [step, at]);
}

/** Escape leaves, unless it has something nearer to do: a menu or a dialog to close, a field to take back. */
function useEscape(hidden: boolean): void {
  useEffect(() => {
    if (hidden) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return;
      const { target } = event;
      if (target instanceof Element && target.closest('input, textarea, select') !== null) return;
      if (popupIsOpen()) return;
      event.preventDefault();
      event.stopPropagation();
      leaveTour();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [hidden]);
}

/** Keeps ring and card at the target, wherever panels, scrolling and the canvas move it. */
function useFollowing(
  target: string | undefined,
  card: React.RefObject<HTMLElement | null>,
  ring: React.RefObject<HTMLElement | null>,
  hidden: boolean,
): void {
  useEffect(() => {
    if (hidden) return undefined;
    let seen: Element | undefined;
    let windows: readonly Element[] = [];
    let frame = 0;
    const follow = (): void => {
      frame = requestAnimationFrame(follow);
      if (card.current === null || ring.current === null) return;
      const element = target === undefined ? null : document.querySelector(target);
      const box = element?.getBoundingClientRect();
      const there = box !== undefined && box.width > 0;
      if (element !== null && there && element !== seen) {
        seen = element;
        windows = windowsAround(element);
        element.scrollIntoView({ block: 'nearest' });
      }
      const part = there
        ? seenOf(
            box,
            windows.map((around) => around.getBoundingClientRect()),
          )
        : undefined;
      const { offsetWidth: width, offsetHeight: height } = card.current;
      const size = { width: innerWidth, height: innerHeight };
      // An open menu is in use: the card stands beside it, never over its commands.
      const menu = document.querySelector('[role="menu"]')?.getBoundingClientRect();
      const messages = document.querySelector('[data-messages]')?.getBoundingClientRect();
      const beside = placeCard(menu ?? part, { width, height }, size);
      const place = clearOf(beside, { width, height }, messages);
      card.current.style.translate = `${Math.round(place.x)}px ${Math.round(place.y)}px`;
      const shown = part !== undefined && part.width > 0 && part.height > 0;
      ring.current.hidden = !shown;
      if (!shown) return;
      // What reaches the window's edge is ringed inside it.
      const [left, top] = [Math.max(4, part.x - 4), Math.max(4, part.y - 4)];
      ring.current.style.translate = `${left}px ${top}px`;
      ring.current.style.width = `${Math.min(innerWidth - 4, part.x + part.width + 4) - left}px`;
      ring.current.style.height = `${Math.min(innerHeight - 4, part.y + part.height + 4) - top}px`;
    };
    follow();
    const around = ring.current;
    return () => {
      cancelAnimationFrame(frame);
      if (around !== null) around.hidden = true;
    };
  }, [target, card, ring, hidden]);
}

/** The ancestors out of whose boxes an element can be scrolled or panned. */
function windowsAround(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflow !== 'visible') found.push(at);
  }
  return found;
}
