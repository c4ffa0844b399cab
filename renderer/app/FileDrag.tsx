// Files dragged over the window: what a drop would do is written over it, and done. What is dropped on the run panel's
// input is taken there.

import { FileInput, ImagePlay } from 'lucide-react';
import { useEffect, useState } from 'react';
import { openDropped } from './dropped-files.ts';
import styles from './FileDrag.module.css';

/** What can be told of files before they are dropped: a browser keeps their names to itself. */
type Dragged = 'images' | 'other';

const WORDS: Readonly<Record<Dragged, readonly [title: string, more: string]>> = {
  images: ['Drop to run the network on this image', 'It becomes the input in the Run panel'],
  other: ['Drop to open', 'A *.netloom or *.netloom.json file opens in a tab of its own, an image is run'],
};

export function FileDrag() {
  const [dragged, setDragged] = useState<Dragged>();
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      const welcome = isWelcome(event);
      setDragged(welcome ? kindOf(event.dataTransfer) : undefined);
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = welcome ? 'copy' : 'none';
    };
    const leave = (event: DragEvent): void => {
      // From one thing to the next is not out of the window.
      if (event.relatedTarget === null) setDragged(undefined);
    };
    const drop = (event: DragEvent): void => {
      setDragged(undefined);
      if (!holdsFiles(event) || event.defaultPrevented) return;
      // Else the browser would show the file in place of the app.
      event.preventDefault();
      if (isWelcome(event)) void openDropped(filesOf(event.dataTransfer));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (dragged === undefined) return null;
  const [title, more] = WORDS[dragged];
  const Icon = dragged === 'images' ? ImagePlay : FileInput;
  return (
    <div className={styles.overlay} data-testid="file-drag" aria-hidden>
      <div className={styles.card}>
        <Icon size={22} />
        <p className={styles.title}>{title}</p>
        <p className={styles.more}>{more}</p>
      </div>
    </div>
  );
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}

/** A dialog that is open has to be answered first: it lies outside of what the app is drawn into. */
function isWelcome({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest('[data-app]') !== null;
}

function kindOf(data: DataTransfer | null): Dragged {
  const files = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file');
  return files.length > 0 && files.every(({ type }) => type.startsWith('image/')) ? 'images' : 'other';
}

function filesOf(data: DataTransfer | null): Parameters<typeof openDropped>[0] {
  return [...(data?.items ?? [])].flatMap((item) => {
    const file = item.getAsFile();
    return file === null ? [] : [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory === true }];
  });
}
