import { expect, test } from 'vitest';
import { searchCommands } from './search-commands.ts';

test('commands are found by words of menu and title; beginnings come first', () => {
  const commands = ['Zoom In', 'Fit', 'Fit Selection', 'Find', 'Export ONNX'].map((title) => ({ title }));
  const found = (query: string) => searchCommands(commands, query, () => 'View').map(({ title }) => title);
  expect(found('fi')).toEqual(['Fit', 'Fit Selection', 'Find']);
  expect(found('view onnx')).toEqual(['Export ONNX']);
  expect(found('in')).toEqual(['Zoom In', 'Find']);
  expect(found('')).toHaveLength(commands.length);
  expect(found('exports')).toEqual(['Export ONNX']);
  expect(found('xyz')).toEqual([]);
});
