// Sources of networks: presets with arguments, and files. Ends in a document, its network and its weights.

import { readFile } from 'node:fs/promises';
import { stderr } from 'node:process';
import { readNetloomFile } from '../shared/document/container.ts';
import type { Document, WeightsReference } from '../shared/document/types.ts';
import { NetloomError } from '../shared/lib/errors.ts';
import { nearestNames } from '../shared/lib/nearest.ts';
import { sha256 } from '../shared/lib/sha256.ts';
import { expand } from '../shared/network/expand.ts';
import type { Network } from '../shared/network/types.ts';
import { readRegularFile } from '../shared/node/read-file.ts';
import { readSafetensors, storedTensors } from '../shared/weights/safetensors.ts';
import { findPreset, LIBRARY, PRESETS } from '../renderer/presets/index.ts';
import { readShipped } from '../renderer/presets/weights/index.ts';

export interface LoadedSource {
  readonly document: Document;
  readonly network: Network;
  /** The bytes of the weights file, for weights whose source is stored. */
  readonly stored: Uint8Array | undefined;
}

/** Larger documents than this are refused before they are read. */
const MAX_FILE_BYTES = 8 * 2 ** 30;

const WEIGHTS_FOLDER = new URL('../renderer/presets/weights/', import.meta.url);

/**
 * @param source a file, or `preset:resnet50`, or that with arguments: `preset:resnet50?numClasses=10&inputSize=160`
 * @param settings `name=value` arguments of a preset, which go before those in the source
 * @param without what becomes of a document whose stored weights cannot be had: `refuse` where numbers come of it,
 *   `warn` where shapes and costs are the same without them
 */
export async function loadSource(
  source: string,
  settings: readonly string[],
  without: 'refuse' | 'warn' = 'refuse',
): Promise<LoadedSource> {
  const { document, weights } = source.startsWith('preset:')
    ? { document: presetDocument(source, settings), weights: undefined }
    : await fileDocument(source, settings);
  const stored = weights ?? (await shippedOrWarning(document.weights, without));
  const tensors =
    stored === undefined ? undefined : namingFile(source, () => storedTensors(readSafetensors(stored)));
  return { document, network: expand(document, LIBRARY, tensors), stored };
}

function presetDocument(source: string, settings: readonly string[]): Document {
  const [id, own] = splitSource(source);
  const preset = findPreset(id);
  if (preset === undefined) {
    throw new NetloomError(
      'unknown-preset',
      `There is no preset "${id}".${meantPresets(id)} "netloom presets" lists all ${PRESETS.length}.`,
    );
  }
  const document = preset.build(parseSettings([...own, ...settings]));
  if ('code' in document) {
    const where = document.attribute === undefined ? '' : `${document.attribute}: `;
    throw new NetloomError(document.code, `${where}${document.message}`);
  }
  return document;
}

/** `preset:resnet50?numClasses=10&inputSize=160` apart. */
function splitSource(source: string): readonly [id: string, settings: readonly string[]] {
  const [id = '', ...rest] = source.slice('preset:'.length).split('?');
  if (rest.length === 0) return [id, []];
  const settings = rest.join('?').split('&');
  const wrong = settings.find((setting) => setting.indexOf('=') < 1);
  if (wrong !== undefined) {
    throw new NetloomError(
      'usage',
      `"${source}": expected name=value pairs joined by & after the question mark, not "${wrong}".`,
    );
  }
  return [id, settings];
}

function meantPresets(id: string): string {
  const ids = PRESETS.map((preset) => preset.id);
  const near = nearestNames(id, ids, 5);
  const last = near.at(-1);
  if (last === undefined) return '';
  return ` Did you mean ${near.length === 1 ? last : `${near.slice(0, -1).join(', ')} or ${last}`}?`;
}

/** `inputSize=32` and the like; values are JSON where they can be, else text. */
function parseSettings(settings: readonly string[]): Readonly<Record<string, unknown>> {
  const values: [string, unknown][] = settings.map((setting) => {
    const split = setting.indexOf('=');
    if (split < 1) {
      throw new NetloomError('usage', `--set takes name=value, not "${setting}".`);
    }
    const text = setting.slice(split + 1);
    try {
      return [setting.slice(0, split), JSON.parse(text) as unknown];
    } catch {
      // Not JSON, so the word itself: activation=ReLU.
      return [setting.slice(0, split), text];
    }
  });
  return Object.fromEntries(values);
}

async function fileDocument(path: string, settings: readonly string[]) {
  if (settings.length > 0) {
    throw new NetloomError('usage', '--set changes the arguments of a preset; a file has none.');
  }
  const bytes = await readWhole(path).catch((error: unknown) => {
    if (!(error instanceof NetloomError) || findPreset(path) === undefined) throw error;
    throw new NetloomError(error.code, `${error.message} The preset is preset:${path}.`, { cause: error });
  });
  return namingFile(path, () => readNetloomFile(bytes));
}

/** Puts the file's name before what a reader says is wrong with it. */
export function namingFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NetloomError)) throw error;
    throw new NetloomError(error.code, `${path}: ${error.message}`, { cause: error });
  }
}

/** @throws NetloomError that names the file and what is wrong with it */
export function readWhole(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return readRegularFile(path, MAX_FILE_BYTES);
}

async function shippedOrWarning(reference: WeightsReference | undefined, without: 'refuse' | 'warn') {
  if (reference === undefined) return undefined;
  try {
    return await readShipped(reference, {
      read: async (file) => new Uint8Array(await readFile(new URL(file, WEIGHTS_FOLDER))),
      sha256,
    });
  } catch (error) {
    if (without === 'refuse' || !(error instanceof NetloomError)) throw error;
    stderr.write(`warning: ${error.message} The figures are those of fresh weights.\n`);
    return undefined;
  }
}
