// A frame around nodes with its title, or a text: behind the nodes, edited where it stands.

import { EdgeLabelRenderer, NodeResizer, NodeToolbar, Position, type NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { MIN_NOTE_SIZE } from '../../shared/document/notes.ts';
import { NOTE_COLOURS, type NoteColour } from '../../shared/document/types.ts';
import { useNodeActions } from './actions.ts';
import styles from './NoteBox.module.css';

export interface NoteFace {
  readonly kind: 'frame' | 'note';
  readonly text: string;
  readonly colour: NoteColour;
  readonly width: number;
  readonly height: number;
  /** A note lies over a frame's title. */
  readonly covered: boolean;
  readonly editable: boolean;
  readonly editing: boolean;
  /** Keeps `NoteFace` assignable to React Flow's node data. */
  readonly [key: string]: unknown;
}

const ABOVE = { zIndex: 10 };
/** Longer than the view takes to come near. */
const MOST_FRAMES = 20;

function NoteBoxInner(props: NodeProps & { readonly data: NoteFace }) {
  const { id, data: note, selected, dragging, positionAbsoluteX: x, positionAbsoluteY: y } = props;
  const { edit, changeNote, keepText } = useNodeActions();
  /** What was pressed last is the note's own, a corner, say: it stays, though nothing is in it yet. */
  const toItself = useRef(false);
  const open = () => {
    if (note.editable) edit(id);
  };
  return (
    <div
      className={styles.note}
      data-kind={note.kind}
      data-colour={note.colour}
      data-selected={selected ? '' : undefined}
      onPointerDownCapture={({ target }) => {
        toItself.current = !(target instanceof HTMLTextAreaElement);
      }}
    >
      <NodeResizer
        isVisible={selected && note.editable}
        minWidth={MIN_NOTE_SIZE.width}
        minHeight={MIN_NOTE_SIZE.height}
        lineClassName={styles.line ?? ''}
        handleClassName={styles.corner ?? ''}
      />
      {/* Double-click opens the text; F2 does so for keyboards. */}
      <div className={styles.text} data-grip="" onDoubleClick={open}>
        {note.editing ? (
          <TextEditor
            text={note.text}
            multiline={note.kind === 'note'}
            onDone={(text) => {
              const stays = toItself.current || !document.hasFocus();
              if (text !== note.text || !stays) keepText(id, text);
              edit(undefined);
            }}
          />
        ) : (
          <span className={note.text === '' ? styles.empty : undefined}>
            {note.text === '' ? (note.kind === 'frame' ? 'Untitled frame' : 'Empty note') : note.text}
          </span>
        )}
      </div>
      {note.kind === 'frame' && note.text !== '' && !note.editing && !note.covered ? (
        // Wires run over a frame, but not through the words of its title: these stand once more above them, unless a
        // note was put there.
        <EdgeLabelRenderer>
          <span
            aria-hidden
            className={`${styles.note} ${styles.title}`}
            data-colour={note.colour}
            data-title={note.text}
            style={{ left: x, top: y, maxWidth: note.width - 3 }}
          />
        </EdgeLabelRenderer>
      ) : null}
      <NodeToolbar
        isVisible={selected && note.editable && !dragging}
        position={Position.Right}
        align="start"
        offset={8}
        // Its own would be the note's, which lies behind everything.
        style={ABOVE}
      >
        <div className={`${styles.colours} nodrag nopan`} role="group" aria-label="Colour">
          {NOTE_COLOURS.map((colour) => (
            <button
              key={colour}
              type="button"
              data-colour={colour}
              aria-label={colour}
              aria-pressed={colour === note.colour}
              // Whoever writes goes on writing.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => changeNote(id, { colour })}
            />
          ))}
        </div>
      </NodeToolbar>
    </div>
  );
}

interface TextEditorProps {
  readonly text: string;
  readonly multiline: boolean;
  /** With the text to keep. */
  readonly onDone: (text: string) => void;
}

function TextEditor({ text, multiline, onDone }: TextEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);
  useEffect(() => {
    let frame = 0;
    let tries = 0;
    // From afar it is not drawn, and cannot have the focus, until the view has come near.
    const take = () => {
      field.current?.focus({ preventScroll: true });
      if (document.activeElement === field.current) field.current?.select();
      else if (tries < MOST_FRAMES) frame = requestAnimationFrame(take);
      tries += 1;
    };
    take();
    return () => cancelAnimationFrame(frame);
  }, []);
  const finish = (value: string) => {
    if (done.current) return;
    done.current = true;
    onDone(value);
  };
  /** Keys go on from the note itself. */
  const leave = (text: HTMLTextAreaElement) => {
    const box = text.closest<HTMLElement>('.react-flow__node');
    finish(text.value);
    box?.focus({ preventScroll: true });
  };
  return (
    <textarea
      ref={field}
      className={`${styles.field} nodrag nopan nowheel nokey`}
      aria-label={multiline ? 'Text of the note' : 'Title of the frame'}
      rows={multiline ? undefined : 1}
      defaultValue={text}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        // What is typed is the text's; keys with Ctrl or Alt are commands also here.
        const command = (event.ctrlKey || event.metaKey || event.altKey) && event.key !== 'Enter';
        if (!command) event.stopPropagation();
        // Texts are kept by Escape, as Figma and Miro keep them: what was written is not lost, and Ctrl+Z takes it back.
        // Names and values, which may be refused, go back by it, as in VS Code.
        if (event.key === 'Escape') leave(event.currentTarget);
        // A title has one line; a note ends with Ctrl+Enter.
        if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          leave(event.currentTarget);
        }
      }}
    />
  );
}

export const NoteBox = memo(NoteBoxInner);
