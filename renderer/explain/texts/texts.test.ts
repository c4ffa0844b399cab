import { describe, expect, it } from 'vitest';
import { OPERATORS } from '../../../shared/operators/index.ts';
import { TEMPLATES } from '../../presets/index.ts';
import { BLOCK_TEXTS } from './blocks.ts';
import { OPERATOR_TEXTS } from './operators.ts';

describe.each([
  ['operator', OPERATORS.map(({ type }) => type), OPERATOR_TEXTS],
  ['block', TEMPLATES.map(({ type }) => type), BLOCK_TEXTS],
] as const)('every %s', (_kind, types, texts) => {
  it('is explained, and nothing else', () => {
    expect(Object.keys(texts).sort()).toEqual([...types].sort());
  });

  it('is explained in whole sentences, neither a word nor an essay', () => {
    for (const [type, { paragraphs }] of Object.entries(texts)) {
      const length = paragraphs.join(' ').length;
      expect(length, type).toBeGreaterThan(90);
      expect(length, type).toBeLessThan(1200);
      for (const paragraph of paragraphs) expect(paragraph, type).toMatch(/^[A-Z].*[.]$/);
    }
  });

  it('cites papers by an address that can be opened', () => {
    for (const [type, { paper }] of Object.entries(texts)) {
      if (paper === undefined) continue;
      expect(new URL(paper.url).protocol, type).toBe('https:');
      expect(paper.citation, type).toMatch(/\d{4}\.$/);
    }
  });
});

it('every block cites the paper that it comes from, and shows its inside', () => {
  for (const [type, { paper, figures }] of Object.entries(BLOCK_TEXTS)) {
    expect(paper, type).toBeDefined();
    expect(figures, type).toContain('inside');
  }
});
