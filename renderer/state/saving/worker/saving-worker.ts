// Makes the checksums of large weights away from the page.

import { answerSaving, type SavingRequest } from '../protocol.ts';

const answerOf = answerSaving();

self.onmessage = ({ data }: MessageEvent<SavingRequest>) => {
  const answer = answerOf(data);
  self.postMessage(answer, answer.kind === 'taken' ? [answer.bytes.buffer] : []);
};
