import { expect, test } from 'vitest';
import { tensorType } from '../../shared/tensor/types.ts';
import { CATALOGUE, CATEGORIES, itemsThatFit, searchCatalogue, searchOffers } from './catalogue.ts';

test.each([
  ['conv', 'Conv2d'],
  ['relu', 'ReLU'],
  ['bn', 'BatchNorm2d'],
  ['batch', 'BatchNorm2d'],
  ['fully', 'Linear'],
  ['bottle', 'Bottleneck'],
])('%s finds %s first', (query, type) => {
  expect(searchCatalogue(query)[0]?.type).toBe(type);
});

test('an empty query lists everything, nonsense nothing', () => {
  expect(searchCatalogue(' ')).toHaveLength(CATALOGUE.length);
  expect(searchCatalogue('zzz')).toEqual([]);
});

test('every item stands in a category of the palette', () => {
  expect(CATALOGUE.filter(({ category }) => !CATEGORIES.includes(category))).toEqual([]);
});

test('a flat tensor is offered no image operator', () => {
  const types = itemsThatFit('output', tensorType([1, 120])).map(({ type }) => type);
  expect(types).toContain('Linear');
  expect(types).toContain('ReLU');
  expect(types).not.toContain('Conv2d');
  expect(types).not.toContain('Input');
});

test('an input is offered what has an output', () => {
  expect(itemsThatFit('input', undefined).map(({ type }) => type)).not.toContain('Output');
});

test('what does not fit is offered only by its name, behind what fits and is called so', () => {
  const fitting = itemsThatFit('output', tensorType([1, 3, 224, 224]));
  const others = CATALOGUE.filter((item) => !fitting.includes(item));
  const offers = (query: string) =>
    searchOffers(query, fitting, others).map(({ item, fits }) => `${item.type} ${fits}`);
  expect(offers('linear')[0]).toBe('Linear false');
  expect(offers('conv')[0]).toBe('Conv2d true');
  expect(offers('')).toEqual(fitting.map(({ type }) => `${type} true`));
  expect(offers('lnr')).not.toContain('Linear false');
});
