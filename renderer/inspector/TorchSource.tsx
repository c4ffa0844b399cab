// The PyTorch form of an operator, to read and to copy.

import { Copy } from 'lucide-react';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element } from '../../shared/network/types.ts';
import type { TensorType } from '../../shared/tensor/types.ts';
import { IconButton } from '../ui/Button.tsx';
import { notify, notifyError } from '../ui/Toasts.tsx';
import { Section } from './Section.tsx';
import styles from './Inspector.module.css';

interface TorchSourceProps {
  readonly analysis: Analysis;
  readonly element: Element;
}

export function TorchSource({ analysis, element }: TorchSourceProps) {
  const node = element.node === undefined ? undefined : analysis.network.nodes[element.node];
  if (node === undefined || node.outputTypes === undefined) return null;
  const types = node.inputTypes.filter((type): type is TensorType => type !== undefined);
  if (types.length !== node.inputTypes.length) return null;
  const source = node.operator.torch(node.attributes, types);
  return (
    <Section
      title="PyTorch"
      action={
        <IconButton
          label="Copy"
          onClick={() => {
            navigator.clipboard.writeText(source).then(
              () => notify({ title: 'Copied' }),
              (error: unknown) => notifyError('The clipboard refused', error),
            );
          }}
        >
          <Copy size={13} />
        </IconButton>
      }
    >
      <code className={styles.source}>{source}</code>
    </Section>
  );
}
