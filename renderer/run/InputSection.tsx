// Where the input comes from, what the network really gets of it, and how it is brought there.

import { Tabs } from '@base-ui/react/tabs';
import { Dices, ImageUp } from 'lucide-react';
import { useEffect, useRef, type DragEvent } from 'react';
import type { Network } from '../../shared/network/types.ts';
import type { PreprocessSpec } from '../../shared/tensor/image.ts';
import { useSession } from '../state/session-store.ts';
import { Button } from '../ui/Button.tsx';
import { Pixels } from '../ui/Pixels.tsx';
import { answerPadKeys, DigitPad, PadButtons } from './DigitPad.tsx';
import { Preprocessing } from './Preprocessing.tsx';
import { drawNewNoise, setFile, setSource, useRun } from './run-store.ts';
import type { Source } from './types.ts';
import styles from './RunPanel.module.css';

const IMAGE_TYPES = 'image/png,image/jpeg,image/webp,image/gif,image/bmp';
const NETLOOM_FILE = /\.netloom(\.json)?$/i;

export function InputSection({
  network,
  spec,
}: {
  readonly network: Network;
  readonly spec: PreprocessSpec | undefined;
}) {
  const source = useRun((state) => state.source);
  const failure = useRun((state) => state.pictureFailure);
  usePastedImage();
  return (
    <section aria-label="Input">
      <div className={styles.section} onDragOver={acceptImage} onDrop={dropImage}>
        <Tabs.Root
          value={source}
          onValueChange={(value: Source) => setSource(value)}
          onKeyDown={source === 'digit' ? answerPadKeys : undefined}
        >
          <Tabs.List className={styles.sources} aria-label="Source of the input">
            <Tabs.Tab value="image" className={styles.source}>
              Image
            </Tabs.Tab>
            <Tabs.Tab value="digit" className={styles.source}>
              Draw
            </Tabs.Tab>
            <Tabs.Tab value="noise" className={styles.source}>
              Noise
            </Tabs.Tab>
          </Tabs.List>
          <div className={styles.inputs}>
            <Tabs.Panel value="image" className={styles.given} tabIndex={-1}>
              <ImageSource />
            </Tabs.Panel>
            <Tabs.Panel value="digit" className={styles.given} tabIndex={-1}>
              <DigitPad />
            </Tabs.Panel>
            <Tabs.Panel value="noise" className={styles.given} tabIndex={-1}>
              <Button onClick={drawNewNoise}>
                <Dices size={14} /> Draw again
              </Button>
              <p className={styles.dim}>Random pixels, the same for the same seed.</p>
            </Tabs.Panel>
            <div className={styles.given}>
              <WhatTheNetworkGets known={spec !== undefined} />
              {source === 'digit' ? <PadButtons /> : null}
            </div>
          </div>
        </Tabs.Root>
        {failure === undefined ? null : (
          <p className={styles.error} role="alert">
            {failure.message}
          </p>
        )}
        {network.inputs.length > 1 ? (
          <p className={styles.dim}>The picture goes to the first input; the others get noise.</p>
        ) : null}
        {spec === undefined ? null : <Preprocessing network={network} />}
      </div>
    </section>
  );
}

function ImageSource() {
  const file = useRun((state) => state.file);
  const picture = useRun((state) => state.picture);
  const input = useRef<HTMLInputElement>(null);
  const original = picture?.original;
  return (
    <>
      <button type="button" className={styles.drop} onClick={() => input.current?.click()}>
        <ImageUp size={18} />
        <span>Choose, drop or paste an image</span>
      </button>
      <input
        ref={input}
        type="file"
        accept={IMAGE_TYPES}
        hidden
        aria-label="Image file"
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          if (chosen !== undefined) setFile(chosen);
          // The same file can be chosen again after it changed.
          target.value = '';
        }}
      />
      {file === undefined ? null : (
        <p className={styles.dim} title={file.name}>
          {file.name}
          {original === undefined ? null : (
            <>
              {' · '}
              <span className={styles.nowrap}>
                {original.width} × {original.height}
              </span>
            </>
          )}
        </p>
      )}
    </>
  );
}

/** @param known what the network takes: without an Input, nothing */
function WhatTheNetworkGets({ known }: { readonly known: boolean }) {
  const made = useRun((state) => state.picture);
  const picture = known ? made : undefined;
  return (
    <figure className={styles.preview}>
      {picture === undefined ? (
        <div className={styles.empty}>Nothing yet</div>
      ) : (
        <Pixels
          image={picture.preview}
          className={styles.picture}
          role="img"
          aria-label="What the network gets"
        />
      )}
      <figcaption className={styles.dim}>
        {picture === undefined ? (
          'What the network gets'
        ) : (
          <>
            Network gets{' '}
            <span className={styles.nowrap}>
              {picture.spec.channels} × {picture.spec.height} × {picture.spec.width}
            </span>
          </>
        )}
      </figcaption>
    </figure>
  );
}

/** An image pasted while the run panel is in front is the input, whatever has the focus. */
function usePastedImage(): void {
  const shown = useSession((state) => state.tab === 'run');
  useEffect(() => {
    if (!shown) return undefined;
    const paste = (event: ClipboardEvent): void => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (file === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setFile(file);
    };
    document.addEventListener('paste', paste, { capture: true });
    return () => document.removeEventListener('paste', paste, { capture: true });
  }, [shown]);
}

function acceptImage(event: DragEvent): void {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
}

/** Anything but a network is tried as an image: the message says what it is if it is none. */
function dropImage(event: DragEvent): void {
  const file = event.dataTransfer.files[0];
  if (file === undefined || NETLOOM_FILE.test(file.name)) return;
  event.preventDefault();
  setFile(file);
}
