// The pad to draw a digit on: strokes in, strokes shown. What the network gets of them is executor/image/digit's.

import { Eraser, Undo2 } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Point, Stroke } from '../executor/image/digit.ts';
import { IconButton } from '../ui/Button.tsx';
import { bringStrokesBack, setStrokes, takeStrokesBack, useRun } from './run-store.ts';
import { useColourScheme } from './use-colour-scheme.ts';
import styles from './RunPanel.module.css';

/** Pixels of the pad's drawing, whatever its size on the page. */
const SIDE = 280;
const PEN = 20;

export function DigitPad() {
  const strokes = useRun((state) => state.strokes);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { drawing, begin, extend, finish } = usePen();
  const scheme = useColourScheme();

  useEffect(() => {
    if (canvas.current !== null) paintStrokes(canvas.current, [...strokes, drawing]);
  }, [strokes, drawing, scheme]);

  return (
    <div className={styles.padHolder}>
      {strokes.length === 0 && drawing.length === 0 ? (
        <span className={styles.padHint}>Draw a digit here</span>
      ) : null}
      <canvas
        ref={canvas}
        className={styles.pad}
        width={SIDE}
        height={SIDE}
        role="img"
        aria-label="Pad to draw a digit on"
        // What was drawn last is what undo is for.
        tabIndex={0}
        data-testid="digit-pad"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          begin(pointAt(event.nativeEvent, event.currentTarget));
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) extend(pointsOf(event));
        }}
        onPointerUp={finish}
        onPointerCancel={finish}
        onLostPointerCapture={finish}
      />
    </div>
  );
}

interface Pen {
  /** The stroke that is being drawn; empty while none is. */
  readonly drawing: Stroke;
  begin(point: Point): void;
  extend(points: Stroke): void;
  finish(): void;
}

/**
 * The stroke under the pen. However it ends, what was drawn counts: a menu asked for half-way, or a window that loses
 * the focus, can keep the release of the button from the page.
 */
function usePen(): Pen {
  const [drawing, setDrawing] = useState<Stroke>([]);
  // Several events may end a stroke before the page is rendered again: the first of them does.
  const stroke = useRef<Stroke>([]);
  const hold = (points: Stroke): void => {
    stroke.current = points;
    setDrawing(points);
  };
  const finish = (): void => {
    if (stroke.current.length === 0) return;
    setStrokes([...useRun.getState().strokes, stroke.current]);
    hold([]);
  };
  const active = drawing.length > 0;
  const end = useEffectEvent(finish);
  useEffect(() => {
    if (!active) return undefined;
    const onBlur = (): void => end();
    const onContextMenu = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    window.addEventListener('blur', onBlur);
    window.addEventListener('contextmenu', onContextMenu, { capture: true });
    return () => {
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('contextmenu', onContextMenu, { capture: true });
    };
  }, [active]);
  // The pad may go in the middle of a stroke, with the tab of its source.
  useEffect(() => () => end(), []);
  return {
    drawing,
    begin(point) {
      finish();
      hold([point]);
    },
    extend(points) {
      if (stroke.current.length > 0) hold([...stroke.current, ...points]);
    },
    finish,
  };
}

/** Undo and redo of the pad, for whoever has just drawn there: the network's own stay as they are. */
export function answerPadKeys(event: KeyboardEvent): void {
  if ((!event.ctrlKey && !event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  event.stopPropagation();
  if (key === 'y' || event.shiftKey) bringStrokesBack();
  else takeStrokesBack();
}

export function PadButtons() {
  const strokes = useRun((state) => state.strokes);
  const before = useRun((state) => state.strokesBefore);
  return (
    <div className={styles.padButtons}>
      <IconButton label="Undo on the pad" disabled={before.length === 0} onClick={takeStrokesBack}>
        <Undo2 size={14} />
      </IconButton>
      <IconButton label="Clear the pad" disabled={strokes.length === 0} onClick={() => setStrokes([])}>
        <Eraser size={14} />
      </IconButton>
    </div>
  );
}

/** Fast pens report several points an event. */
function pointsOf({ nativeEvent, currentTarget }: PointerEvent<HTMLCanvasElement>): Stroke {
  const events = nativeEvent.getCoalescedEvents();
  return (events.length === 0 ? [nativeEvent] : events).map((each) => pointAt(each, currentTarget));
}

function pointAt(event: { readonly clientX: number; readonly clientY: number }, canvas: HTMLElement): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const inside = (value: number): number => Math.min(1, Math.max(0, value));
  return { x: inside((event.clientX - left) / width), y: inside((event.clientY - top) / height) };
}

function paintStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, SIDE, SIDE);
  context.lineWidth = PEN;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = getComputedStyle(canvas).color;
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
    if (first === undefined) continue;
    context.beginPath();
    context.moveTo(first.x * SIDE, first.y * SIDE);
    // A line to itself is a dot, thanks to its round ends.
    for (const { x, y } of rest.length === 0 ? [first] : rest) context.lineTo(x * SIDE, y * SIDE);
    context.stroke();
  }
}
