// What the page and the layout worker say to each other, and the worker's part of it. One request a worker: ending
// the worker cancels it.

import {
  layoutGraph,
  type LayoutEdge,
  type LayoutNode,
  type LayoutOptions,
  type LayoutPoint,
} from '../../../shared/layout/layout.ts';
import { messageOf } from '../../../shared/lib/errors.ts';
import { inSteps } from '../../../shared/lib/in-steps.ts';

export interface LayoutRequest {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  readonly options: Partial<Omit<LayoutOptions, 'onProgress'>>;
}

export type LayoutAnswer =
  /** From 0 to 1. */
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly positions: ReadonlyMap<string, LayoutPoint> }
  | { readonly kind: 'failed'; readonly message: string };

/** Lays out what is asked for, and tells how far it is on the way. */
export function answerLayout(
  { nodes, edges, options }: LayoutRequest,
  tell: (answer: LayoutAnswer) => void,
): void {
  const onProgress = inSteps((done) => tell({ kind: 'progress', done }));
  try {
    tell({ kind: 'done', positions: layoutGraph(nodes, edges, { ...options, onProgress }) });
  } catch (error) {
    tell({ kind: 'failed', message: messageOf(error) });
  }
}
