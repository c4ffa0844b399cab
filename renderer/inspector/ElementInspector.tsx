// One node or block: its name, its controls, its shapes, its costs, its PyTorch form and its weights.

import type { Analysis } from '../../shared/analysis/types.ts';
import { findDefinition } from '../../shared/document/definitions.ts';
import type { Element, Level } from '../../shared/network/types.ts';
import type { Schema } from '../../shared/operators/attributes.ts';
import { findOperator } from '../../shared/operators/index.ts';
import { argumentSchema, storedValues } from '../../shared/network/overrides.ts';
import { LIBRARY } from '../presets/index.ts';
import { currentDocument, endGesture } from '../state/document-store.ts';
import { renameNode } from '../state/renaming.ts';
import { explain } from '../state/explaining-store.ts';
import { openLevel, useSession } from '../state/session-store.ts';
import { setValueOf, takeBackValueOf } from '../state/setting-values.ts';
import { Button } from '../ui/Button.tsx';
import { SchemaForm } from '../ui/fields/SchemaForm.tsx';
import { Icon } from '../ui/icons.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { BlockSection } from './BlockSection.tsx';
import { Costs } from './Costs.tsx';
import { ElementProblems } from './ElementProblems.tsx';
import { FixButton } from './FixMenu.tsx';
import { LinkedSection } from './LinkedSection.tsx';
import { Section } from './Section.tsx';
import { Shapes } from './Shapes.tsx';
import { TorchSource } from './TorchSource.tsx';
import { Weights } from './Weights.tsx';
import styles from './Inspector.module.css';

interface ElementInspectorProps {
  readonly analysis: Analysis;
  readonly level: Level;
  readonly element: Element;
}

export function ElementInspector({ analysis, level, element }: ElementInspectorProps) {
  const { record, path } = element;
  const editable = level.parentId !== undefined;
  const opened = useSession((state) => state.root);
  const { title, help, icon, category, schema } = describe(element);
  const own = analysis.diagnostics.filter((diagnostic) => diagnostic.path === path);
  const inside = analysis.diagnostics.filter(({ path: at }) => at.startsWith(`${path}.`));
  const errors = new Map(
    own.flatMap(({ attribute, message }) => (attribute === undefined ? [] : [[attribute, message] as const])),
  );
  const warned = new Set(
    own.flatMap(({ attribute, severity }) =>
      attribute === undefined || severity === 'error' ? [] : [attribute],
    ),
  );
  const stored = { ...storedValues(record), ...element.overridden };
  return (
    <div className={styles.inspector}>
      <div className={styles.header} style={{ '--category': `var(--category-${category})` }}>
        <div className={styles.nameRow}>
          <span className={styles.icon}>
            <Icon name={icon} size={16} />
          </span>
          <TextInput
            id="inspector-name"
            label="Name"
            value={record.name}
            disabled={!editable}
            onCommit={(name) => renameNode(record.id, name)?.message}
          />
        </div>
        <p className={styles.kind}>
          <strong>{title}</strong> {help} <WhatIsThis element={element} />
        </p>
        {record.kind === 'operator' || path === opened ? null : (
          <Button className={styles.open ?? ''} onClick={() => openLevel(path)}>
            Open block
          </Button>
        )}
      </div>
      <ElementProblems path={path} own={own} inside={inside} />
      {Object.keys(schema).length === 0 ? null : (
        <Section title={record.kind === 'operator' ? 'Attributes' : 'Arguments'}>
          <SchemaForm
            schema={schema}
            stored={stored}
            errors={errors}
            warned={warned}
            errorAction={(name) =>
              own
                .filter(({ attribute }) => attribute === name)
                .slice(0, 1)
                .map((diagnostic) => <FixButton key={diagnostic.code} diagnostic={diagnostic} />)
            }
            disabled={!editable}
            onChange={(name, value) => setValueOf([record.id], name, value)}
            onTakeBack={(name) => takeBackValueOf([record.id], name)}
            onCommit={endGesture}
          />
        </Section>
      )}
      {element.overridden === undefined ? null : (
        <p className={styles.overridden}>
          Set by an argument of the block around it: {Object.keys(element.overridden).join(', ')}. What is
          typed here counts where the argument is left alone.
        </p>
      )}
      {record.kind === 'linked' ? (
        <LinkedSection analysis={analysis} element={element} record={record} disabled={!editable} />
      ) : null}
      <BlockSection record={record} disabled={!editable} />
      <Shapes element={element} />
      <Costs cost={analysis.costs.get(path)} block={record.kind !== 'operator'} />
      <TorchSource analysis={analysis} element={element} />
      <Weights analysis={analysis} element={element} />
    </div>
  );
}

function WhatIsThis({ element: { record, path } }: { readonly element: Element }) {
  const explained =
    record.kind === 'operator' && findOperator(record.operator) !== undefined
      ? ({ kind: 'operator', type: record.operator } as const)
      : record.kind === 'template' && LIBRARY.findTemplate(record.template) !== undefined
        ? ({ kind: 'template', type: record.template } as const)
        : undefined;
  if (explained === undefined) return null;
  return (
    <button type="button" className={styles.what} onClick={() => explain({ ...explained, path })}>
      What is this?
    </button>
  );
}

interface Description {
  readonly title: string;
  readonly help: string;
  readonly icon: string;
  readonly category: string;
  readonly schema: Schema;
}

function describe({ record, level }: Element): Description {
  const unknown = {
    help: 'This version of Netloom does not know it.',
    icon: 'square',
    category: 'shape',
    schema: {},
  };
  if (record.kind === 'custom') {
    return {
      title: 'Block.',
      help: 'Nodes grouped under one name.',
      icon: 'box',
      category: 'block',
      schema: {},
    };
  }
  if (record.kind === 'template') {
    const template = LIBRARY.findTemplate(record.template);
    if (template === undefined) return { title: record.template, ...unknown };
    const { title, help, icon, arguments: schema } = template;
    return { title: `${title}.`, help, icon, category: 'block', schema };
  }
  if (record.kind === 'linked') {
    const document = currentDocument();
    const definition = findDefinition(document, record.definition);
    return {
      title: `${definition?.name ?? 'Unknown block'}.`,
      help: 'Linked: what is edited inside one is edited in all of them.',
      icon: 'link',
      category: 'block',
      schema: definition === undefined ? {} : argumentSchema(document, LIBRARY, definition),
    };
  }
  const operator = findOperator(record.operator);
  if (operator === undefined) return { title: record.operator, ...unknown };
  const { title, help, icon, category } = operator.palette;
  if (level !== '' && (operator.type === 'Input' || operator.type === 'Output')) {
    // What an image is and what numbers stand for is said at the network's own input and output.
    const port = operator.type === 'Input' ? 'An input port of the block.' : 'An output port of the block.';
    return { title: `${title}.`, help: port, icon, category: 'input-and-output', schema: {} };
  }
  const shown = title === operator.type ? title : `${title} (${operator.type})`;
  return {
    title: `${shown}.`,
    help,
    icon,
    category: category.replaceAll(' ', '-'),
    schema: operator.attributes,
  };
}
