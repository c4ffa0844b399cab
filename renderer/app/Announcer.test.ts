import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentDocument, dispatch } from '../state/document-store.ts';
import { setValueOf, takeBackValueOf } from '../state/setting-values.ts';
import { openTrained } from '../state/testing/trained.ts';
import { followEdits } from './Announcer.tsx';

let stop: () => void;
const said: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  openTrained();
  said.length = 0;
  stop = followEdits((text) => said.push(text));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('what a field did and took back is told as that', () => {
  const start = currentDocument();
  setValueOf(['conv2'], 'outChannels', 9);
  vi.advanceTimersByTime(1000);
  takeBackValueOf(['conv2'], 'outChannels');
  vi.advanceTimersByTime(1000);
  expect(currentDocument()).toBe(start);
  expect(said).toEqual(['Done: output channels of conv2.', 'Taken back: output channels of conv2.']);
});

test('what was taken back before it was told is not told, and the edit before it is', () => {
  dispatch({ type: 'bypass', nodes: ['conv1'], bypassed: true });
  setValueOf(['conv2'], 'outChannels', 9);
  takeBackValueOf(['conv2'], 'outChannels');
  vi.advanceTimersByTime(1000);
  setValueOf(['conv2'], 'outChannels', 9);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(['Done: bypassing conv1.', 'Done: output channels of conv2.']);
});
