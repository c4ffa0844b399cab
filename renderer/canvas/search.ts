// A request for the search box: where it opens, what it offers, and what a pick is for.

import type { CatalogueItem } from '../state/catalogue.ts';
import type { PortRef } from '../state/editing.ts';

export const SEARCH_SIZE = { width: 304, height: 344 };

export type SearchPurpose =
  | { readonly kind: 'add' }
  /** A wire waits for its other end; `side` is the end that it has. Without a pointer the place is `after` its node. */
  | {
      readonly kind: 'connect';
      readonly side: 'output' | 'input';
      readonly port: PortRef;
      readonly after?: true;
    }
  | { readonly kind: 'insert'; readonly edge: string }
  | { readonly kind: 'replace'; readonly node: string; readonly name: string };

export interface SearchRequest {
  /** Pixels from the canvas's top left corner. */
  readonly x: number;
  readonly y: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly items: readonly CatalogueItem[];
  /** What could go there, but does not fit as it is. */
  readonly others: readonly CatalogueItem[];
  readonly purpose: SearchPurpose;
}

/** Keeps the search box inside the canvas. */
export function searchPlace(
  container: HTMLElement,
  clientX: number,
  clientY: number,
): Pick<SearchRequest, 'x' | 'y' | 'clientX' | 'clientY'> {
  const box = container.getBoundingClientRect();
  return {
    x: Math.max(8, Math.min(clientX - box.left, box.width - SEARCH_SIZE.width - 8)),
    y: Math.max(8, Math.min(clientY - box.top, box.height - SEARCH_SIZE.height - 8)),
    clientX,
    clientY,
  };
}
