import { expect, test, vi } from 'vitest';
import { findPreset } from '../presets/index.ts';
import type { Document } from '../../shared/document/types.ts';
import { prepareExport } from './export.ts';

vi.mock('./host.ts', () => ({ host: {} }));
vi.mock('./files.ts', () => ({ fileStem: (name: string) => name }));

test('a network whose weights cannot be had is not exported, and the message promises nothing else', async () => {
  const lenet5 = findPreset('lenet5')!.build({}) as Document;
  const document = { ...lenet5, weights: { id: 'mine', sha256: 'a'.repeat(64) } };
  await expect(prepareExport(document, undefined, { opset: 17, dynamicBatch: false })).rejects.toMatchObject({
    code: 'weights-missing',
    message:
      'This network refers to stored weights "mine", which neither its file nor Netloom holds. It is not exported without them.',
  });
});
