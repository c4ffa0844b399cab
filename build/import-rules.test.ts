// Proves that every import rule fires: one deliberately bad import for each, in a folder of its own, under the
// repository's own configuration. And that what the design allows is let through.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './paths.ts';

/** The file, what it imports, and how the refusal begins. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ['shared/lib/a.ts', '../tensor/types.ts', 'lib is the lowest layer'],
  ['shared/lib/b.ts', 'node:fs', 'shared/ is pure'],
  ['shared/tensor/a.ts', '../operators/define.ts', 'Layers point one way: tensor'],
  ['shared/tensor/b.ts', 'react', 'shared/ is pure'],
  ['shared/onnx/a.ts', '../operators/define.ts', 'Layers point one way: onnx'],
  ['shared/onnx/b.ts', 'onnxruntime-web/webgpu', 'shared/ is pure'],
  ['shared/operators/a.ts', '../document/types.ts', 'Layers point one way: operators'],
  ['shared/operators/b.ts', 'react-dom/client', 'shared/ is pure'],
  ['shared/document/a.ts', '../network/types.ts', 'Layers point one way: document'],
  ['shared/document/b.ts', 'zustand', 'shared/ is pure'],
  ['shared/network/a.ts', '../analysis/types.ts', 'Layers point one way: network'],
  ['shared/network/b.ts', 'electron', 'shared/ is pure'],
  ['shared/weights/a.ts', '../document/types.ts', 'Weights are specs and numbers'],
  ['shared/weights/b.ts', 'node:fs/promises', 'shared/ is pure'],
  ['shared/layout/a.ts', '../analysis/types.ts', 'layout places documents'],
  ['shared/layout/b.ts', '@xyflow/react', 'shared/ is pure'],
  ['shared/analysis/a.ts', '../compile/types.ts', 'Layers point one way: analysis'],
  ['shared/analysis/b.ts', 'vite', 'shared/ is pure'],
  ['shared/fixes/a.ts', '../compile/types.ts', 'fixes mend documents'],
  ['shared/fixes/b.ts', 'react', 'shared/ is pure'],
  ['shared/figure/a.ts', '../compile/types.ts', 'Layers point one way: figure'],
  ['shared/figure/b.ts', 'react', 'shared/ is pure'],
  ['shared/compile/a.ts', '../host/host.ts', 'compile is the top layer'],
  ['shared/compile/b.ts', '@base-ui/react', 'shared/ is pure'],
  ['shared/host/a.ts', '../document/types.ts', 'host is a contract between processes'],
  ['shared/host/b.ts', 'node:path', 'shared/ is pure'],
  ['shared/node/a.ts', '../document/types.ts', 'shared/node is what the hosts'],
  ['renderer/app/a.tsx', '@xyflow/react', 'React Flow will change'],
  ['renderer/app/b.ts', '../../electron/app.ts', 'electron, cli and renderer never'],
  ['renderer/app/c.ts', '../../cli/main.ts', 'electron, cli and renderer never'],
  ['renderer/app/d.ts', '../../shared/node/write-atomic.ts', 'electron, cli and renderer never'],
  ['renderer/app/e.ts', 'node:fs', 'electron, cli and renderer never'],
  ['renderer/app/f.ts', 'onnxruntime-web/webgpu', 'Only the executor talks'],
  ['renderer/app/g.ts', '../../bench/main.ts', 'bench, build and e2e are tools'],
  ['renderer/palette/a.ts', '../inspector/Inspector.tsx', 'Features never import each other'],
  ['renderer/palette/b.ts', '@xyflow/react', 'React Flow will change'],
  ['renderer/inspector/a.ts', '../run/RunPanel.tsx', 'Features never import each other'],
  ['renderer/inspector/b.ts', '../app/App.tsx', 'app composes the features'],
  ['renderer/gallery/a.ts', '../palette/Palette.tsx', 'Features never import each other'],
  ['renderer/gallery/b.ts', '../canvas/Canvas.tsx', 'Features never import each other'],
  ['renderer/run/a.ts', '../inspector/deep/x.ts', 'Features never import each other'],
  ['renderer/run/deep/b.ts', '../../gallery/Gallery.tsx', 'Features never import each other'],
  ['renderer/layers/a.ts', '../compare/x.ts', 'Features never import each other'],
  ['renderer/blocks/a.ts', '../inspector/Inspector.tsx', 'Features never import each other'],
  ['renderer/blocks/b.ts', '../app/App.tsx', 'app composes the features'],
  ['renderer/inspector/d.ts', '../blocks/BlockDialog.tsx', 'Features never import each other'],
  ['renderer/compare/a.ts', '../layers/x.ts', 'Features never import each other'],
  ['renderer/lesson/a.ts', '../run/RunPanel.tsx', 'Features never import each other'],
  ['renderer/lesson/b.ts', '@xyflow/react', 'React Flow will change'],
  ['renderer/explain/a.ts', '../inspector/Inspector.tsx', 'Features never import each other'],
  ['renderer/explain/b.ts', '../app/App.tsx', 'app composes the features'],
  ['renderer/inspector/c.ts', '../explain/Explain.tsx', 'Features never import each other'],
  ['renderer/canvas/a.ts', '../palette/Palette.tsx', 'The canvas knows no feature'],
  ['renderer/nodes/a.ts', '../state/session-store.ts', 'nodes/ only draws'],
  ['renderer/state/a.ts', '../canvas/Canvas.tsx', 'Stores know nothing of what shows them'],
  ['renderer/state/b.ts', 'react', 'Stores know nothing of what shows them'],
  ['renderer/ui/a.ts', '../state/session-store.ts', 'ui/ is buttons'],
  ['renderer/executor/a.ts', '../state/session-store.ts', 'The executor runs models'],
  ['renderer/executor/worker/b.ts', '../../app/App.tsx', 'The executor runs models'],
  ['renderer/platform/a.ts', '../state/session-store.ts', 'A host moves bytes'],
  ['renderer/presets/a.ts', '../state/session-store.ts', 'Presets are builder code'],
  ['renderer/presets/b.ts', 'react', 'Presets are builder code'],
  ['electron/a.ts', '../cli/main.ts', 'electron, cli and renderer never'],
  ['electron/b.ts', '../renderer/state/session-store.ts', 'electron, cli and renderer never'],
  ['electron/files/c.ts', '../../renderer/platform/index.ts', 'electron, cli and renderer never'],
  ['electron/d.ts', '../build/serve.ts', 'bench, build and e2e are tools'],
  ['electron/e.ts', 'onnxruntime-web/webgpu', 'Only the executor talks'],
  ['cli/a.ts', '../electron/app.ts', 'electron, cli and renderer never'],
  ['cli/b.ts', '../renderer/executor/executor.ts', 'electron, cli and renderer never'],
  ['cli/c.ts', '../bench/main.ts', 'bench, build and e2e are tools'],
];

const ALLOWED: readonly (readonly [string, string])[] = [
  ['shared/tensor/good.ts', '../lib/errors.ts'],
  ['shared/operators/good.ts', '../onnx/model.ts'],
  ['shared/compile/good.ts', '../weights/spec.ts'],
  ['shared/fixes/good.ts', '../analysis/types.ts'],
  ['shared/node/good.ts', 'node:fs'],
  ['renderer/app/good.ts', '../palette/Palette.tsx'],
  ['renderer/canvas/good.ts', '@xyflow/react'],
  ['renderer/nodes/good.ts', '@xyflow/react'],
  ['renderer/palette/good.ts', '../state/session-store.ts'],
  ['renderer/executor/good.ts', 'onnxruntime-web/webgpu'],
  ['renderer/run/good.ts', '../executor/executor.ts'],
  ['electron/good.ts', '../renderer/presets/index.ts'],
  ['electron/files/good.ts', '../../shared/node/write-atomic.ts'],
  ['cli/good.ts', '../renderer/presets/deep/index.ts'],
];

interface Finding {
  readonly code: string;
  readonly filename: string;
  readonly help?: string;
}

const CONFIG = 'oxlint.config.mjs';
const OXLINT = join(ROOT, 'node_modules', '.bin', 'oxlint');

let folder = '';
let findings: readonly Finding[] = [];
const of = (file: string, rule: string) =>
  findings.filter((finding) => finding.filename === file && finding.code === rule);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netloom-rules-'));
  copyFileSync(join(ROOT, CONFIG), join(folder, CONFIG));
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [file, specifier] of [...REFUSED, ...ALLOWED]) {
    put(file, `import type { Thing } from '${specifier}';\nexport type Other = Thing;\n`);
  }
  put('shared/lib/one.ts', "import type { Two } from './two.ts';\nexport type One = Two;\n");
  put('shared/lib/two.ts', "import type { One } from './one.ts';\nexport type Two = One;\n");
  put('shared/lib/default.ts', 'export default 1;\n');
  const { stdout } = spawnSync(OXLINT, ['-c', CONFIG, '-f', 'json', '.'], { cwd: folder, encoding: 'utf8' });
  findings = (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the linter', () => {
  it.each(REFUSED)('refuses in %s to import %s', (file, _specifier, reason) => {
    const found = of(file, 'eslint(no-restricted-imports)');
    expect(found).toHaveLength(1);
    expect(found[0]?.help).toMatch(new RegExp(`^${reason}`, 'u'));
  });

  it.each(ALLOWED)('lets %s import %s', (file) => {
    expect(of(file, 'eslint(no-restricted-imports)')).toEqual([]);
  });

  it('refuses a cycle, of types too, and a default export', () => {
    expect(of('shared/lib/one.ts', 'import(no-cycle)')).toHaveLength(1);
    expect(of('shared/lib/two.ts', 'import(no-cycle)')).toHaveLength(1);
    expect(of('shared/lib/default.ts', 'import(no-default-export)')).toHaveLength(1);
  });

  it('has a bad import here for every rule that it has a reason for', () => {
    // The linter's own view of the table: what it prints has every reason in full.
    const { stdout } = spawnSync(OXLINT, ['-c', CONFIG, '--print-config'], { cwd: ROOT, encoding: 'utf8' });
    const reasons = new Set(
      [...stdout.matchAll(/"message": "([^"]*)"/gu)].map(([, message]) => message ?? ''),
    );
    expect(reasons.size).toBeGreaterThan(20);
    const unproved = [...reasons].filter(
      (reason) => !REFUSED.some(([, , start]) => reason.startsWith(start)),
    );
    expect(unproved).toEqual([]);
  });
});
