// The run panel: input, what the network gets, running it, what it says, and what its layers saw.

import { useEffect, useMemo } from 'react';
import type { Element, Level, Network } from '../../shared/network/types.ts';
import type { PreprocessSpec } from '../../shared/tensor/image.ts';
import { levelAt, selectedElements, useAnalysis } from '../state/analysis.ts';
import { useDocument, useDocumentStore, weightsOf } from '../state/document-store.ts';
import { useSession } from '../state/session-store.ts';
import { FeatureMaps } from './FeatureMaps.tsx';
import { InputSection } from './InputSection.tsx';
import { Results } from './Results.tsx';
import { RunControls } from './RunControls.tsx';
import {
  FOR_MEDIAN,
  forgetResults,
  grantWish,
  inspect,
  ONCE,
  runKey,
  runNetwork,
  specOf,
  updatePicture,
  useRun,
  type Runnable,
} from './run-store.ts';
import styles from './RunPanel.module.css';

/** Networks up to this size run again after every stroke of the pen. */
const LIVE_MACS = 50e6;

export function RunPanel() {
  const { network, totals } = useAnalysis();
  const { seed } = useDocument();
  const stored = useDocumentStore((state) => weightsOf(state.history.present, state));
  const backend = useRun((state) => state.backend);
  const record = useRun((state) => state.record);
  const runnable = useMemo<Runnable>(() => ({ network, seed, stored }), [network, seed, stored]);
  const errors = network.diagnostics.filter(({ severity }) => severity === 'error').length;
  const obstacle = obstacleOf(network, errors);
  const spec = useSpec(network);
  const key = runKey(runnable, backend);
  const fresh = record !== undefined && record.key === key && obstacle === undefined;

  useForgetting();
  usePicture(spec);
  useWish(runnable, obstacle);
  useLive(runnable, obstacle === undefined && totals.macs <= LIVE_MACS);
  const { level, element } = useSelected();
  useInspection(runnable, level, element, fresh);

  return (
    <div className={styles.panel}>
      <InputSection network={network} spec={spec} />
      <RunControls obstacle={obstacle} onRun={() => void runNetwork(runnable, FOR_MEDIAN)} />
      <Results stale={!fresh} />
      <Selected element={element} fresh={fresh} />
    </div>
  );
}

function obstacleOf(network: Network, errors: number): string | undefined {
  if (network.nodes.length === 0) return 'The canvas is empty. Open a preset, or draw a network.';
  if (errors > 0)
    return `The network has ${errors === 1 ? 'an error' : `${errors} errors`} to solve before it can run.`;
  if (network.inputs.length === 0) return 'The network has no Input. Add one to say what image it takes.';
  if (network.outputs.length === 0) return 'The network has no Output. Add one to say what it returns.';
  return undefined;
}

/** How images become the first input; the same object while nothing of it changes. */
function useSpec(network: Network): PreprocessSpec | undefined {
  const given = specOf(network);
  const text = given === undefined ? undefined : JSON.stringify(given);
  return useMemo(() => (text === undefined ? undefined : (JSON.parse(text) as PreprocessSpec)), [text]);
}

function usePicture(spec: PreprocessSpec | undefined): void {
  const source = useRun((state) => state.source);
  const file = useRun((state) => state.file);
  const strokes = useRun((state) => state.strokes);
  const noiseSeed = useRun((state) => state.noiseSeed);
  useEffect(() => {
    if (spec !== undefined) void updatePicture(spec);
  }, [spec, source, file, strokes, noiseSeed]);
}

/** Ctrl+Enter, the menu and the toolbar count their wishes in the session. */
function useWish(runnable: Runnable, obstacle: string | undefined): void {
  const runs = useSession((state) => state.runs);
  useEffect(() => {
    // Only the wish itself runs the network: not the edit after it, nor a panel that is laid out anew.
    if (grantWish(runs) && obstacle === undefined) void runNetwork(runnable, FOR_MEDIAN);
  }, [runs, runnable, obstacle]);
}

/** A result belongs to the document it was made with. */
function useForgetting(): void {
  const opened = useDocumentStore((state) => state.opened);
  useEffect(() => forgetResults(opened), [opened]);
}

function useLive(runnable: Runnable, allowed: boolean): void {
  const source = useRun((state) => state.source);
  const picture = useRun((state) => state.picture);
  const drawn = useRun((state) => state.strokes.length > 0);
  useEffect(() => {
    if (source === 'digit' && drawn && allowed) void runNetwork(runnable, ONCE);
  }, [picture, runnable, allowed, source, drawn]);
}

function useSelected(): { readonly level: Level; readonly element: Element | undefined } {
  const analysis = useAnalysis();
  const path = useSession((state) => state.level);
  const nodes = useSession((state) => state.nodes);
  return useMemo(() => {
    const level = levelAt(analysis, path);
    return { level, element: selectedElements(level, nodes)[0] };
  }, [analysis, path, nodes]);
}

function useInspection(runnable: Runnable, level: Level, element: Element | undefined, fresh: boolean): void {
  const record = useRun((state) => state.record);
  useEffect(() => {
    if (fresh && element !== undefined) void inspect(runnable, level, element.path);
  }, [runnable, level, element, record, fresh]);
}

function Selected({ element, fresh }: { readonly element: Element | undefined; readonly fresh: boolean }) {
  const record = useRun((state) => state.record);
  const inspection = useRun((state) => state.inspection);
  const inspecting = useRun((state) => state.inspecting);
  const failure = useRun((state) => state.inspectionFailure);
  if (record === undefined) return null;
  const tensor =
    fresh && element !== undefined && inspection?.record === record
      ? inspection.values.get(element.path)
      : undefined;
  return (
    <section className={styles.section} aria-label="Feature maps">
      <h3 className={styles.title}>Feature maps{element === undefined ? '' : ` of ${element.path}`}</h3>
      {failure !== undefined ? (
        <p className={styles.error} role="alert">
          {failure.message}
        </p>
      ) : tensor !== undefined ? (
        <FeatureMaps key={element?.path} tensor={tensor} />
      ) : (
        <p className={styles.dim}>{hintFor(element, fresh, inspecting)}</p>
      )}
    </section>
  );
}

function hintFor(element: Element | undefined, fresh: boolean, inspecting: boolean): string {
  if (!fresh) return 'Run the network again to see what its layers compute now.';
  if (element === undefined) return 'Click a node on the canvas to see what it computed.';
  return inspecting ? 'Computing…' : 'This node gives nothing to show.';
}
