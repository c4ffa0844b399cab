// Typed definitions of templates and presets.

import type { Document, Graph, WeightsReference } from '../../shared/document/types.ts';
import type { Template } from '../../shared/network/types.ts';
import {
  parseValues,
  type IntegerField,
  type Schema,
  type StoredValues,
  type ValuesOf,
} from '../../shared/operators/attributes.ts';
import { problem, type Problem } from '../../shared/operators/define.ts';
import type { TensorType } from '../../shared/tensor/types.ts';
import { buildGraph, type Builder, type Flow } from './builder.ts';
import { placeInLesson } from './lesson-places.ts';
import { presetTitle } from './titles.ts';
import type { Preset } from './types.ts';

/** A template with one input and one output, as all of the lesson's blocks are. */
export function defineTemplate<S extends Schema>(definition: {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly keywords: readonly string[];
  readonly icon: string;
  /** What it works on: an image unless said otherwise, or batch × places × features. */
  readonly takes?: 'sequence';
  readonly arguments: S;
  summary(values: ValuesOf<S>): string;
  /** Why these arguments make no block for this input, or undefined. */
  check?(
    values: ValuesOf<S>,
    channels: number | undefined,
    size: readonly [height: number, width: number] | undefined,
  ): Problem | undefined;
  /** @param channels of the input image, or features of the sequence; undefined while nothing is connected */
  inside(
    builder: Builder,
    x: Flow,
    values: ValuesOf<S>,
    channels: number | undefined,
    size: readonly [height: number, width: number] | undefined,
  ): Flow;
}): Template {
  const template = {
    ...definition,
    inputs: ['input'],
    outputs: ['output'],
    build(values: ValuesOf<S>, [input]: readonly (TensorType | undefined)[]): Graph | Problem {
      const { shape } = input ?? {};
      const sequence = definition.takes === 'sequence';
      if (shape !== undefined && shape.length !== (sequence ? 3 : 4)) {
        const [code, what] = sequence
          ? ['expected-sequence', 'sequences (batch × places × features)']
          : ['expected-image', 'images (batch × channels × height × width)'];
        return problem(code, `${definition.title} works on ${what}, but receives ${shape.join(' × ')}.`, {
          port: 'input',
        });
      }
      const channels = shape?.[sequence ? 2 : 1];
      const size = shape === undefined || sequence ? undefined : ([shape[2]!, shape[3]!] as const);
      const refused = definition.check?.(values, channels, size);
      if (refused !== undefined) return refused;
      return buildGraph((builder) => {
        const x = builder.input('input');
        builder.output('output', definition.inside(builder, x, values, channels, size));
      });
    },
  };
  // Sound because expand passes values that parseValues made from the same schema.
  return template;
}

export interface PresetDefinition<S extends Schema> extends Pick<
  Preset,
  'id' | 'title' | 'family' | 'year' | 'paper' | 'idea' | 'reference'
> {
  readonly arguments: S;
  /** Height and width below which some layer has no pixel left; a smaller `inputSize` is refused. */
  readonly smallestInput?: number | ((values: ValuesOf<S>) => number);
  graph(values: ValuesOf<S>): Graph | Problem;
  /** Shipped weights that these arguments were trained with. */
  weights?(values: ValuesOf<S>): WeightsReference | undefined;
}

export function definePreset<S extends Schema & { readonly inputSize: IntegerField }>(
  definition: PresetDefinition<S>,
): Preset {
  const { title } = definition;
  const smallestOf = (values: ValuesOf<S>): number =>
    typeof definition.smallestInput === 'function'
      ? definition.smallestInput(values)
      : (definition.smallestInput ?? 1);
  return {
    ...definition,
    lesson: placeInLesson(definition.id, definition.family),
    smallestInput: smallestOf(parseValues(definition.arguments, {}).values),
    build(stored: StoredValues): Document | Problem {
      const { values, problems } = parseValues(definition.arguments, stored, 'argument');
      const [first] = problems;
      if (first !== undefined) {
        return problem('argument-value', first.message, { attribute: first.attribute });
      }
      const { inputSize } = values;
      const smallest = smallestOf(values);
      if (inputSize < smallest) {
        return problem(
          'input-too-small',
          `An input of ${inputSize} × ${inputSize} is used up before the classifier. ${title} needs at least ${smallest} × ${smallest}.`,
          { attribute: 'inputSize' },
        );
      }
      const graph = definition.graph(values);
      if ('code' in graph) return graph;
      const weights = definition.weights?.(values);
      return {
        version: 1,
        name: presetTitle(definition, stored),
        seed: 0,
        ...graph,
        origin: { preset: definition.id, arguments: stored },
        ...(weights === undefined ? {} : { weights }),
      };
    },
  };
}
