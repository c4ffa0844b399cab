// An image of numbers on a canvas of its own size; how large it is shown is its owner's style.

import { useEffect, useRef, type ComponentProps } from 'react';

/** RGBA, row by row. */
export interface PixelImage {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

type PixelsProps = Omit<ComponentProps<'canvas'>, 'ref' | 'width' | 'height'> & {
  readonly image: PixelImage;
};

export function Pixels({ image, ...props }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(image.data, image.width, image.height), 0, 0);
  }, [image]);
  return <canvas ref={canvas} width={image.width} height={image.height} {...props} />;
}
