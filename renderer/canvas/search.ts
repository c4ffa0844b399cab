// A request for the search box: where it opens, what it offers, and the wire that waits for an end.

import type { CatalogueItem } from '../state/catalogue.ts';
import type { PortRef } from '../state/editing.ts';

export const SEARCH_SIZE = { width: 288, height: 340 };

export interface SearchRequest {
  readonly x: number;
  readonly y: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly items?: readonly CatalogueItem[];
  readonly wire?: { readonly side: 'output' | 'input'; readonly port: PortRef };
}

/** Keeps the search box inside the canvas. */
export function searchPlace(
  container: HTMLElement,
  clientX: number,
  clientY: number,
): { readonly x: number; readonly y: number } {
  const box = container.getBoundingClientRect();
  return {
    x: Math.max(8, Math.min(clientX - box.left, box.width - SEARCH_SIZE.width - 8)),
    y: Math.max(8, Math.min(clientY - box.top, box.height - SEARCH_SIZE.height - 8)),
  };
}
