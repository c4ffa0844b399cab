// Pixels on a canvas of their own size, scaled by the page without smoothing.

import { useEffect, useRef } from 'react';
import type { Preprocessed } from '../../shared/tensor/image.ts';
import styles from './RunPanel.module.css';

export function Picture({
  image,
  label,
}: {
  readonly image: Preprocessed['preview'];
  readonly label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(image.data, image.width, image.height), 0, 0);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      width={image.width}
      height={image.height}
      role="img"
      aria-label={label}
    />
  );
}
