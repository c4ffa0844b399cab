// Makes fresh weights for an export: orders come one at a time, memory goes back and forth.

import { makeFills, type ChunkOrder } from '../../../shared/weights/fills.ts';

self.onmessage = ({ data: { buffer, fills, seed } }: MessageEvent<ChunkOrder>) => {
  makeFills(new Uint8Array(buffer), fills, seed);
  self.postMessage(buffer, { transfer: [buffer] });
};
