// Output: the model's own output at the top level, an output port inside a block.

import { choice } from './attributes.ts';
import { defineOperator } from './define.ts';

export const output = defineOperator({
  type: 'Output',
  palette: {
    category: 'input and output',
    title: 'Output',
    keywords: ['result', 'logits', 'port'],
    icon: 'flag',
    help: 'What the network returns; inside a block, one of its output ports.',
  },
  inputs: { kind: 'fixed', names: ['input'] },
  outputs: [],
  attributes: {
    classNames: choice({
      label: 'Class names',
      help: 'What the numbers of the output stand for.',
      default: 'none',
      options: [
        { value: 'none', label: 'Numbers' },
        { value: 'digits', label: 'Digits 0 to 9' },
        { value: 'imagenet', label: 'ImageNet, 1000 classes' },
      ],
    }),
  },
  infer() {
    return [];
  },
  lower() {
    throw new Error('Output is lowered by the compiler.');
  },
  torch() {
    return 'return x';
  },
  examples: [],
});
