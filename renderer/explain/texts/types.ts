// What an explanation is made of.

export interface Paper {
  readonly citation: string;
  readonly url: string;
}

/** Drawn from the node's own attributes and inputs. */
export type FigureKind =
  /** The window that slides over the image, with stride, padding and dilation. */
  | 'window'
  /** Which channels read which: groups, depthwise, 1 × 1. */
  | 'channels'
  /** Where channel shuffle sends each channel. */
  | 'shuffle'
  /** The function of an activation. */
  | 'curve'
  /** Which numbers share a mean and a variance. */
  | 'norm'
  /** What becomes of the channels of several inputs. */
  | 'merge'
  /** What one place of a sequence takes from all. */
  | 'attention'
  /** The layers of a block, by their channels, with what skips them. */
  | 'inside';

export interface Explanation {
  /** What it does and why, a paragraph each. */
  readonly paragraphs: readonly string[];
  readonly figures: readonly FigureKind[];
  readonly paper?: Paper;
}
