import { describe, expect, it } from 'vitest';
import { csv, markdownTable, markdownText } from './tables.ts';

describe('csv', () => {
  it('quotes what would break a field, and nothing else', () => {
    const rows = [
      ['plain', 1234567, 'two words'],
      ['a,b', 'say "hi"', 'line\r\nbreak'],
    ];
    expect(csv(rows)).toBe('plain,1234567,two words\r\n"a,b","say ""hi""","line\r\nbreak"\r\n');
  });
});

describe('markdown', () => {
  it('keeps a pipe inside its cell, after a backslash too', () => {
    expect(markdownTable(['name', 'size'], [['a|b', '1']], [1])).toBe(
      '| name | size |\n| --- | --: |\n| a\\|b | 1 |\n',
    );
    expect(markdownText('a\\|b')).toBe('a\\\\\\|b');
  });

  it('shows markup as text, on one line', () => {
    expect(markdownText('<b> *x* `y` [z] &lt; __init__ vgg16_bn\nnext')).toBe(
      '\\<b> \\*x\\* \\`y\\` \\[z\\] \\&lt; \\_\\_init\\_\\_ vgg16_bn next',
    );
  });
});
