// Where a compared network comes from, and what is read from there: its figures and layers, and what would run.

import { analyse } from '../../shared/analysis/analyse.ts';
import { comparableOf, type Comparable, type NetworkSummary } from '../../shared/analysis/comparable.ts';
import { compile } from '../../shared/compile/compile.ts';
import { raise } from '../../shared/compile/raise.ts';
import type { Document } from '../../shared/document/types.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import { expand } from '../../shared/network/expand.ts';
import { decodeModel } from '../../shared/onnx/decode.ts';
import type { OnnxModel } from '../../shared/onnx/model.ts';
import type { StoredValues } from '../../shared/operators/attributes.ts';
import type { PrepareRequest } from '../executor/types.ts';
import { LIBRARY } from '../presets/index.ts';
import { argumentChanges, presetTitle } from '../presets/titles.ts';
import type { Preset } from '../presets/types.ts';
import { analysisOf } from '../state/analysis.ts';
import type { DocumentId } from '../state/open-documents.ts';
import { tensorsOf } from '../state/stored-weights.ts';
import { readDocumentFile } from '../state/reading/read-large.ts';
import { wireShape } from '../ui/format.ts';

export type Origin =
  | { readonly kind: 'preset'; readonly preset: Preset; readonly stored: StoredValues }
  /** A network that is open in the app, as it was when this was made. */
  | {
      readonly kind: 'open';
      readonly id: DocumentId;
      readonly document: Document;
      /** The name of its file, where it has one. */
      readonly file: string | undefined;
      /** Since it was opened or saved. */
      readonly edited: boolean;
    }
  /** An open network as its file has it, whatever was edited since. */
  | { readonly kind: 'saved'; readonly id: DocumentId; readonly document: Document; readonly file: string }
  | { readonly kind: 'file'; readonly file: File };

/** The same network always has the same key. */
export function keyOf(origin: Origin): string {
  switch (origin.kind) {
    case 'preset':
      return sourceOf(origin);
    case 'open':
      return `open:${origin.id}`;
    case 'saved':
      return `saved:${origin.id}`;
    case 'file':
      return `file:${origin.file.name}:${origin.file.size}:${origin.file.lastModified}`;
  }
}

/** As the command line writes it: `preset:resnet50?numClasses=10`, or a file's name. */
export function sourceOf(origin: Origin): string {
  switch (origin.kind) {
    case 'preset': {
      const settings = Object.entries(origin.stored).map(
        ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
      return `preset:${origin.preset.id}${settings.length === 0 ? '' : `?${settings.join('&')}`}`;
    }
    case 'open':
      return origin.document.name;
    case 'saved':
      return origin.file;
    case 'file':
      return origin.file.name;
  }
}

/** What it is called by itself; titles.ts tells those apart that are called alike. */
export function titleOf(origin: Origin): string {
  switch (origin.kind) {
    case 'preset':
      return presetTitle(origin.preset, origin.stored);
    case 'open':
    case 'saved':
      return origin.document.name;
    case 'file':
      return origin.file.name;
  }
}

function kindOf(origin: Origin): string {
  switch (origin.kind) {
    case 'preset': {
      return [origin.preset.year, ...argumentChanges(origin.preset, origin.stored)].join(', ');
    }
    case 'open':
      return [
        'open now',
        ...(origin.file === undefined ? [] : [origin.file]),
        ...(origin.edited ? ['edited'] : []),
      ].join(', ');
    case 'saved':
      return `${origin.file}, as saved`;
    case 'file':
      return isOnnx(origin.file) ? 'ONNX file' : 'file';
  }
}

/** What stands under the title: where it is from, and the size of its input. */
export function subtitleOf(origin: Origin, summary: NetworkSummary | undefined): string {
  const inputs = summary?.inputs.map((shape) => (shape === null ? 'open size' : wireShape(shape))) ?? [];
  return [kindOf(origin), ...inputs].join(' · ');
}

function isOnnx(file: File): boolean {
  return /\.onnx$/i.test(file.name);
}

/** Whether a click can show it: an ONNX file is read for its figures only, and a saved state has no tab of its own. */
export function isOpenable(origin: Origin): boolean {
  return origin.kind !== 'saved' && (origin.kind !== 'file' || !isOnnx(origin.file));
}

export interface ReadNetwork {
  readonly comparable: Comparable;
  /** What the executor takes, but for the backend. */
  runnable(): Omit<PrepareRequest, 'backend'>;
}

/** Protobuf allows no larger message, and no document comes near it. */
const MAX_FILE_BYTES = 2 ** 31 - 1;

/** @throws NetloomError that says what is wrong with the file, or with a preset's arguments */
export async function readNetwork(origin: Origin): Promise<ReadNetwork> {
  switch (origin.kind) {
    case 'preset': {
      const built = origin.preset.build(origin.stored);
      if ('code' in built) throw new NetloomError(built.code, built.message);
      return ofDocument(built);
    }
    case 'open':
    case 'saved':
      return ofDocument(origin.document, true);
    case 'file': {
      const { file } = origin;
      if (file.size > MAX_FILE_BYTES) {
        throw new NetloomError(
          'file-too-large',
          `It has ${file.size.toLocaleString('en')} bytes; at most ${MAX_FILE_BYTES.toLocaleString('en')} are read.`,
        );
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (isOnnx(file)) return ofModel(bytes);
      const read = await readDocumentFile(file.name, bytes);
      if (read === undefined) throw new NetloomError('cancelled', 'Reading it was cancelled.');
      return ofDocument(read.document, false, read.weights);
    }
  }
}

/** Times need no trained weights: where they are not at hand, fresh ones multiply as fast. */
function ofDocument(document: Document, isOpen = false, weights?: Uint8Array<ArrayBuffer>): ReadNetwork {
  const analysis = isOpen
    ? analysisOf(document)
    : analyse(expand(document, LIBRARY, weights && tensorsOf(weights)));
  return {
    comparable: comparableOf(analysis),
    runnable: () => ({
      compiled: compile(expand(document, LIBRARY), { name: document.name }),
      seed: document.seed,
      stored: undefined,
    }),
  };
}

function ofModel(bytes: Uint8Array<ArrayBuffer>): ReadNetwork {
  const model = decodeModel(bytes);
  const comparable = raise(model);
  return {
    comparable,
    runnable() {
      const apart = model.graph.initialisers.find(({ data }) => data.kind === 'external');
      if (apart?.data.kind === 'external') {
        throw new NetloomError(
          'weights-elsewhere',
          `Its weights lie in another file, "${apart.data.place['location']}"; only models in one file are timed.`,
        );
      }
      const compiled = { model: forOneImage(model, comparable), weights: [], values: new Map() };
      return { compiled, seed: 0, stored: undefined };
    },
  };
}

/** With the inputs' shapes as they were counted; tensors that old files list among the inputs are none. */
function forOneImage(model: OnnxModel, { summary }: Comparable): OnnxModel {
  const held = new Set(model.graph.initialisers.map(({ name }) => name));
  const inputs = model.graph.inputs
    .filter(({ name }) => !held.has(name))
    .map((info, index) => ({ ...info, shape: summary.inputs[index] ?? info.shape }));
  // Only since IR version 4 may a tensor be no input.
  return { ...model, irVersion: Math.max(4, model.irVersion), graph: { ...model.graph, inputs } };
}
