// npm test: every check, the quick ones first, ending at the first that fails; the last line sums them up.
// `npm test -- types unit` runs only those.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../shared/lib/errors.ts';
import { buildApp, isStale } from './build.ts';
import { ensureChromium } from './chromium.ts';
import { ROOT } from './paths.ts';
import { countPlaywright, countVitest, NONE, settle, sum, summary, type Counts } from './test-counts.ts';

interface Stage {
  readonly name: string;
  run(reports: string): Promise<Counts>;
}

const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

const STAGES: readonly Stage[] = [
  check('types', 'tsc', ['-b']),
  check('lint', 'oxlint', ['-c', 'oxlint.config.mjs', '--type-aware', '--deny-warnings']),
  check('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
  check('unused', 'knip', ['--no-progress']),
  {
    name: 'unit',
    async run(reports) {
      const file = join(reports, 'vitest.json');
      const exitCode = await tool('vitest', [
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ]);
      return settle(read(file, countVitest), exitCode);
    },
  },
  {
    name: 'build',
    async run() {
      if (isStale()) await buildApp('warn');
      return PASSED;
    },
  },
  {
    name: 'e2e',
    async run(reports) {
      const chromium = ensureChromium();
      if ('missing' in chromium) {
        console.error(`The end-to-end tests did not run: ${chromium.missing}.`);
        return FAILED;
      }
      const file = join(reports, 'playwright.json');
      const exitCode = await tool(
        'playwright',
        ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'],
        { CHROME: chromium.path, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      );
      return settle(read(file, countPlaywright), exitCode);
    },
  },
];

/** A stage that passes or fails as a whole. */
function check(name: string, command: string, args: readonly string[]): Stage {
  return { name, run: async () => ((await tool(command, args)) === 0 ? PASSED : FAILED) };
}

/** Runs one of the repository's own tools; null when a signal ended it. */
function tool(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  const windows = process.platform === 'win32';
  const command = join(ROOT, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      shell: windows,
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

/** A runner that wrote no report, or half of one, ran nothing; its exit code tells the rest. */
function read(file: string, count: (report: unknown) => Counts): Counts {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`There is no report of this run: ${messageOf(error)}`);
    return FAILED;
  }
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no stage "${unknown.join('", "')}". There are: ${STAGES.map(({ name }) => name).join(', ')}.`,
    );
    process.exitCode = 2;
    return;
  }
  const chosen = names.length === 0 ? STAGES : STAGES.filter(({ name }) => names.includes(name));
  const reports = mkdtempSync(join(tmpdir(), 'netloom-test-'));
  const results: Counts[] = [NONE];
  try {
    for (const [index, stage] of chosen.entries()) {
      console.log(`\n== ${stage.name}`);
      const started = Date.now();
      const result = await stage.run(reports).catch((error: unknown) => {
        console.error(messageOf(error));
        return FAILED;
      });
      results.push(result);
      console.log(`${stage.name}: ${summary(result)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (result.failed === 0) continue;
      const left = chosen.slice(index + 1).map(({ name }) => name);
      if (left.length > 0) console.log(`Not run: ${left.join(', ')}.`);
      break;
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const total = sum(results);
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(`\n${summary(total)}`);
}

await main(process.argv.slice(2));
