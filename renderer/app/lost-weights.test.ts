import { expect, test, vi } from 'vitest';
import { dispatch, takeBackGesture } from '../state/document-store.ts';
import { openTrained } from '../state/testing/trained.ts';
import { notify } from '../ui/Toasts.tsx';
import { followLostWeights } from './lost-weights.ts';

vi.mock('../ui/Toasts.tsx', () => ({ notify: vi.fn(() => () => undefined) }));
vi.mock('./undoing.ts', () => ({ tellingUndo: () => undefined }));

test('what an earlier step cost is not told again when a field is left as it was', () => {
  openTrained();
  const stop = followLostWeights();
  dispatch({ type: 'setValues', node: 'conv1', values: { outChannels: 4 } });
  expect(notify).toHaveBeenCalledTimes(1);
  dispatch({ type: 'setSeed', seed: 7 }, { gesture: 'seed' });
  takeBackGesture('seed');
  expect(notify).toHaveBeenCalledTimes(1);
  stop();
});
