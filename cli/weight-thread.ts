// A thread of the command line that makes fresh weights: orders come one at a time, memory goes back and forth.

import { parentPort } from 'node:worker_threads';
import { makeFills, type ChunkOrder } from '../shared/weights/fills.ts';

parentPort?.on('message', ({ buffer, fills, seed }: ChunkOrder) => {
  makeFills(new Uint8Array(buffer), fills, seed);
  parentPort?.postMessage(buffer, [buffer]);
});
parentPort?.postMessage('ready');
