// The run panel: input, what the network gets, running it, what it says, and what its layers saw.

import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { countStandings, stillToDraw } from '../../shared/network/standing.ts';
import type { Element, Level, Network } from '../../shared/network/types.ts';
import type { PreprocessSpec } from '../../shared/tensor/image.ts';
import { levelAt, selectedElements, useAnalysis } from '../state/analysis.ts';
import { useDocument, useDocumentStore, useWeights } from '../state/document-store.ts';
import { pointAt, pointAway } from '../state/pointing-store.ts';
import { useSession } from '../state/session-store.ts';
import { prefersStillness } from '../state/settings-store.ts';
import { inputChanged, modelChange } from './changes.ts';
import { FeatureMaps } from './FeatureMaps.tsx';
import { InputSection } from './InputSection.tsx';
import { specOf } from './pictures.ts';
import { Results } from './Results.tsx';
import { RunControls } from './RunControls.tsx';
import {
  followChannels,
  FOR_MEDIAN,
  grantWish,
  inspect,
  runNetwork,
  updatePicture,
  useRun,
} from './run-store.ts';
import type { Runnable } from './types.ts';
import styles from './RunPanel.module.css';

/** Networks up to this size run again after every stroke of the pen, and after edits. */
const LIVE_MACS = 50e6;

/** Milliseconds without another edit before an edited network runs again: it has to be loaded anew. */
const SETTLE = 300;

export function RunPanel() {
  const { network, totals } = useAnalysis();
  const { seed } = useDocument();
  const stored = useWeights();
  const record = useRun((state) => state.record);
  const picture = useRun((state) => state.picture);
  const running = useRun((state) => state.progress !== undefined);
  const runnable = useMemo<Runnable>(() => ({ network, seed, stored }), [network, seed, stored]);
  const obstacle = obstacleOf(network);
  const spec = useSpec(network);
  const edit = record === undefined ? undefined : modelChange(record, runnable);
  const fresh = record !== undefined && edit === undefined && obstacle === undefined;
  // A run under way is about to take the new input in.
  const otherInput = record !== undefined && !running && inputChanged(record, picture);

  useSource(spec);
  usePicture(spec);
  useWish(runnable, obstacle);
  const waits = useLive(runnable, obstacle === undefined && totals.macs <= LIVE_MACS);
  const { level, element } = useSelected();
  useInspection(level, element, fresh);

  return (
    <div className={styles.panel}>
      <InputSection network={network} spec={spec} />
      <RunControls
        obstacle={obstacle}
        stale={edit !== undefined}
        waits={waits}
        onRun={() => void runNetwork(runnable, FOR_MEDIAN)}
      />
      <Results change={edit ?? (otherInput ? 'input' : undefined)} />
      <Selected element={element} fresh={fresh} />
    </div>
  );
}

