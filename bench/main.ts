// npm run bench -- NAME: figures as ratios against a named baseline measured in the same run.

import { argv, stderr, stdout } from 'node:process';

/** Loaded on demand: some start a browser. */
const BENCHMARKS: Readonly<Record<string, (options: readonly string[]) => Promise<unknown>>> = {
  analyze: async () => (await import('./analyze.ts')).benchAnalyze(),
  export: async () => (await import('./export.ts')).benchExport(),
  'export-app': async () => (await import('./export-app.ts')).benchExportApp(),
  layers: async () => (await import('./layers.ts')).benchLayers(),
  layout: async (options) => (await import('./layout.ts')).benchLayout(options),
  materialise: async () => (await import('./materialise.ts')).benchMaterialise(),
  open: async () => (await import('./open.ts')).benchOpen(),
  scale: async () => (await import('./scale/index.ts')).benchScale(),
  run: async () => (await import('./run/index.ts')).benchRun(),
};

const name = argv[2];
const benchmark = name === undefined || !Object.hasOwn(BENCHMARKS, name) ? undefined : BENCHMARKS[name];
if (benchmark === undefined) {
  stderr.write(
    `Usage: npm run bench -- NAME [options], where NAME is ${Object.keys(BENCHMARKS).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  stdout.write(`${JSON.stringify(await benchmark(argv.slice(3)), null, 2)}\n`);
}
