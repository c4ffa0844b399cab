// The lesson's question about kernels, as a page: one large convolution against a stack of small ones.

import { useMemo, useState } from 'react';
import type { Document } from '../../../shared/document/types.ts';
import { Button } from '../../ui/Button.tsx';
import { compact, grouped } from '../../ui/format.ts';
import { Modal } from '../../ui/Modal.tsx';
import { SliderField } from '../../ui/SliderField.tsx';
import { Page } from '../Page.tsx';
import { FieldPictures } from './FieldPictures.tsx';
import { answers, documentOf, KERNELS, saving, stackDepth, type Question } from './kernels.ts';
import page from '../Lesson.module.css';
import styles from './Kernels.module.css';

interface KernelPageProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpen: (document: Document) => void;
}

/** The lesson's example, on an image as VGG's third stage has it. */
const LESSON: Question = { kernel: 5, channels: 64, size: 56 };

export function KernelPage({ open, onClose, onOpen }: KernelPageProps) {
  const [question, setQuestion] = useState(LESSON);
  const change = (part: Partial<Question>): void => setQuestion((before) => ({ ...before, ...part }));
  const rows = useMemo(
    () => (open ? KERNELS.map((kernel) => ({ kernel, ...answers({ ...question, kernel }) })) : []),
    [open, question],
  );
  const row = rows.find(({ kernel }) => kernel === question.kernel);
  const depth = stackDepth(question.kernel);
  return (
    <Modal
      open={open}
      wide="full"
      title="One large kernel, or several small?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={() => onOpen(documentOf(question))}>
            Open both as a network
          </Button>
        </>
      }
    >
      <Page
        controlsLabel="Question"
        mainLabel="Pictures"
        controls={
          <>
            <p className={page.lead}>
              Every 3 × 3 convolution looks one pixel further to each side. So {spelt(depth)} of them{' '}
              {depth === 1 ? 'sees' : 'in a row see'} as far as one of {question.kernel} × {question.kernel}.
              Which costs less, and which can say more?
            </p>
            <div className={page.sliders}>
              <SliderField
                label="Kernel"
                help="Height and width of the large one."
                value={question.kernel}
                from={KERNELS[0] ?? 3}
                to={KERNELS.at(-1) ?? 11}
                step={2}
                onChange={(kernel) => {
                  if (kernel % 2 === 0) return 'Only odd kernels have a middle.';
                  change({ kernel });
                  return undefined;
                }}
              />
              <SliderField
                label="Channels"
                help="Of the input and of every convolution."
                value={question.channels}
                from={8}
                to={512}
                step={8}
                min={1}
                max={4096}
                onChange={(channels) => change({ channels })}
              />
              <SliderField
                label="Image"
                help="Height and width in pixels."
                value={question.size}
                from={7}
                to={224}
                step={7}
                min={1}
                max={1024}
                onChange={(size) => change({ size })}
              />
            </div>
            {row === undefined ? null : (
              <table className={styles.versus} aria-label="Comparison">
                <thead>
                  <tr>
                    <th scope="col">
                      <span className="visually-hidden">Figure</span>
                    </th>
                    <th scope="col">
                      1 × ({question.kernel} × {question.kernel})
                    </th>
                    <th scope="col">{depth} × (3 × 3)</th>
                  </tr>
                </thead>
                <tbody>
                  <Versus
                    name="Sees"
                    values={[row.large.field, row.small.field].map((field) => `${field} × ${field}`)}
                  />
                  <Versus
                    name="Parameters"
                    values={[row.large.parameters, row.small.parameters].map(grouped)}
                  />
                  <Versus name="MACs" values={[row.large.macs, row.small.macs].map(compact)} />
                  <Versus
                    name="ReLUs"
                    values={[row.large.nonLinearities, row.small.nonLinearities].map(String)}
                  />
                </tbody>
              </table>
            )}
            {row === undefined ? null : (
              <p className={styles.verdict} data-testid="verdict">
                {verdict(saving(row.large.parameters, row.small.parameters))}
              </p>
            )}
            <p className={page.note}>
              K. Simonyan, A. Zisserman: Very deep convolutional networks for large-scale image recognition.
              ICLR 2015, arXiv:1409.1556, section 2.3.
            </p>
          </>
        }
      >
        <FieldPictures kernel={question.kernel} depth={depth} />
        <table className={page.table}>
          <caption>Parameters, for every kernel</caption>
          <thead>
            <tr>
              <th scope="col">Sees</th>
              <th scope="col">One kernel</th>
              <th scope="col">3 × 3 ones</th>
              <th scope="col">How many</th>
              <th scope="col">Saved</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kernel, large, small }) => (
              <tr key={kernel} data-current={kernel === question.kernel ? '' : undefined}>
                <th scope="row">
                  {kernel} × {kernel}
                </th>
                <td>{grouped(large.parameters)}</td>
                <td>{grouped(small.parameters)}</td>
                <td>{small.convolutions}</td>
                <td>{saving(large.parameters, small.parameters).toFixed(1)} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Page>
    </Modal>
  );
}

function Versus({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  return (
    <tr data-versus={name}>
      <th scope="row">{name}</th>
      {values.map((value, index) => (
        <td key={index}>{value}</td>
      ))}
    </tr>
  );
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five'];

function spelt(count: number): string {
  return WORDS[count] ?? String(count);
}

function verdict(percent: number): string {
  if (Math.abs(percent) < 0.05) return 'Here both are the same convolution.';
  return `The small ones save ${percent.toFixed(1)} % of the parameters, and bend the function more often on the way.`;
}
