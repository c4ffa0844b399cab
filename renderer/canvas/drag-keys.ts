// Keys while something is dragged: Escape ends the drag with nothing done, Alt makes it leave copies.

interface DragKeys {
  onEscape(): void;
  /** Alt went down or up. */
  onAlt(): void;
}

/** Listens until the returned function is called, before everything else. */
export function followDragKeys({ onEscape, onAlt }: DragKeys): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Alt') {
      // The modifiers are followed by another listener on the window; and the menu bar is not asked for.
      event.preventDefault();
      queueMicrotask(onAlt);
    }
    if (event.key !== 'Escape' || event.type !== 'keydown') return;
    event.preventDefault();
    event.stopPropagation();
    onEscape();
    // Whoever drags (React Flow by d3-drag) learns that it is over as it learns of all ends.
    window.dispatchEvent(new MouseEvent('mouseup', { view: window }));
    swallowClick();
  };
  window.addEventListener('keydown', press, true);
  window.addEventListener('keyup', press, true);
  return () => {
    window.removeEventListener('keydown', press, true);
    window.removeEventListener('keyup', press, true);
  };
}

/** The button is let go of later; that is no click on what lies there. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  window.addEventListener('pointerdown', () => window.removeEventListener('click', swallow, true), {
    capture: true,
    once: true,
  });
}
