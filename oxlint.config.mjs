// The linter's rules, and which folder may import which: a short table, since overrides replace one another rather
// than add up. build/import-rules.test.ts has a bad import for every reason given here.

/** Features of the app: they never import each other. */
const FEATURES = [
  'palette',
  'inspector',
  'gallery',
  'run',
  'layers',
  'blocks',
  'compare',
  'lesson',
  'explain',
  'figure',
  'settings',
  'start',
  'tour',
];

const PURE = {
  regex: '^(node:|react($|[/-])|@xyflow/|@base-ui/|electron$|onnxruntime-|zustand|vite)',
  message: 'shared/ is pure: the same code runs in a window, in a worker and in Node.',
};
const APP_IS_TOP = above(['app'], 'app composes the features; nothing imports it.');
const OTHER_HOSTS = {
  regex: '^(\\.\\./)+(electron|cli|shared/node)/|^electron($|/)|^node:',
  message: 'electron, cli and renderer never import each other; what they share is in shared/.',
};
const TOOLS = above(
  ['bench', 'build', 'e2e'],
  'bench, build and e2e are tools: the product does not depend on them.',
);
const FLOW = {
  regex: '^@xyflow($|/)',
  message: 'React Flow will change with its next version: only canvas/ and nodes/ import it.',
};
const RUNTIME = {
  regex: '^onnxruntime-web($|/)|^onnxruntime-node($|/)|^onnxruntime-common($|/)',
  message: 'Only the executor talks to ONNX Runtime.',
};
const HOSTS_USE_PRESETS =
  'electron, cli and renderer never import each other; the hosts may use the presets.';

/** Refuses these folders, at any height above the file; and packages, where `also` matches them. */
function above(folders, message, also = '') {
  return { regex: `^(\\.\\./)+(${folders.join('|')})/${also}`, message };
}

