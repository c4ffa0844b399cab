// What a port is marked while a wire is drawn, and what the hint says there: one answer.

import { expect, test } from 'vitest';
import { documentOf, operatorNode, wireOf } from '../../shared/testing/graphs.ts';
import { analysisOf, levelAt } from './analysis.ts';
import { currentDocument } from './document-store.ts';
import { forecastWire } from './fixing.ts';
import { openDocument } from './open-documents.ts';
import { portFits } from './port-fit.ts';

test('a port fits where the network would say nothing of the wire, and is doubtful where it would', () => {
  openDocument(
    documentOf(
      [
        operatorNode('image', 'Input', { channels: 3, height: 32, width: 32 }),
        operatorNode('huge', 'Input', { channels: 4, height: 16_384, width: 16_384 }),
        operatorNode('small', 'Conv2d', { outChannels: 3, padding: [1, 1] }),
        operatorNode('flat', 'Flatten'),
        operatorNode('fc', 'Linear', { outFeatures: 10 }),
        operatorNode('grouped', 'Conv2d', { outChannels: 4, groups: 2 }),
        operatorNode('many', 'Conv2d', { outChannels: 64, padding: [1, 1] }),
        operatorNode('add', 'Add'),
      ],
      [wireOf('image', 'small'), wireOf('small', 'flat'), wireOf('image', 'add', 'in0')],
    ),
  );
  const level = levelAt(analysisOf(currentDocument()), '');
  const marks: Record<string, string> = {};
  for (const source of ['image', 'huge', 'small', 'flat']) {
    const fits = portFits(level, { node: source, port: 'output' }, 'output');
    for (const [target, targetPort] of [
      ['fc', 'input'],
      ['grouped', 'input'],
      ['many', 'input'],
      ['add', 'in1'],
    ] as const) {
      const mark = fits(target, 'input', targetPort);
      const forecast = forecastWire({ source, sourcePort: 'output', target, targetPort });
      expect(mark, `${source} → ${target}: ${forecast?.message}`).toBe(
        forecast === undefined ? 'fits' : 'doubtful',
      );
      marks[`${source} ${target}`] = mark;
    }
  }
  expect(marks).toMatchObject({ 'flat fc': 'fits', 'image grouped': 'doubtful', 'huge grouped': 'fits' });
  // 64 channels of it are more than any machine holds.
  expect(marks['huge many']).toBe('doubtful');
});
