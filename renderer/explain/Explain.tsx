// "What is this?": an operator or a block explained in place, with figures that follow the node's own attributes.

import { useMemo } from 'react';
import { useAnalysis } from '../state/analysis.ts';
import { useExplaining, stopExplaining, type Explained } from '../state/explaining-store.ts';
import { Button } from '../ui/Button.tsx';
import { unbrokenShapes } from '../ui/format.ts';
import { Modal } from '../ui/Modal.tsx';
import { Figure } from './figures/Figure.tsx';
import { subjectOf } from './subject.ts';
import styles from './Explain.module.css';

export function Explain() {
  const explained = useExplaining((state) => state.explained);
  return explained === undefined ? null : <Explaining explained={explained} />;
}

function Explaining({ explained: { kind, type, path } }: { readonly explained: Explained }) {
  const analysis = useAnalysis();
  const subject = useMemo(
    () => subjectOf(kind, type, path === undefined ? undefined : { analysis, path }),
    [kind, type, path, analysis],
  );
  if (subject === undefined) return null;
  const { item, explanation, example } = subject;
  const { paragraphs, figures, paper } = explanation;
  return (
    <Modal
      open
      title={item.title}
      onClose={stopExplaining}
      footer={
        <Button look="primary" onClick={stopExplaining}>
          Close
        </Button>
      }
    >
      <article className={styles.text}>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{unbrokenShapes(paragraph)}</p>
        ))}
        {figures.map((figure) => (
          <Figure key={figure} kind={figure} subject={subject} />
        ))}
        {figures.length === 0 ? null : (
          <p className={styles.dim}>
            {example ? 'Drawn for an example.' : `Drawn for "${subject.path}" as it is set now.`}
          </p>
        )}
        {paper === undefined ? null : (
          <p className={styles.paper}>
            {paper.citation} <span>{paper.url.replace('https://', '')}</span>
          </p>
        )}
      </article>
    </Modal>
  );
}
