// Logarithmic axes, and labels that keep out of each other's way. Plain arithmetic in pixels.

export interface LogScale {
  (value: number): number;
  /** Values for grid lines, within the domain. */
  readonly ticks: readonly number[];
}

/** Room at both ends of the axis, as a factor. */
const MARGIN = 1.5;

/**
 * A logarithmic scale over positive values.
 * @param range where its least and its greatest value lie, in pixels
 */
export function logScale(values: readonly number[], range: readonly [number, number]): LogScale {
  const positive = values.filter((value) => value > 0);
  const least = Math.log10(Math.min(...positive) / MARGIN);
  const most = Math.log10(Math.max(...positive) * MARGIN);
  const [from, to] = range;
  const scale = (value: number): number =>
    from + ((Math.log10(Math.max(value, Number.MIN_VALUE)) - least) / (most - least)) * (to - from);
  return Object.assign(scale, { ticks: logTicks(10 ** least, 10 ** most) });
}

/** Powers of ten; with 2 and 5 times those, where there would be fewer than three. */
export function logTicks(least: number, most: number): readonly number[] {
  const ticks = (steps: readonly number[]): readonly number[] => {
    const found: number[] = [];
    for (let power = Math.floor(Math.log10(least)); 10 ** power <= most; power += 1) {
      for (const step of steps) {
        const value = Number(`${step}e${power}`);
        if (value >= least && value <= most) found.push(value);
      }
    }
    return found;
  };
  const decades = ticks([1]);
  return decades.length >= 3 ? decades : ticks([1, 2, 5]);
}

export interface Bubble {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly text: string;
}

export interface Label {
  /** At half the text's height, and at its beginning, middle or end. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of the labels' type, by trial; a little generous. */
const LETTER_WIDTH = 6.4;
const LINE_HEIGHT = 13;
const GAP = 3;

export function textWidth(text: string): number {
  return text.length * LETTER_WIDTH;
}

/**
 * A place for each bubble's label: right, left, above or below it, the first that no bubble's middle and no earlier
 * label covers and that lies inside; undefined where there is none. Large bubbles choose first.
 */
export function placeLabels(
  bubbles: readonly Bubble[],
  inside: { readonly left?: number; readonly width: number; readonly height: number },
): readonly (Label | undefined)[] {
  const taken: Box[] = bubbles.map(({ x, y, radius }) => {
    const half = Math.min(radius, 6);
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  });
  const labels = new Array<Label | undefined>(bubbles.length).fill(undefined);
  const order = [...bubbles.keys()].toSorted((a, b) => bubbles[b]!.radius - bubbles[a]!.radius);
  for (const index of order) {
    const { x, y, radius, text } = bubbles[index]!;
    const width = textWidth(text);
    const [beside, above, below] = [
      radius + GAP,
      y - radius - GAP - LINE_HEIGHT / 2,
      y + radius + GAP + LINE_HEIGHT / 2,
    ];
    const [aslant, up, down] = [
      radius * 0.7 + GAP,
      y - radius * 0.7 - LINE_HEIGHT / 2,
      y + radius * 0.7 + LINE_HEIGHT / 2,
    ];
    const places: readonly Label[] = [
      { x: x + beside, y, anchor: 'start' },
      { x: x - beside, y, anchor: 'end' },
      { x, y: above, anchor: 'middle' },
      { x, y: below, anchor: 'middle' },
      { x: x + aslant, y: up, anchor: 'start' },
      { x: x + aslant, y: down, anchor: 'start' },
      { x: x - aslant, y: up, anchor: 'end' },
      { x: x - aslant, y: down, anchor: 'end' },
    ];
    const free = places.find((place) => {
      const box = boxOf(place, width);
      const fits =
        box.left >= (inside.left ?? 0) &&
        box.right <= inside.width &&
        box.top >= 0 &&
        box.bottom <= inside.height;
      return fits && !taken.some((other, at) => at !== index && overlap(box, other));
    });
    if (free === undefined) continue;
    labels[index] = free;
    taken.push(boxOf(free, width));
  }
  return labels;
}

export function boxOf({ x, y, anchor }: Label, width: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - LINE_HEIGHT / 2, bottom: y + LINE_HEIGHT / 2 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
