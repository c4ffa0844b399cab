// Draws on a bitmap whenever React Flow's viewport changes, once a frame, without a render.

import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type RefObject } from 'react';
import type { Looking } from './scene.ts';
import { lookingOf } from './use-window.ts';

/**
 * @param draw gets a cleared context whose unit is a pixel of the page; its identity says what it draws
 * @param size `small` is painted with the page: a bitmap of its own on the graphics card costs every frame of the page more
 */
export function useBitmap(
  draw: (context: CanvasRenderingContext2D, looking: Looking) => void,
  size: 'large' | 'small',
): RefObject<HTMLCanvasElement | null> {
  const bitmap = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  useEffect(() => {
    let frame: number | undefined;
    const paint = () => {
      frame = undefined;
      const element = bitmap.current;
      const context = element?.getContext('2d', { willReadFrequently: size === 'small' });
      if (element == null || context == null) return;
      const { clientWidth, clientHeight } = element;
      const ratio = globalThis.devicePixelRatio;
      const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
      if (element.width !== width || element.height !== height) {
        element.width = width;
        element.height = height;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, clientWidth, clientHeight);
      draw(context, lookingOf(store.getState()));
    };
    const ask = () => {
      frame ??= requestAnimationFrame(paint);
    };
    paint();
    let { transform, width, height } = store.getState();
    const stop = store.subscribe((state) => {
      if (state.transform === transform && state.width === width && state.height === height) return;
      ({ transform, width, height } = state);
      ask();
    });
    return () => {
      stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [store, draw, size]);
  return bitmap;
}
