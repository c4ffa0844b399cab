// A place in a panel's bar that whatever the panel shows may fill with its own controls.

import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The bar's element for a panel's own controls; null until it is on the page. */
export const BarSlotContext = createContext<HTMLElement | null>(null);

/** Draws its children in the bar of the panel around it. */
export function BarSlot({ children }: { readonly children: ReactNode }) {
  const slot = useContext(BarSlotContext);
  return slot === null ? null : createPortal(children, slot);
}
