// What is explained: an operator or a template, with the values and shapes of a node where one is meant, or of an
// example. Pure.

import type { Analysis } from '../../shared/analysis/types.ts';
import { analyse } from '../../shared/analysis/analyse.ts';
import { expand } from '../../shared/network/expand.ts';
import type { NetworkNode } from '../../shared/network/types.ts';
import {
  parseValues,
  type Schema,
  type StoredValues,
  type ValuesOf,
} from '../../shared/operators/attributes.ts';
import { isProblem, type Operator } from '../../shared/operators/define.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { tensorType, type TensorType } from '../../shared/tensor/types.ts';
import { buildGraph } from '../presets/builder.ts';
import { LIBRARY } from '../presets/index.ts';
import { CATALOGUE, type CatalogueItem } from '../state/catalogue.ts';
import { BLOCK_TEXTS } from './texts/blocks.ts';
import { OPERATOR_TEXTS } from './texts/operators.ts';
import type { Explanation } from './texts/types.ts';

export interface Subject {
  readonly item: CatalogueItem;
  readonly explanation: Explanation;
  /** Undefined for a template. */
  readonly operator: Operator | undefined;
  readonly values: ValuesOf<Schema>;
  readonly inputs: readonly TensorType[];
  readonly output: TensorType | undefined;
  /** The operators of a template's inside, and the path that theirs begin with. */
  readonly inside: readonly NetworkNode[];
  readonly path: string;
  /** True where it is no node of the network. */
  readonly example: boolean;
}

/** Undefined for what this version does not know. */
export function subjectOf(
  kind: CatalogueItem['kind'],
  type: string,
  node?: { readonly analysis: Analysis; readonly path: string },
): Subject | undefined {
  const item = CATALOGUE.find((one) => one.kind === kind && one.type === type);
  const explanation = (kind === 'operator' ? OPERATOR_TEXTS : BLOCK_TEXTS)[type];
  if (item === undefined || explanation === undefined) return undefined;
  const base = { item, explanation };
  const real = node === undefined ? undefined : atNode(base, node.analysis, node.path);
  return real ?? (kind === 'operator' ? exampleOperator(base) : exampleTemplate(base));
}

type Base = Pick<Subject, 'item' | 'explanation'>;

function atNode(base: Base, { network }: Analysis, path: string): Subject | undefined {
  const element = network.elements.get(path);
  const inputs = (element?.inputs ?? []).flatMap(({ type }) => type ?? []);
  const output = element?.outputs[0]?.type;
  if (element === undefined || output === undefined) return undefined;
  const { record, overridden } = element;
  const stored =
    record.kind === 'operator' ? record.attributes : record.kind === 'custom' ? {} : record.arguments;
  const operator = base.item.kind === 'operator' ? findOperator(base.item.type) : undefined;
  const schema = operator?.attributes ?? LIBRARY.findTemplate(base.item.type)?.arguments ?? {};
  return {
    ...base,
    operator,
    values: parseValues(schema, { ...stored, ...overridden }).values,
    inputs,
    output,
    inside: network.nodes.filter((inner) => inner.path.startsWith(`${path}.`)),
    path,
    example: false,
  };
}

function exampleOperator(base: Base): Subject | undefined {
  const operator = findOperator(base.item.type);
  if (operator === undefined) return undefined;
  const stored: StoredValues = operator.examples[0]?.attributes ?? {};
  const { values } = parseValues(operator.attributes, stored);
  const inputs = operator.examples[0]?.inputs ?? [];
  const inferred = operator.infer(inputs, values);
  return {
    ...base,
    operator,
    values,
    inputs,
    output: isProblem(inferred) ? undefined : inferred[0],
    inside: [],
    path: '',
    example: true,
  };
}

const IMAGE = tensorType([1, 64, 28, 28]);
const EXAMPLE = 'example';

/** The template on an image, or on a sequence where it takes no image, at its defaults. */
function exampleTemplate(base: Base): Subject | undefined {
  const template = LIBRARY.findTemplate(base.item.type);
  if (template === undefined) return undefined;
  const [, channels = 1, height = 1, width = 1] = IMAGE.shape;
  const makeNetwork = (sequence: boolean) =>
    analyse(
      expand(
        {
          version: 1,
          name: EXAMPLE,
          seed: 0,
          ...buildGraph((b) => {
            const image = b.input('input', { channels, height, width });
            const x = sequence ? b.block('PatchEmbedding', 'patches', image, { patchSize: 7 }) : image;
            b.output('output', b.block(template.type, EXAMPLE, x));
          }),
        },
        LIBRARY,
      ),
    );
  const image = makeNetwork(false);
  const fits = image.network.elements.get(EXAMPLE)?.outputs[0]?.type !== undefined;
  const subject = atNode(base, fits ? image : makeNetwork(true), EXAMPLE);
  return subject && { ...subject, example: true };
}
