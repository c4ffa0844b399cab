// What a network gets, made by the image worker, which is started with the first image.

import { NetloomError } from '../../../shared/lib/errors.ts';
import type { PreprocessSpec } from '../../../shared/tensor/image.ts';
import type { ImageAnswer, ImageRequest, ImageResult, ImageSource } from './protocol.ts';

interface Waiting {
  readonly resolve: (result: ImageResult) => void;
  readonly reject: (error: NetloomError) => void;
}

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Brings an image file, noise or a drawing to what the network takes.
 * @throws NetloomError `image-format`, `image-truncated`, `image-too-large`, `image-damaged`, `image-memory`, and what
 *   `preprocess` throws
 */
export function readImage(source: ImageSource, spec: PreprocessSpec): Promise<ImageResult> {
  worker ??= startWorker();
  const request: ImageRequest = { id: ++lastId, source, spec };
  const result = new Promise<ImageResult>((resolve, reject) => waiting.set(request.id, { resolve, reject }));
  worker.postMessage(request);
  return result;
}

function startWorker(): Worker {
  const started = new Worker(new URL('../worker/image-worker.ts', import.meta.url), {
    type: 'module',
    name: 'netloom-images',
  });
  started.onmessage = ({ data }: MessageEvent<ImageAnswer>) => {
    const request = waiting.get(data.id);
    waiting.delete(data.id);
    if ('result' in data) request?.resolve(data.result);
    else request?.reject(new NetloomError(data.code, data.message));
  };
  started.onerror = () => {
    started.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) {
      reject(new NetloomError('image-memory', 'Reading the image failed, most likely for lack of memory.'));
    }
    waiting.clear();
  };
  return started;
}
