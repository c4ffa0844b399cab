// Typed definitions of templates and presets.

import type { Document, Graph, WeightsReference } from '../../shared/document/types.ts';
import type { Template } from '../../shared/network/types.ts';
import {
  parseValues,
  type Schema,
  type StoredValues,
  type ValuesOf,
} from '../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import type { TensorType } from '../../shared/tensor/types.ts';
import { buildGraph, type Builder, type Flow } from './builder.ts';
import type { Preset } from './types.ts';

/** A template with one input and one output, as all of the lesson's blocks are. */
export function defineTemplate<S extends Schema>(definition: {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly arguments: S;
  summary(values: ValuesOf<S>): string;
  /** Why these arguments make no block for this input, or undefined. */
  check?(values: ValuesOf<S>, channels: number | undefined): Problem | undefined;
  /** @param channels of the input; undefined while nothing is connected */
  inside(builder: Builder, x: Flow, values: ValuesOf<S>, channels: number | undefined): Flow;
}): Template {
  const template = {
    ...definition,
    inputs: ['input'],
    outputs: ['output'],
    build(values: ValuesOf<S>, [input]: readonly (TensorType | undefined)[]): Graph | Problem {
      if (input !== undefined && input.shape.length !== 4) {
        return problem(
          'expected-image',
          `${definition.title} works on images (batch × channels × height × width), but receives ${input.shape.join(' × ')}.`,
          { port: 'input' },
        );
      }
      const channels = input?.shape[1];
      const refused = definition.check?.(values, channels);
      if (refused !== undefined) return refused;
      return buildGraph((builder) => {
        const x = builder.input('input');
        builder.output('output', definition.inside(builder, x, values, channels));
      });
    },
  };
  // Sound because expand passes values that parseValues made from the same schema.
  return template as unknown as Template;
}

export interface PresetDefinition<S extends Schema> extends Pick<
  Preset,
  'id' | 'title' | 'family' | 'year' | 'paper' | 'idea' | 'reference'
> {
  readonly arguments: S;
  graph(values: ValuesOf<S>): Graph | Problem;
  /** Shipped weights that these arguments were trained with. */
  weights?(values: ValuesOf<S>): WeightsReference | undefined;
}

export function definePreset<S extends Schema>(definition: PresetDefinition<S>): Preset {
  return {
    ...definition,
    build(stored: StoredValues): Document | Problem {
      const { values, problems } = parseValues(definition.arguments, stored);
      const [first] = problems;
      if (first !== undefined) {
        return problem('argument-value', first.message, { attribute: first.attribute });
      }
      const graph = definition.graph(values);
      if ('code' in graph) return graph;
      const weights = definition.weights?.(values);
      return {
        version: 1,
        name: definition.title,
        seed: 0,
        ...graph,
        origin: { preset: definition.id, arguments: stored },
        ...(weights === undefined ? {} : { weights }),
      };
    },
  };
}
