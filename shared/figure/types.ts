// A figure: shapes in points (1/72 inch), y downwards. What draws them (SVG, PDF) knows nothing of networks.

export interface FigurePoint {
  readonly x: number;
  readonly y: number;
}

export type FigureShape =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: string | undefined;
      readonly stroke: string | undefined;
      readonly dashed?: true;
    }
  /** A line through points, with an arrowhead at its end where `arrow` is set. */
  | {
      readonly kind: 'line';
      readonly points: readonly FigurePoint[];
      readonly stroke: string;
      readonly arrow: boolean;
    }
  /** `y` is the baseline. */
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly bold: boolean;
      readonly fill: string;
      readonly anchor: 'start' | 'middle' | 'end';
    };

/** Colours are `#rrggbb`. */
export interface Figure {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly FigureShape[];
}

/** Which way a figure flows. */
export type Direction = 'down' | 'right';

/** Of the details under names, in points, in a figure at its natural size. */
export const SMALLEST_TYPE = 7;
export const LINE_WIDTH = 0.75;
/** Of an arrowhead. */
export const ARROW = { length: 4.5, half: 2 } as const;
