// Lays out large levels away from the page.

import { answerLayout, type LayoutRequest } from '../protocol.ts';

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  answerLayout(data, (answer) => self.postMessage(answer));
};
