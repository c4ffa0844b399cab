// The convolution of the Inception networks, named as torchvision's BasicConv2d: `conv`, `bn`, then ReLU.

import type { StoredValues } from '../../../shared/operators/attributes.ts';
import type { Builder, Flow } from '../builder.ts';

/** Inception's batch normalisation divides by a variance this much larger. */
const INCEPTION_EPS = 1e-3;

/** @param attributes of the convolution; its bias is off unless they say otherwise */
export function basicConv(b: Builder, name: string, x: Flow, attributes: StoredValues): Flow {
  return b.group(name, x, (inner, y) => {
    const convolved = inner.add('Conv2d', 'conv', y, { bias: false, ...attributes });
    return inner.add('ReLU', 'relu', inner.add('BatchNorm2d', 'bn', convolved, { eps: INCEPTION_EPS }));
  });
}
