// Reads large document files away from the page.

import { answerReading } from '../protocol.ts';

self.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
  answerReading(data, (answer) => {
    const weights = answer.kind === 'done' ? answer.file.weights : undefined;
    self.postMessage(answer, weights === undefined ? [] : [weights.buffer]);
  });
};
