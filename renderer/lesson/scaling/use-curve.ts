// What the rule costs along φ: each network is worked out in a turn of its own, so that the sliders stay free.

import { useEffect, useState } from 'react';
import { previewOf } from '../../state/preview.ts';
import { argumentsOf, baseNetwork, MAX_PHI, multipliersOf, type Coefficients } from './scaling.ts';

export interface CurvePoint {
  readonly phi: number;
  readonly parameters: number;
  readonly macs: number;
}

const STEP = 0.5;
/** Milliseconds without another change of the coefficients before the curve is worked out anew. */
const SETTLE = 120;

const NO_POINTS: readonly CurvePoint[] = [];

const curves = new Map<string, readonly CurvePoint[]>();
/** Curves remembered; the oldest goes first. */
const REMEMBERED = 16;

/** Points of the curve from φ = 0 on, as many as are known by now. A network too large to be built ends it. */
export function useCurve(coefficients: Coefficients, active: boolean): readonly CurvePoint[] {
  const { alpha, beta, gamma } = coefficients;
  const key = `${alpha} ${beta} ${gamma}`;
  const [state, setState] = useState<{ key: string; points: readonly CurvePoint[] }>({ key: '', points: [] });
  useEffect(() => {
    if (!active || curves.has(key)) return undefined;
    const points: CurvePoint[] = [];
    const next = (): void => {
      const phi = points.length * STEP;
      const point = phi > MAX_PHI ? undefined : pointAt({ alpha, beta, gamma }, phi);
      if (point === undefined) {
        if (curves.size >= REMEMBERED) curves.delete(curves.keys().next().value ?? '');
        curves.set(key, points);
        return;
      }
      points.push(point);
      setState({ key, points: [...points] });
      timer = setTimeout(next);
    };
    let timer = setTimeout(next, SETTLE);
    return () => clearTimeout(timer);
  }, [key, alpha, beta, gamma, active]);
  return curves.get(key) ?? (state.key === key ? state.points : NO_POINTS);
}

function pointAt(coefficients: Coefficients, phi: number): CurvePoint | undefined {
  const preview = previewOf(baseNetwork(), argumentsOf(multipliersOf(coefficients, phi)));
  if (preview.problem !== undefined) return undefined;
  const { parameters, macs } = preview.totals;
  return { phi, parameters, macs };
}
