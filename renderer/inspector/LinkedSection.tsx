// A linked block's definition: its name, its arguments, and every place that follows it.

import { findDefinition } from '../../shared/document/definitions.ts';
import type { LinkedNode } from '../../shared/document/types.ts';
import type { Analysis } from '../../shared/analysis/types.ts';
import type { Element } from '../../shared/network/types.ts';
import { showBlockDialog } from '../state/block-dialog.ts';
import { dispatch, useDocument } from '../state/document-store.ts';
import { detachTemplate } from '../state/nesting.ts';
import { revealNode } from '../state/session-store.ts';
import { Button } from '../ui/Button.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { notify } from '../ui/Toasts.tsx';
import { Section } from './Section.tsx';
import styles from './Inspector.module.css';

interface LinkedSectionProps {
  readonly analysis: Analysis;
  readonly element: Element;
  readonly record: LinkedNode;
  readonly disabled: boolean;
}

export function LinkedSection({ analysis, element, record, disabled }: LinkedSectionProps) {
  const definition = findDefinition(useDocument(), record.definition);
  if (definition === undefined) return null;
  const uses = usesOf(analysis, definition.id);
  return (
    <Section title="Linked block">
      <div className={styles.form}>
        <div className={styles.formRow}>
          <span>Definition</span>
          <TextInput
            label="Name of the definition"
            value={definition.name}
            onCommit={(name) =>
              dispatch({ type: 'renameDefinition', definition: definition.id, name })?.message
            }
          />
        </div>
      </div>
      <div className={styles.buttons}>
        <Button
          disabled={disabled}
          onClick={() => showBlockDialog({ purpose: 'arguments', node: record.id })}
        >
          Arguments…
        </Button>
        <Button disabled={disabled} onClick={() => unlink(element.path)}>
          Unlink
        </Button>
      </div>
      <h4 className={styles.usesTitle}>{uses.length === 1 ? 'Used once' : `Used ${uses.length} times`}</h4>
      <ul className={styles.uses} aria-label="Uses">
        {uses.map((use) => (
          <li key={use.path}>
            <button
              type="button"
              className={styles.jump}
              aria-current={use.path === element.path ? 'true' : undefined}
              onClick={() => revealNode(use.level, use.record.id)}
            >
              {use.path}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** In the order of computing; a row counts as one use. */
function usesOf({ network }: Analysis, definition: string): readonly Element[] {
  return [...network.elements.values()].filter(
    ({ record, level }) =>
      record.kind === 'linked' &&
      record.definition === definition &&
      network.levels.get(level)?.repeats === undefined,
  );
}

function unlink(path: string): void {
  const problem = detachTemplate(path);
  if (problem !== undefined) notify({ type: 'error', title: 'Not unlinked', description: problem.message });
}
