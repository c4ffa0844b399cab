// Totals, always in view, and what opens the panels: layers, memory, the count of problems.

import {
  ChartArea,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  FileWarning,
  Table2,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommandId } from '../../shared/host/commands.ts';
import { countStandings } from '../../shared/network/standing.ts';
import { useAnalysis } from '../state/analysis.ts';
import { toggleBottom, usePanels, type BottomTab } from '../state/panels-store.ts';
import { useStatusLine } from '../state/status-line.ts';
import { atLeast, bytes, compact, grouped, plural } from '../ui/format.ts';
import { Tip } from '../ui/Tip.tsx';
import { runCommand, useKeys } from './commands.ts';
import { tellTrouble, useDraftTrouble } from './draft-trouble.ts';
import { showKeys } from '../ui/key-names.ts';
import styles from './App.module.css';

export function StatusBar() {
  const { totals, diagnostics, network } = useAnalysis();
  const empty = network.elements.size === 0;
  const shown = (text: string): string => atLeast(totals.partial, text);
  const open = usePanels(({ bottom }) => bottom === 'problems');
  const { error: errors, warning: warnings, unfinished } = countStandings(diagnostics);
  const counted = [
    plural(errors, 'error'),
    plural(warnings, 'warning'),
    ...(unfinished === 0 ? [] : [`${grouped(unfinished)} unfinished`]),
  ];
  return (
    <footer className={styles.status} aria-label="Totals">
      <Total
        name="Parameters"
        value={shown(compact(totals.parameters))}
        tip={`${shown(grouped(totals.parameters))} parameters`}
      />
      <Total
        name="MACs"
        value={shown(compact(totals.macs))}
        tip={`${shown(grouped(totals.macs))} multiply-accumulates per image`}
      />
      <Total
        name="Weights"
        value={shown(bytes(totals.weightBytes))}
        tip="Memory of all weights, as 32-bit floats"
      />
      <Total
        name="Peak"
        value={shown(bytes(totals.peakActivationBytes))}
        tip={
          totals.peakPath === undefined
            ? 'Most memory that layer outputs take at once'
            : `Most memory that layer outputs take at once, reached at ${totals.peakPath}`
        }
      />
      <DraftTrouble />
      <StatusLine />
      {empty ? (
        <span className={styles.nothing}>Empty network</span>
      ) : (
        <div className={styles.openers}>
          <Opener tab="layers" title="Layers" tip="Table of all layers" command="view.layers">
            <Table2 size={13} aria-hidden />
          </Opener>
          <Opener tab="memory" title="Memory" tip="Memory over time" command="view.memory">
            <ChartArea size={13} aria-hidden />
          </Opener>
          <button
            type="button"
            className={styles.problemCount}
            aria-expanded={open}
            aria-label={`${counted.join(', ')}: show problems`}
            onClick={() => toggleBottom('problems')}
          >
            {errors > 0 ? (
              <span className={styles.errors}>
                <CircleAlert size={13} aria-hidden /> {plural(errors, 'error')}
              </span>
            ) : null}
            {warnings > 0 ? (
              <span className={styles.warnings}>
                <TriangleAlert size={13} aria-hidden /> {plural(warnings, 'warning')}
              </span>
            ) : null}
            {unfinished > 0 ? (
              <span className={styles.fine} title="Not wired yet: nothing is wrong, but something is missing">
                <CircleDashed size={13} aria-hidden /> {grouped(unfinished)} unfinished
              </span>
            ) : null}
            {errors + warnings + unfinished === 0 ? (
              <span className={styles.fine}>
                <CircleCheck size={13} aria-hidden /> No problems
              </span>
            ) : null}
          </button>
        </div>
      )}
    </footer>
  );
}

/** What was just said, for eyes and screen readers. */
function StatusLine() {
  const { text, count } = useStatusLine();
  return (
    <div className={styles.said} role="status" title={text}>
      {text === '' ? null : <span key={count}>{text}</span>}
    </div>
  );
}

/** There only while drafts of unsaved work cannot be kept. */
function DraftTrouble() {
  const reason = useDraftTrouble((state) => state.reason);
  if (reason === undefined) return null;
  return (
    <Tip text={`Unsaved work would be lost in a crash. ${reason}`} side="top">
      <button type="button" className={`${styles.opener} ${styles.warnings}`} onClick={tellTrouble}>
        <FileWarning size={13} aria-hidden /> Drafts are not kept
      </button>
    </Tip>
  );
}

interface OpenerProps {
  readonly tab: BottomTab;
  readonly title: string;
  readonly tip: string;
  readonly command: CommandId;
  readonly children: ReactNode;
}

/** Opens a tab of the bottom panel, or closes it. */
function Opener({ tab, title, tip, command, children }: OpenerProps) {
  const open = usePanels(({ bottom }) => bottom === tab);
  const [keys] = useKeys(command);
  return (
    <Tip text={tip} keys={keys === undefined ? undefined : showKeys(keys)} side="top">
      <button
        type="button"
        className={styles.opener}
        aria-expanded={open}
        onClick={() => runCommand(command)}
      >
        {children}
        {title}
      </button>
    </Tip>
  );
}

function Total({
  name,
  value,
  tip,
}: {
  readonly name: string;
  readonly value: string;
  readonly tip: string;
}) {
  return (
    <Tip text={tip} side="top">
      <span className={styles.total} data-total={name}>
        <span>{name}</span> {value}
      </span>
    </Tip>
  );
}
