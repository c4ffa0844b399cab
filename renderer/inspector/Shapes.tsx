// The shapes at a node's ports, each axis with its name.

import type { Element, Port } from '../../shared/network/types.ts';
import { axisNames } from '../ui/format.ts';
import { Section } from './Section.tsx';
import styles from './Inspector.module.css';

const AXIS_HELP: Readonly<Record<string, string>> = {
  N: 'N: images in the batch',
  C: 'C: channels',
  H: 'H: height, in rows',
  W: 'W: width, in columns',
};

export function Shapes({ element }: { readonly element: Element }) {
  const inputs = element.inputs.filter((port) => port.connected || element.inputs.length === 1);
  return (
    <Section title="Shapes">
      <table className={styles.shapes}>
        <tbody>
          {inputs.map((port, index) => (
            <ShapeRow key={port.key} port={port} name={inputs.length > 1 ? `Input ${index + 1}` : 'Input'} />
          ))}
          {element.outputs.map((port, index) => (
            <ShapeRow
              key={port.key}
              port={port}
              name={element.outputs.length > 1 ? `Output ${index + 1}` : 'Output'}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function ShapeRow({ port, name }: { readonly port: Port; readonly name: string }) {
  const { type } = port;
  return (
    <tr data-port={port.key}>
      <th scope="row">{name}</th>
      <td>
        {type === undefined ? (
          <span className={styles.dim}>{port.connected ? 'not known yet' : 'not connected'}</span>
        ) : (
          <ShapeText shape={type.shape} />
        )}
      </td>
    </tr>
  );
}

export function ShapeText({ shape }: { readonly shape: readonly number[] }) {
  const names = axisNames(shape);
  if (shape.length === 0) return <span className={styles.mono}>scalar</span>;
  return (
    <span className={styles.shape}>
      {shape.map((extent, axis) => (
        <span key={names[axis]} className={styles.axis} title={AXIS_HELP[names[axis] ?? ''] ?? ''}>
          <small>{names[axis]}</small>
          {extent}
        </span>
      ))}
    </span>
  );
}
