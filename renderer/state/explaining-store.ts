// What is being explained: an operator or a template, by itself or as a node of the network.

import { create } from 'zustand';

export interface Explained {
  readonly kind: 'operator' | 'template';
  readonly type: string;
  /** Of the node whose own attributes the figures show; an example's where there is none. */
  readonly path?: string;
}

export const useExplaining = create<{ readonly explained: Explained | undefined }>()(() => ({
  explained: undefined,
}));

export function explain(explained: Explained): void {
  useExplaining.setState({ explained });
}

export function stopExplaining(): void {
  useExplaining.setState({ explained: undefined });
}
