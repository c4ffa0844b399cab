// Draws a level on a bitmap: boxes in the colours of their kinds, names while they can be read, wires.

import type { NoteColour } from '../../shared/document/types.ts';
import type { Box } from '../state/boxes.ts';
import { FRAME_TITLE } from './block-frame.ts';
import type { CanvasNode } from './project.ts';
import type { Point } from './routes.ts';
import { nodesIn, touches, viewedPart, type Looking, type Scene } from './scene.ts';

/** Resolved colours; nodes' own come from `of`. */
export interface Palette {
  readonly background: string;
  readonly box: string;
  readonly border: string;
  readonly text: string;
  readonly dim: string;
  readonly wire: string;
  readonly accent: string;
  readonly danger: string;
  readonly font: string;
  of(node: CanvasNode): string;
  note(colour: NoteColour): string;
}

/** Below this zoom a box is one spot of colour; above, a card with a coloured edge and its name. */
const CARD_ZOOM = 0.16;
/** Size and line height of text, in pixels of the screen: it does not shrink with its box. */
const TEXT = 11;
const LINE = 14;

/** What hands have hold of. */
export interface Held {
  readonly selected: ReadonlySet<string>;
  /** Places of nodes and notes that are being dragged, by id. */
  readonly moved: ReadonlyMap<string, Point>;
  /** Where copies would come to stand. */
  readonly ghosts: readonly Box[];
}

/** Draws what is looked at on a cleared context whose unit is a pixel of the page. */
export function drawScene(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  scene: Scene,
  looking: Looking,
  palette: Palette,
  { selected, moved, ghosts }: Held,
): void {
  const { x, y, zoom } = looking;
  const part = viewedPart(looking);
  const cards = zoom >= CARD_ZOOM;
  context.lineJoin = 'round';
  for (const { id, position, data } of scene.notes) {
    const place = moved.get(id) ?? position;
    const [left, top] = [place.x * zoom + x, place.y * zoom + y];
    context.globalAlpha = 0.18;
    context.fillStyle = palette.note(data.colour);
    context.fillRect(left, top, data.width * zoom, data.height * zoom);
    context.globalAlpha = 1;
    if (!selected.has(id)) continue;
    context.lineWidth = 2;
    context.strokeStyle = palette.accent;
    context.strokeRect(left - 1, top - 1, data.width * zoom + 2, data.height * zoom + 2);
  }
  for (const { position, data, id } of scene.nodes) {
    if (data.frame === undefined) continue;
    const place = moved.get(id) ?? position;
    const [left, top] = [place.x * zoom + x, place.y * zoom + y];
    context.fillStyle = palette.background;
    context.fillRect(left, top, data.width * zoom, data.height * zoom);
    context.strokeStyle = palette.border;
    context.lineWidth = 1;
    context.strokeRect(left, top, data.width * zoom, data.height * zoom);
  }
  context.strokeStyle = palette.wire;
  context.lineWidth = cards ? 1.25 : 0.75;
  context.beginPath();
  for (const { position, data, id } of scene.nodes) {
    const place = moved.get(id) ?? position;
    for (const lead of data.frame?.leads ?? []) {
      polyline(context, lead, zoom, place.x * zoom + x, place.y * zoom + y);
    }
  }
  for (const { points, box, edge } of scene.wires) {
    if (!touches(box, part) || moved.has(edge.source) || moved.has(edge.target)) continue;
    polyline(context, points, zoom, x, y);
  }
  context.stroke();
  context.font = `500 ${TEXT}px ${palette.font}`;
  context.textBaseline = 'middle';
  const character = context.measureText('conv_bn1').width / 8;
  for (const index of nodesIn(scene, part)) {
    const node = scene.nodes[index]!;
    const place = moved.get(node.id) ?? node.position;
    const left = place.x * zoom + x;
    const top = place.y * zoom + y;
    const width = node.data.width * zoom;
    const height = node.data.height * zoom;
    const colour = palette.of(node);
    const { problem } = node.data;
    const failed = problem?.standing === 'error';
    if (node.data.frame !== undefined) {
      const title = Math.floor((width - 10) / character);
      if (title >= 3 && FRAME_TITLE * zoom >= TEXT) {
        context.fillStyle = palette.text;
        context.fillText(shortened(node.data.name, title), left + 6, top + (FRAME_TITLE * zoom) / 2);
      }
    } else if (cards) {
      context.fillStyle = palette.box;
      context.fillRect(left, top, width, height);
      context.fillStyle = colour;
      context.fillRect(left, top, Math.max(2, 4 * zoom), height);
      context.lineWidth = 1;
      context.strokeStyle = failed ? palette.danger : palette.border;
      context.strokeRect(left, top, width, height);
      const room = Math.floor((width - 10) / character);
      if (room >= 3 && height >= TEXT) {
        const second = height >= 2 * LINE ? node.data.summary || node.data.title : '';
        const middle = top + height / 2;
        context.fillStyle = palette.text;
        context.fillText(
          shortened(node.data.name, room),
          left + 6,
          second === '' ? middle : middle - LINE / 2,
        );
        if (second !== '') {
          context.fillStyle = palette.dim;
          context.fillText(shortened(second, room), left + 6, middle + LINE / 2);
        }
      }
    } else {
      context.fillStyle = failed ? palette.danger : colour;
      context.fillRect(left, top, Math.max(width, 1.5), Math.max(height, 1.5));
    }
    if (selected.has(node.id)) {
      context.lineWidth = 2;
      context.strokeStyle = palette.accent;
      context.strokeRect(left - 1, top - 1, width + 2, height + 2);
    }
  }
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  for (const box of ghosts)
    context.strokeRect(box.x * zoom + x, box.y * zoom + y, box.width * zoom, box.height * zoom);
  context.setLineDash([]);
}

function polyline(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  points: readonly Point[],
  zoom: number,
  x: number,
  y: number,
): void {
  for (const [index, point] of points.entries()) {
    if (index === 0) context.moveTo(point.x * zoom + x, point.y * zoom + y);
    else context.lineTo(point.x * zoom + x, point.y * zoom + y);
  }
}

function shortened(name: string, room: number): string {
  return name.length <= room ? name : `${name.slice(0, room - 1)}…`;
}

/** Reads the palette of the theme that an element is shown in. Colours of nodes are resolved once each. */
export function paletteOf(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  const resolved = new Map<string, string>();
  const resolve = (colour: string): string => {
    let found = resolved.get(colour);
    if (found === undefined) {
      element.append(probe);
      probe.style.color = colour;
      found = getComputedStyle(probe).color;
      probe.remove();
      resolved.set(colour, found);
    }
    return found;
  };
  return {
    background: resolve('var(--bg)'),
    box: resolve('var(--bg-raised)'),
    border: resolve('var(--border-strong)'),
    text: resolve('var(--text)'),
    dim: resolve('var(--text-dim)'),
    wire: resolve('var(--wire)'),
    accent: resolve('var(--accent)'),
    danger: resolve('var(--danger)'),
    font: getComputedStyle(element).fontFamily,
    note: (colour) => resolve(`var(--note-${colour})`),
    of: ({ data: { heat, category } }) =>
      resolve(
        heat === undefined
          ? `var(--category-${category})`
          : `color-mix(in oklab, var(--border), var(--heat-high) ${Math.round(100 * heat.share)}%)`,
      ),
  };
}
