// elkjs on one graph from stdin: how long its layered layout takes, in milliseconds. It is no dependency of ours: the
// first argument is a folder where it is installed.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { argv, stdin, stdout } from 'node:process';
import { text } from 'node:stream/consumers';
import type { Graph } from '../shared/layout/testing/graphs.ts';

interface Elk {
  layout(graph: object): Promise<unknown>;
}

const BUNDLE = 'elkjs/lib/elk.bundled.js';
const require = createRequire(resolve(argv[2] ?? '.', 'from-here.js'));
const Elk = require(BUNDLE) as new () => Elk;
const { nodes, edges } = JSON.parse(await text(stdin)) as Graph;
const elk = new Elk();
const start = performance.now();
await elk.layout({
  id: 'root',
  layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN' },
  children: nodes.map(({ id, width, height }) => ({ id, width, height })),
  edges: edges.map(({ source, target }, index) => ({
    id: `edge${index}`,
    sources: [source],
    targets: [target],
  })),
});
stdout.write(JSON.stringify({ milliseconds: performance.now() - start }));
