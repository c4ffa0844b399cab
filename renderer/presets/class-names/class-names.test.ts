import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

function read(file: string): string[] {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as string[];
}

const digits = read('./digits.json');
const imagenet = read('./imagenet.json');

describe('class names', () => {
  // torchvision's names (torchvision.models._meta), in the order of its pretrained models' outputs.
  it('holds the 1,000 ImageNet categories in index order', () => {
    expect(imagenet).toHaveLength(1000);
    expect(imagenet.every((name) => name.trim() === name && name !== '')).toBe(true);
    const anchors = [0, 1, 134, 207, 281, 388, 517, 638, 817, 954, 999];
    expect(anchors.map((index) => imagenet[index])).toEqual([
      'tench',
      'goldfish',
      'crane bird',
      'golden retriever',
      'tabby',
      'giant panda',
      'crane',
      'maillot',
      'sports car',
      'banana',
      'toilet tissue',
    ]);
  });

  // torchvision tells apart the names that ImageNet repeats ("crane bird", "crane"), so a name is enough.
  it('repeats no name', () => {
    expect(new Set(imagenet).size).toBe(imagenet.length);
  });

  it('names the digits by themselves', () => {
    expect(digits).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });
});
