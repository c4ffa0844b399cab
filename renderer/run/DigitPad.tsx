// The pad to draw a digit on: strokes in, strokes shown. What the network gets of them is executor/image/digit's.

import { Eraser, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
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
  const [drawing, setDrawing] = useState<Stroke>([]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColourScheme();

  useEffect(() => {
    if (canvas.current !== null) paintStrokes(canvas.current, [...strokes, drawing]);
  }, [strokes, drawing, scheme]);

  const extend = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    // Fast pens report several points an event.
    const events = event.nativeEvent.getCoalescedEvents();
    const points = (events.length === 0 ? [event.nativeEvent] : events).map((each) =>
      pointAt(each, event.currentTarget),
    );
    setDrawing((stroke) => [...stroke, ...points]);
  };
  const finish = (): void => {
    if (drawing.length > 0) setStrokes([...strokes, drawing]);
    setDrawing([]);
  };

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
          setDrawing([pointAt(event.nativeEvent, event.currentTarget)]);
        }}
        onPointerMove={extend}
        onPointerUp={finish}
        onPointerCancel={() => setDrawing([])}
      />
    </div>
  );
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
