// Compound scaling: one number φ that grows depth, width and resolution together, and what that costs.

import { useDeferredValue, useMemo, useState } from 'react';
import type { StoredValues } from '../../../shared/operators/attributes.ts';
import type { Preset } from '../../presets/types.ts';
import { previewOf } from '../../state/preview.ts';
import { Button } from '../../ui/Button.tsx';
import { grouped } from '../../ui/format.ts';
import { Modal } from '../../ui/Modal.tsx';
import { SliderField } from '../../ui/SliderField.tsx';
import { Figures, gmacs } from '../Figures.tsx';
import { Page } from '../Page.tsx';
import { CurvePlot } from './CurvePlot.tsx';
import { PublishedTable, StageTable } from './ScalingTables.tsx';
import {
  argumentsOf,
  baseNetwork,
  growth,
  keepsConstraint,
  MAX_PHI,
  multipliersOf,
  nearestPhi,
  PAPER,
  PUBLISHED,
  stageRows,
  type Coefficients,
} from './scaling.ts';
import { Silhouette } from './Silhouette.tsx';
import { useCurve } from './use-curve.ts';
import page from '../Lesson.module.css';
import plot from '../Plots.module.css';
import styles from './Scaling.module.css';

interface CompoundScalingProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onOpen: (preset: Preset, stored: StoredValues, name: string) => void;
}

/** What the constraint's bar reaches. */
const MOST_GROWTH = 4;

export function CompoundScaling({ open, onClose, onOpen }: CompoundScalingProps) {
  const [coefficients, setCoefficients] = useState(PAPER);
  const [phi, setPhi] = useState(1);
  const change = (part: Partial<Coefficients>): void => setCoefficients((before) => ({ ...before, ...part }));
  const factors = multipliersOf(coefficients, phi);
  // The sliders go on while the network is worked out.
  const wanted = JSON.stringify(argumentsOf(factors));
  const key = useDeferredValue(wanted);
  const preview = useMemo(
    () => (open ? previewOf(baseNetwork(), JSON.parse(key) as StoredValues) : undefined),
    [open, key],
  );
  const points = useCurve(coefficients, open);
  const busy = preview === undefined || key !== wanted;
  const totals = preview?.problem === undefined ? preview?.totals : undefined;
  const base = baseNetwork().reference;
  const times = growth(coefficients);
  const isPaper = JSON.stringify(coefficients) === JSON.stringify(PAPER);
  const marks = PUBLISHED.map(({ label, preset, ...published }) => ({
    label,
    phi: nearestPhi(published, coefficients),
    reference: preset.reference,
  }));
  return (
    <Modal
      open={open}
      wide="full"
      title="Compound scaling"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={preview?.problem !== undefined}
            onClick={() =>
              onOpen(
                baseNetwork(),
                argumentsOf(factors),
                phi === 0 ? baseNetwork().title : `EfficientNet, φ ${phi}`,
              )
            }
          >
            Open network
          </Button>
        </>
      }
    >
      <Page
        controlsLabel="Scaling"
        mainLabel="Costs and stages"
        controls={
          <>
            <p className={page.lead}>
              One number grows EfficientNet-B0 in depth by α<sup>φ</sup>, in width by β<sup>φ</sup> and in
              resolution by γ<sup>φ</sup>. A layer costs its channels squared and its pixels: so α·β²·γ² says
              how many times more one step of φ costs.
            </p>
            <div className={page.sliders}>
              <SliderField
                label="φ"
                help="How far B0 is grown; 0 is B0 itself."
                value={phi}
                from={0}
                to={MAX_PHI}
                step={0.1}
                onChange={setPhi}
              />
              <SliderField
                label="α, depth"
                help="Layers are multiplied by α to the power of φ."
                value={coefficients.alpha}
                from={1}
                to={2}
                step={0.01}
                onChange={(alpha) => change({ alpha })}
              />
              <SliderField
                label="β, width"
                help="Channels are multiplied by β to the power of φ."
                value={coefficients.beta}
                from={1}
                to={1.5}
                step={0.01}
                onChange={(beta) => change({ beta })}
              />
              <SliderField
                label="γ, size"
                help="Height and width of the image are multiplied by γ to the power of φ."
                value={coefficients.gamma}
                from={1}
                to={1.5}
                step={0.01}
                onChange={(gamma) => change({ gamma })}
              />
            </div>
            <div className={styles.constraint} data-kept={keepsConstraint(coefficients)}>
              <p>
                α · β² · γ² = <strong>{times.toFixed(2)}</strong>
                {keepsConstraint(coefficients) ? ' ≈ 2' : times > 2 ? ', more than 2' : ', less than 2'}
              </p>
              <div
                className={styles.meter}
                style={{ '--share': `${Math.min(100, (100 * times) / MOST_GROWTH)}%` }}
                aria-hidden
              />
              <p className={page.note}>
                {keepsConstraint(coefficients)
                  ? 'The budget about doubles with every step of φ.'
                  : `The budget grows ${times.toFixed(2)}-fold with every step of φ; the paper holds it at 2.`}
                {isPaper ? null : (
                  <>
                    {' '}
                    <button type="button" className={styles.link} onClick={() => setCoefficients(PAPER)}>
                      Back to the paper's
                    </button>
                  </>
                )}
              </p>
            </div>
            {preview?.problem === undefined ? null : (
              <p role="alert" className={page.problem}>
                {preview.problem.message}
              </p>
            )}
            <Figures
              busy={busy}
              rows={[
                ['Depth', `× ${factors.depth}`],
                ['Width', `× ${factors.width}`],
                ['Resolution', `${factors.size} × ${factors.size}`],
                ['Parameters', totals && grouped(totals.parameters)],
                ['GMACs', totals && gmacs(totals.macs)],
                ['Against B0', totals && `${(totals.macs / (base.gmacs * 1e9)).toFixed(2)} × the MACs`],
                ['The rule says', `${(times ** phi).toFixed(2)} × the MACs`],
              ]}
            />
            <p className={page.note}>
              Channels become multiples of 8 and repeats are rounded up: with few of them, at small φ, that
              lifts a network well above the rule. M. Tan, Q. V. Le: EfficientNet. ICML 2019,
              arXiv:1905.11946.
            </p>
          </>
        }
      >
        <div className={plot.plots}>
          <CurvePlot
            title="MACs"
            points={points.map((point) => ({ phi: point.phi, value: point.macs }))}
            promise={{ from: base.gmacs * 1e9, growth: times }}
            marks={marks.map((mark) => ({ ...mark, value: mark.reference.gmacs * 1e9 }))}
            here={busy ? undefined : totals && { phi, value: totals.macs }}
          />
          <CurvePlot
            title="Parameters"
            points={points.map((point) => ({ phi: point.phi, value: point.parameters }))}
            marks={marks.map((mark) => ({ ...mark, value: mark.reference.parameters }))}
            here={busy ? undefined : totals && { phi, value: totals.parameters }}
          />
        </div>
        <Silhouette factors={factors} />
        <div className={styles.pair}>
          <StageTable rows={stageRows(factors)} />
          <PublishedTable coefficients={coefficients} />
        </div>
      </Page>
    </Modal>
  );
}
