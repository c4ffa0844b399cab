// The RegNet designer: five numbers, the widths that they make by the paper's and the lesson's rule, and the network.

import { useDeferredValue, useMemo, useState } from 'react';
import type { StoredValues } from '../../../shared/operators/attributes.ts';
import type { Preset } from '../../presets/types.ts';
import { previewOf } from '../../state/preview.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { grouped } from '../../ui/format.ts';
import { Modal } from '../../ui/Modal.tsx';
import { SliderField } from '../../ui/SliderField.tsx';
import { Figures, gmacs } from '../Figures.tsx';
import { Page } from '../Page.tsx';
import { nameOf, presetOf, startOf, STARTS, stageRows, type Design } from './design.ts';
import { StageTable } from './StageTable.tsx';
import { WidthPlot } from './WidthPlot.tsx';
import styles from '../Lesson.module.css';

interface RegNetDesignerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpen: (preset: Preset, stored: StoredValues, name: string) => void;
}

const OWN = 'own';

// The list stays the same whatever the design is: a select whose value leaves its list picks another by itself.
const START_OPTIONS = [
  { value: OWN, label: 'A design of your own' },
  ...STARTS.map(({ id, title }) => ({ value: id, label: title })),
];

export function RegNetDesigner({ open, onClose, onOpen }: RegNetDesignerProps) {
  const [design, setDesign] = useState<Design>(STARTS[0]!.design);
  const change = (part: Partial<Design>): void => setDesign((before) => ({ ...before, ...part }));
  const start = startOf(design);
  // The sliders go on while the network is worked out.
  const deferred = useDeferredValue(design);
  const preview = useMemo(() => {
    if (!open) return undefined;
    const { preset, stored } = presetOf(deferred);
    return previewOf(preset, stored);
  }, [open, deferred]);
  const problem = preview?.problem;
  const errorAt = (attribute: string): string | undefined =>
    problem?.attribute === attribute ? problem.message : undefined;
  const figures = preview?.problem === undefined ? preview : undefined;
  const published = start === undefined ? undefined : presetOf(start.design).preset;
  const known = published !== undefined && published.id === start?.id ? published : undefined;

  return (
    <Modal
      open={open}
      wide="full"
      title="RegNet designer"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={problem !== undefined}
            onClick={() => {
              const { preset, stored } = presetOf(design);
              onOpen(preset, stored, nameOf(design));
            }}
          >
            Open network
          </Button>
        </>
      }
    >
      <Page
        controlsLabel="Design"
        mainLabel="Widths and stages"
        controls={
          <>
            <p className={styles.lead}>
              A straight line says how wide every block should be: it begins at w0 and rises by wa from block
              to block. Rounding the line makes a network.
            </p>
            <div className={styles.row}>
              <span>Start from</span>
              <Choice
                label="Start from"
                value={start?.id ?? OWN}
                options={START_OPTIONS}
                onChange={(id) => {
                  const chosen = STARTS.find((one) => one.id === id);
                  if (chosen !== undefined) setDesign(chosen.design);
                }}
              />
            </div>
            <div className={styles.row}>
              <span>Widths</span>
              <Choice
                label="Widths"
                value={design.rounding}
                options={[
                  { value: 'blocks', label: 'By block (lesson)' },
                  { value: 'stages', label: 'By stage (paper)' },
                ]}
                onChange={(rounding) => change({ rounding })}
              />
            </div>
            <div className={styles.row}>
              <span>Blocks</span>
              <Choice
                label="Blocks"
                value={design.kind}
                options={[
                  { value: 'x', label: 'X: residual' },
                  { value: 'y', label: 'Y: with SE' },
                ]}
                onChange={(kind) => change({ kind })}
              />
            </div>
            <div className={styles.sliders}>
              <SliderField
                label="w0, start"
                help="Initial width: channels where the line starts; for the paper's rule a multiple of 8."
                value={design.w0}
                from={8}
                to={256}
                step={8}
                max={4096}
                error={errorAt('w0')}
                onChange={(w0) => change({ w0 })}
              />
              <SliderField
                label="wa, slope"
                help="Slope: channels that each block adds to the line."
                value={design.wa}
                from={0}
                to={128}
                step={0.01}
                max={4096}
                error={errorAt('wa')}
                onChange={(wa) => change({ wa })}
              />
              <SliderField
                label="wm, step"
                help="Width step: ratio between the widths of neighbouring stages."
                value={design.wm}
                from={1.5}
                to={4}
                step={0.01}
                min={1.05}
                max={16}
                error={errorAt('wm')}
                onChange={(wm) => change({ wm })}
              />
              <SliderField
                label="Depth"
                help="Blocks in the body."
                value={design.depth}
                from={1}
                to={40}
                step={1}
                max={256}
                error={errorAt('depth')}
                onChange={(depth) => change({ depth })}
              />
              <SliderField
                label="Group width"
                help="Channels per group of the 3×3 convolutions."
                value={design.groupWidth}
                from={1}
                to={128}
                step={1}
                max={4096}
                error={errorAt('groupWidth')}
                onChange={(groupWidth) => change({ groupWidth })}
              />
            </div>
            {problem !== undefined && problem.attribute === undefined ? (
              <p role="alert" className={styles.problem}>
                {problem.message}
              </p>
            ) : null}
            <Figures
              busy={preview === undefined || deferred !== design}
              rows={[
                ['Parameters', figures && grouped(figures.totals.parameters)],
                ['GMACs', figures && gmacs(figures.totals.macs)],
              ]}
            />
            <p className={styles.note}>
              {known === undefined
                ? design.rounding === 'blocks'
                  ? "The lesson's rule gives widths alone; the image halves where the paper's rule would begin a stage."
                  : "The paper's rule: powers of wm times w0, the nearest to the line, then a multiple of the group width."
                : `Published: ${grouped(known.reference.parameters)} parameters, ${known.reference.gmacs.toFixed(3)} GMACs (${known.reference.source}).`}
            </p>
            <p className={styles.note}>
              I. Radosavovic et al.: Designing network design spaces. CVPR 2020, arXiv:2003.13678.
            </p>
          </>
        }
      >
        <WidthPlot design={design} />
        <StageTable rows={stageRows(deferred, figures)} />
      </Page>
    </Modal>
  );
}
