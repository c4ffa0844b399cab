import { beforeEach, expect, test, vi } from 'vitest';
import { openDropped } from './dropped-files.ts';

const { opened, images, errors, notices, tabs } = vi.hoisted(() => ({
  opened: [] as string[],
  images: [] as string[],
  errors: [] as (string | undefined)[][],
  notices: [] as string[],
  tabs: [] as string[],
}));
vi.mock('./onnx-files.ts', () => ({
  isOnnx: (name: string) => name.endsWith('.onnx'),
  tellOnnx: ({ name }: File) => notices.push(`onnx ${name}`),
}));
vi.mock('./files.ts', () => ({
  openGivenFile({ name }: { name: string }) {
    opened.push(name);
  },
}));
vi.mock('../run/run-store.ts', () => ({ setFile: ({ name }: File) => images.push(name) }));
vi.mock('../state/session-store.ts', () => ({ showTab: (tab: string) => tabs.push(tab) }));
vi.mock('../ui/Toasts.tsx', () => ({
  notify: ({ title }: { title: string }) => notices.push(title),
  notifyError: (title: string, error: { code?: string }) => errors.push([title, error.code]),
}));

const file = (name: string, type = ''): File => new File(['{}'], name, { type });
const drop = (...files: File[]): Promise<void> =>
  openDropped(files.map((each) => ({ file: each, isFolder: false })));

beforeEach(() => {
  for (const list of [opened, images, errors, notices, tabs]) list.length = 0;
});

test('of several files every network is opened, and the others are told of', async () => {
  await drop(file('a.txt'), file('cat.png', 'image/png'), file('b.netloom'), file('net.netloom.json'));
  expect([opened, images, errors]).toEqual([['b.netloom', 'net.netloom.json'], [], []]);
  expect(notices).toEqual(['2 files were left out']);
});

test('ten thousand networks are no ten thousand tabs', async () => {
  await drop(...Array.from({ length: 10_000 }, (_, index) => file(`${index}.netloom`)));
  expect(opened).toHaveLength(20);
  expect(notices).toEqual(['The first 20 of 10,000 networks were opened']);
});

test('an image becomes the input, and the run panel shows it', async () => {
  await drop(file('cat.jpg', 'image/jpeg'));
  expect([images, tabs, errors]).toEqual([['cat.jpg'], ['run'], []]);
});

test('what is neither a network nor an image is refused with a reason', async () => {
  await drop(file('notes.txt'));
  expect(errors).toEqual([['"notes.txt" was not opened', 'file-unknown']]);
  expect(opened).toEqual([]);
});

test('of an ONNX model it is told what can be done with it', async () => {
  await drop(file('model.onnx'));
  expect([notices, errors, opened]).toEqual([['onnx model.onnx'], [], []]);
});

test('a folder is refused, whatever its name', async () => {
  await openDropped([{ file: file('x.netloom'), isFolder: true }]);
  expect(errors).toEqual([['"x.netloom" was not opened', 'file-not-regular']]);
});

test('a file that cannot be read is told', async () => {
  const gone = file('x.netloom');
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  await drop(gone);
  expect(errors).toEqual([['"x.netloom" was not opened', 'file-missing']]);
});

test('a file that is too large is refused before it is read', async () => {
  const large = file('x.netloom');
  Object.defineProperty(large, 'size', { value: 3e9 });
  large.arrayBuffer = () => Promise.reject(new Error('read'));
  await drop(large);
  expect(errors).toEqual([['"x.netloom" was not opened', 'file-too-large']]);
});