function refusing(files, ...patterns) {
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** A folder of shared/: it may use those below it, and nothing of any runtime. */
function layer(name, below, message, ...more) {
  const group = ['../**', ...below.split(' ').map((folder) => `!../${folder}/**`)];
  return refusing(`shared/${name}/**`, { group, message }, ...more);
}

/** A folder of renderer/. */
function part(name, ...patterns) {
  return refusing(`renderer/${name}/**`, ...patterns, OTHER_HOSTS, TOOLS);
}

function feature(name) {
  const others = [...FEATURES.filter((other) => other !== name), 'canvas', 'nodes'];
  const message = 'Features never import each other, nor the canvas: app puts them together.';
  return part(name, APP_IS_TOP, above(others, message), FLOW, RUNTIME);
}

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y'],
  categories: { correctness: 'error', suspicious: 'error' },
  env: { builtin: true, browser: true, node: true },
  ignorePatterns: ['dist', '.tsbuild', 'release', 'test-results', 'playwright-report', '**/fixtures/**'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    'react/exhaustive-deps': 'error',
    'eslint/eqeqeq': ['error', 'always', { null: 'ignore' }],
    'eslint/prefer-const': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-extraneous-class': 'off',
    'react/react-in-jsx-scope': 'off',
    'react/exhaustive-effect-dependencies': 'off',
    'react/memo-dependencies': 'off',
    'react/preserve-manual-memoization': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': [
      'error',
      { allow: ['**/*.css', '@xyflow/react/dist/style.css', 'react'] },
    ],
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/no-new-array': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'eslint/no-control-regex': 'off',
    'eslint/no-underscore-dangle': 'off',
    'eslint/no-shadow': 'off',
    'typescript/unbound-method': 'off',
  },
  overrides: [
    refusing(
      'shared/lib/**',
      { regex: '^\\.\\./', message: 'lib is the lowest layer and knows nothing of the domain.' },
      PURE,
    ),
    layer('tensor', 'lib', 'Layers point one way: tensor uses lib.', PURE),
    layer('onnx', 'lib tensor', 'Layers point one way: onnx knows tensors, and nothing of operators.', PURE),
    layer('operators', 'lib tensor onnx', 'Layers point one way: operators use lib, tensor and onnx.', PURE),
    layer(
      'document',
      'lib tensor operators',
      'Layers point one way: document uses lib, tensor and operators.',
      PURE,
    ),
    layer(
      'network',
      'lib tensor operators document weights',
      'Layers point one way: network uses document and what is below it, and the specs of weights.',
      PURE,
    ),
    layer(
      'weights',
      'lib tensor onnx network',
      'Weights are specs and numbers: they know no document, and nothing that is derived from one but its network.',
      PURE,
    ),
    layer(
      'layout',
      'lib operators document',
      'layout places documents and needs nothing derived from them.',
      PURE,
    ),
    layer(
      'analysis',
      'lib tensor operators document network weights',
      'Layers point one way: analysis uses network and what is below it, never what it compiles to.',
      PURE,
    ),
    layer(
      'fixes',
      'lib tensor operators document layout network analysis',
      'fixes mend documents by what analysis says of them, and know nothing of what they compile to.',
      PURE,
    ),
    layer(
      'figure',
      'lib tensor operators document layout network analysis',
      'Layers point one way: figure draws what analysis and layout tell.',
      PURE,
    ),
    layer(
      'compile',
      'lib tensor operators document network analysis onnx weights',
      'compile is the top layer of the domain and knows no host.',
      PURE,
    ),
    layer('host', 'lib', 'host is a contract between processes and knows nothing of the domain.', PURE),
    layer(
      'node',
      'lib host',
      'shared/node is what the hosts that run in Node share: files, and nothing of the domain.',
    ),

    part('app', FLOW, RUNTIME),
    ...FEATURES.map(feature),
    part(
      'canvas',
      APP_IS_TOP,
      above(FEATURES, 'The canvas knows no feature: app puts them together.'),
      RUNTIME,
    ),
    part(
      'nodes',
      APP_IS_TOP,
      above(
        [...FEATURES, 'canvas', 'state', 'executor', 'platform'],
        'nodes/ only draws: it gets what it shows and knows no store.',
      ),
      RUNTIME,
    ),
    part(
      'state',
      APP_IS_TOP,
      above(
        [...FEATURES, 'canvas', 'nodes', 'ui'],
        'Stores know nothing of what shows them.',
        '|^react($|/)',
      ),
      FLOW,
      RUNTIME,
    ),
    part(
      'ui',
      APP_IS_TOP,
      above(
        [...FEATURES, 'canvas', 'nodes', 'state', 'executor', 'platform'],
        'ui/ is buttons, fields and tokens: it knows no store and no feature.',
      ),
      FLOW,
      RUNTIME,
    ),
    part(
      'executor',
      above(
        ['app', ...FEATURES, 'canvas', 'nodes', 'state', 'ui', 'platform'],
        'The executor runs models and knows nothing of the app.',
        '|^react($|/)',
      ),
      FLOW,
    ),
    part(
      'platform',
      above(
        ['app', ...FEATURES, 'canvas', 'nodes', 'state', 'ui', 'executor', 'presets'],
        'A host moves bytes and knows nothing of the app.',
        '|^react($|/)',
      ),
      FLOW,
      RUNTIME,
    ),
    part(
      'presets',
      above(
        ['app', ...FEATURES, 'canvas', 'nodes', 'state', 'ui', 'executor', 'platform'],
        'Presets are builder code: pure, and used by every host.',
        '|^react($|/)|^zustand($|/)',
      ),
      FLOW,
      RUNTIME,
    ),

    refusing(
      'electron/**',
      { group: ['**/cli/**', '**/renderer/**', '!**/renderer/presets/**'], message: HOSTS_USE_PRESETS },
      TOOLS,
      RUNTIME,
    ),
    refusing(
      'cli/**',
      {
        group: ['**/electron/**', 'electron', '**/renderer/**', '!**/renderer/presets/**'],
        message: HOSTS_USE_PRESETS,
      },
      TOOLS,
    ),
    {
      files: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'],
      rules: { 'no-restricted-imports': 'off', 'typescript/no-misused-spread': 'off' },
    },
    {
      files: ['vitest.config.ts', 'build/vite.*.ts', 'e2e/playwright.config.ts', 'oxlint.config.mjs'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
};
