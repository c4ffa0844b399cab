// The open document as an ONNX file: compiled, sized, and streamed to the host piece by piece, while
// workers make the pieces.

import { compile } from '../../shared/compile/compile.ts';
import { normalisationsOf, type Normalisation } from '../../shared/compile/image-metadata.ts';
import type { Document } from '../../shared/document/types.ts';
import type { SavedFile } from '../../shared/host/host.ts';
import { NetloomError } from '../../shared/lib/errors.ts';
import { expand } from '../../shared/network/expand.ts';
import { freshShare } from '../../shared/weights/spec.ts';
import { planModel } from '../../shared/weights/model-plan.ts';
import { exportChunks } from '../executor/weight-threads.ts';
import { LIBRARY } from '../presets/index.ts';
import { shippedWeights, tensorsOf } from '../state/stored-weights.ts';
import { frontTitle } from '../state/titles.ts';
import { fileStem } from './files.ts';
import { host } from './host.ts';

interface ExportSettings {
  readonly opset: number;
  readonly dynamicBatch: boolean;
}

export interface PreparedExport {
  readonly byteLength: number;
  /** Of the trainable weights, which part is fresh from an initialiser. */
  readonly freshShare: number;
  readonly seed: number;
  /** What the file says of the images that the network was trained with. */
  readonly normalisations: readonly Normalisation[];
  /** Undefined where the user closed the save dialog. */
  write(signal: AbortSignal, onProgress: (fraction: number) => void): Promise<SavedFile | undefined>;
}

/**
 * @param weights the safetensors file that the document refers to, where it is here already
 * @throws NetloomError `network-incomplete`, `onnx-too-large`, or why stored weights cannot be had
 */
export async function prepareExport(
  document: Document,
  weights: Uint8Array<ArrayBuffer> | undefined,
  { opset, dynamicBatch }: ExportSettings,
): Promise<PreparedExport> {
  const stored = weights ?? (await exportedWeights(document));
  const tensors = stored === undefined ? undefined : tensorsOf(stored);
  const network = expand(document, LIBRARY, tensors);
  const { model, weights: specs } = compile(network, { opset, dynamicBatch, name: document.name });
  const plan = planModel(model, specs, document.seed, stored);
  const { byteLength } = plan;
  return {
    byteLength,
    freshShare: freshShare(specs),
    seed: document.seed,
    normalisations: normalisationsOf(network),
    write(signal, onProgress) {
      return host.exportFile({
        suggestedName: `${fileStem(frontTitle())}.onnx`,
        byteLength,
        signal,
        async *chunks() {
          let written = 0;
          for await (const chunk of exportChunks(plan)) {
            signal.throwIfAborted();
            yield chunk;
            written += chunk.length;
            onProgress(written / byteLength);
          }
        },
      });
    },
  };
}

/** Unlike a run, an exported file says nothing of weights that were missing: it is not written without them. */
async function exportedWeights(document: Document): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await shippedWeights(document);
  } catch (error) {
    if (!(error instanceof NetloomError)) throw error;
    throw new NetloomError(error.code, `${error.message} It is not exported without them.`, { cause: error });
  }
}