function obstacleOf({ nodes, diagnostics }: Network): string | undefined {
  if (nodes.length === 0) return 'The canvas is empty. Open a preset, or draw a network.';
  const wrong = countStandings(diagnostics).error;
  if (wrong > 0)
    return `The network has ${wrong === 1 ? 'an error' : `${wrong} errors`} to solve before it can run.`;
  return stillToDraw(diagnostics);
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

/** The source that suits a network, for each document anew. */
function useSource(spec: PreprocessSpec | undefined): void {
  const document = useDocumentStore((state) => state.id);
  const channels = spec?.channels;
  useEffect(() => {
    if (channels !== undefined) followChannels(channels);
  }, [document, channels]);
}

/**
 * A small network runs by itself: from the first stroke of a digit on, or once it was run. Nobody asked for that run,
 * so it ends none of another document.
 *
 * @returns whether it waits for one to end
 */
function useLive(runnable: Runnable, allowed: boolean): boolean {
  const picture = useRun((state) => state.picture);
  // Until then the picture may be another document's.
  const making = useRun((state) => state.making);
  const document = useDocumentStore((state) => state.id);
  const elsewhere = useRun(({ running }) => running !== undefined && running !== document);
  useEffect(() => {
    const now = useRun.getState();
    if (!allowed || elsewhere || now.making) return undefined;
    const reason = reasonToRun(now, runnable);
    if (reason === 'network') {
      const timer = setTimeout(() => void runNetwork(runnable), SETTLE);
      return () => clearTimeout(timer);
    }
    if (reason === 'input') void runNetwork(runnable);
    return undefined;
  }, [picture, runnable, allowed, elsewhere, making]);
  const wanted = useRun((now) => reasonToRun(now, runnable) !== undefined);
  return allowed && elsewhere && wanted;
}

/** What a small network should run anew for. */
function reasonToRun(
  { picture, record, source }: ReturnType<typeof useRun.getState>,
  runnable: Runnable,
): 'network' | 'input' | undefined {
  if (picture === undefined) return undefined;
  if (record === undefined) return source === 'digit' ? 'input' : undefined;
  if (modelChange(record, runnable) !== undefined) return 'network';
  return inputChanged(record, picture) ? 'input' : undefined;
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

function useInspection(level: Level, element: Element | undefined, fresh: boolean): void {
  const record = useRun((state) => state.record);
  // Two networks at work at once would spoil each other's times.
  const timing = useRun((state) => state.progress?.stage === 'timing');
  useEffect(() => {
    if (fresh && !timing && element !== undefined) void inspect(level, element.path);
  }, [level, element, record, fresh, timing]);
}

function Selected({ element, fresh }: { readonly element: Element | undefined; readonly fresh: boolean }) {
  const record = useRun((state) => state.record);
  const inspection = useRun((state) => state.inspection);
  const busy = useRun((state) => state.inspecting || state.progress !== undefined);
  const failure = useRun((state) => state.inspectionFailure);
  const section = useRef<HTMLElement>(null);
  // While the pen draws, the maps of the stroke before stay until the next are here.
  const usable =
    inspection !== undefined &&
    (inspection.record === record ||
      (busy && record !== undefined && modelChange(inspection.record, record.runnable) === undefined));
  const tensor = fresh && element !== undefined && usable ? inspection.values.get(element.path) : undefined;
  useRevealing(section, element?.path, fresh, tensor !== undefined);
  if (record === undefined) return null;
  return (
    <section ref={section} className={styles.section} aria-label="Feature maps">
      <h3 className={styles.title}>
        <span>Feature maps{element === undefined ? '' : ` of ${element.path}`}</span>
        {tensor === undefined ? null : <span className={styles.aside}>{tensor.shape.join(' × ')}</span>}
      </h3>
      {failure !== undefined ? (
        <p className={styles.error} role="alert">
          {failure.message}
        </p>
      ) : tensor !== undefined ? (
        <FeatureMaps
          key={element?.path}
          tensor={tensor}
          onElement={(at, on) =>
            at === undefined || on === undefined || element === undefined
              ? pointAway()
              : pointAt(element.path, on, at)
          }
        />
      ) : (
        <p className={styles.dim}>{hintFor(element, fresh, busy)}</p>
      )}
    </section>
  );
}

/**
 * Brings the maps into view when a node is clicked after a run: who clicks wants to see them. Not when the next run
 * brings new ones: then the pad may be under the pen.
 */
function useRevealing(
  section: RefObject<HTMLElement | null>,
  path: string | undefined,
  fresh: boolean,
  shown: boolean,
): void {
  const tab = useSession((state) => state.tab);
  const lastPath = useRef(path);
  const wanted = useRef(false);
  useEffect(() => {
    if (lastPath.current !== path) wanted.current = fresh;
    lastPath.current = path;
    if (!wanted.current || !shown || tab !== 'run') return;
    wanted.current = false;
    section.current?.scrollIntoView({
      block: 'nearest',
      behavior: prefersStillness() ? 'instant' : 'smooth',
    });
  }, [section, path, fresh, shown, tab]);
}

function hintFor(element: Element | undefined, fresh: boolean, busy: boolean): string {
  if (!fresh) return 'Run the network again to see what its layers compute now.';
  if (element === undefined) return 'Click a node on the canvas to see what it computed.';
  return busy ? 'Computing…' : 'This node gives nothing to show.';
}
