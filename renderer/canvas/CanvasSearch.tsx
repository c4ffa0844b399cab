// The search box on the canvas and what a pick in it does: adds, connects, inserts, or replaces.

import { assertNever } from '../../shared/lib/assert-never.ts';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import type { CatalogueItem } from '../state/catalogue.ts';
import { addItem, insertItem } from '../state/editing.ts';
import { replaceNode } from '../state/replacing.ts';
import { notify } from '../ui/Toasts.tsx';
import { AddSearch } from './AddSearch.tsx';
import type { Point } from './routes.ts';
import type { SearchPurpose, SearchRequest } from './search.ts';

/** How far a node stands from the wire's loose end that it takes up. */
const WIRE_GAP = 32;

interface CanvasSearchProps {
  readonly level: Level;
  readonly request: SearchRequest;
  readonly toLevel: (clientX: number, clientY: number) => Point;
  readonly onClose: () => void;
}

export function CanvasSearch({ level, request, toLevel, onClose }: CanvasSearchProps) {
  const { purpose } = request;
  return (
    <AddSearch
      x={request.x}
      y={request.y}
      items={request.items}
      placeholder={placeholder(purpose)}
      onClose={onClose}
      onPick={(item) => {
        const at = toLevel(request.clientX, request.clientY);
        onClose();
        const problem = pick(level, item, purpose, at);
        if (problem !== undefined)
          notify({
            type: 'error',
            title: purpose.kind === 'replace' ? 'Not replaced' : 'Not added',
            description: problem.message,
          });
      }}
    />
  );
}

function placeholder(purpose: SearchPurpose): string {
  switch (purpose.kind) {
    case 'add':
      return 'Add a layer or block…';
    case 'connect':
      return 'Connect to…';
    case 'insert':
      return 'Insert into the wire…';
    case 'replace':
      return `Replace ${purpose.name} by…`;
    default:
      return assertNever(purpose);
  }
}

function pick(level: Level, item: CatalogueItem, purpose: SearchPurpose, at: Point): Problem | undefined {
  switch (purpose.kind) {
    case 'add':
      return addItem(level, item, at);
    case 'connect': {
      const y = at.y + (purpose.side === 'output' ? WIRE_GAP : -WIRE_GAP);
      return addItem(level, item, { x: at.x, y }, purpose);
    }
    case 'insert':
      return insertItem(level, item, purpose.edge);
    case 'replace':
      return replaceNode(level, purpose.node, item);
    default:
      return assertNever(purpose);
  }
}
