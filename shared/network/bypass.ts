// Nodes that are switched off: what arrives at the first input leaves through the first output, and nothing of
// the node is part of the network. Its ports and its inside are still told, so that it can be edited meanwhile.

import { problem, type Problem } from '../operators/define.ts';
import { formatShape, sameShape, type TensorType } from '../tensor/types.ts';
import { outPort, report, type Expansion } from './expansion.ts';
import type { Element, Port } from './types.ts';

/** An expansion on the side: of what is expanded there, only ports and levels are kept. */
export function asideOf(expansion: Expansion): Expansion {
  return { ...expansion, nodes: [], elements: new Map(), levels: new Map(), diagnostics: [] };
}

/**
 * The element of a node that is off, and its inside with it.
 * @param element the node as it would be, expanded aside
 * @param used whether something reads this output
 */
export function passThrough(
  expansion: Expansion,
  aside: Expansion,
  element: Element,
  used: (output: string) => boolean,
): Element {
  for (const [path, inner] of aside.elements) expansion.elements.set(path, switchedOff(inner));
  for (const [path, level] of aside.levels) {
    const elements = new Map([...level.elements].map(([id, inner]) => [id, switchedOff(inner)] as const));
    expansion.levels.set(path, { ...level, elements });
  }
  const { path, record } = element;
  const [input] = element.inputs;
  const [output, ...others] = element.outputs;
  for (const diagnostic of aside.diagnostics) {
    const own = diagnostic.path === path && diagnostic.code === 'input-missing';
    if (own && diagnostic.port === input?.key) expansion.diagnostics.push(diagnostic);
  }
  for (const { key, label } of others) {
    if (!used(key)) continue;
    report(expansion, 'error', path, {
      code: 'bypass-output',
      message: `"${record.name}" is switched off and passes its input on through "${output?.label}" alone; nothing leaves through "${label}". Switch it on, or remove the wire there.`,
    });
  }
  const verdict = misfit(record.name, input?.type, output?.type);
  if (verdict !== undefined) report(expansion, verdict.severity, path, verdict.reason);
  const passed = verdict?.severity === 'error' ? undefined : input;
  return {
    ...switchedOff(element),
    inputs: element.inputs,
    outputs: element.outputs.map((port, index) =>
      outPort(port.key, port.label, {
        type: index === 0 ? passed?.type : undefined,
        value: index === 0 ? passed?.value : undefined,
        connected: true,
      }),
    ),
  };
}

interface Verdict {
  readonly severity: 'error' | 'warning';
  readonly reason: Problem;
}

/** What to say where the node would give another type than it passes on. Of an unfinished node nothing is known. */
function misfit(
  name: string,
  given: TensorType | undefined,
  expected: TensorType | undefined,
): Verdict | undefined {
  if (given === undefined || expected === undefined) return undefined;
  const [is, was] = [show(given), show(expected)];
  if (given.dtype !== expected.dtype || given.shape.length !== expected.shape.length) {
    return {
      severity: 'error',
      reason: problem(
        'bypass-type',
        `"${name}" is switched off, but it cannot pass ${is} on in place of ${was}: what follows takes a tensor of another kind. Switch it on.`,
      ),
    };
  }
  if (sameShape(given.shape, expected.shape)) return undefined;
  return {
    severity: 'warning',
    reason: problem(
      'bypass-shape',
      `"${name}" is switched off and passes on ${is} in place of ${was}: the shapes after it change.`,
    ),
  };
}

function show({ shape }: TensorType): string {
  return formatShape(shape);
}

function switchedOff(element: Element): Element {
  const withoutValue = (port: Port): Port => ({ ...port, value: undefined });
  return {
    ...element,
    inputs: element.inputs.map(withoutValue),
    outputs: element.outputs.map(withoutValue),
    node: undefined,
    off: true,
  };
}
