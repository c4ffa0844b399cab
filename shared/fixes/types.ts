// What a fix is, and what it needs to know of the network that it mends.

import type { Analysis, Totals } from '../analysis/types.ts';
import type { Command } from '../document/commands.ts';
import type { Document, NodeId } from '../document/types.ts';
import type { Diagnostic, Library } from '../network/types.ts';

/** A document with what follows from it, and the means to look one edit ahead. */
export interface Site {
  readonly document: Document;
  readonly analysis: Analysis;
  readonly library: Library;
  /** Analyses another document as this one was: with the same library and the same stored weights. */
  analyse(document: Document): Analysis;
  /** An id that no record has. */
  freshId(): string;
}

/** A way out of a diagnostic: commands that are applied together, as one step. */
export interface Fix {
  /** What it does, as a menu says it: `Insert a Flatten before "fc"`. */
  readonly title: string;
  readonly commands: readonly Command[];
  /** What to look at afterwards: inserted or changed nodes that are still there. */
  readonly focus: readonly NodeId[];
  /** What arrives then may not fit yet: the fix of that belongs to it. */
  readonly continues?: true;
  /** It lets go of the wire that does not fit and takes another source. */
  readonly reroutes?: true;
  /** The other source is not made from the one that does not fit. */
  readonly strays?: true;
}

/** A fix that was tried out on the document: it removes its diagnostic, and this is what it costs. */
export interface Offer extends Fix {
  /**
   * Change of the network's parameters and multiply-accumulates: what is inserted, changed and mended. Other layers whose
   * costs come to light by it cost what they cost.
   */
  readonly parameters: number;
  readonly macs: number;
  /** What the network then costs, where not all of that was known before. */
  readonly comesToLight: Totals | undefined;
  /** Errors and warnings that the network then still has, errors first. */
  readonly left: readonly Diagnostic[];
}
