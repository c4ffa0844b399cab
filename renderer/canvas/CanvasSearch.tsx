// The search box on the canvas and what a pick in it does: adds, connects, inserts, or replaces.

import { assertNever } from '../../shared/lib/assert-never.ts';
import type { Level } from '../../shared/network/types.ts';
import type { Problem } from '../../shared/operators/define.ts';
import type { CatalogueItem } from '../state/catalogue.ts';
import { addItem, appendItem, addWhereFree, insertItem } from '../state/editing.ts';
import { replaceNode } from '../state/replacing.ts';
import { notify } from '../ui/Toasts.tsx';
import { AddSearch } from './AddSearch.tsx';
import type { Point } from './routes.ts';
import type { SearchPurpose, SearchRequest } from './search.ts';

/** How far a node stands from the wire's loose end that it takes up. */
const WIRE_GAP = 32;
/** What a new node takes around its middle, with a margin, in canvas pixels. */
const ROOM = { x: 120, y: 52 };

interface CanvasSearchProps {
  readonly level: Level;
  readonly request: SearchRequest;
  /** The part of the window that shows the canvas. */
  readonly area: () => DOMRect | undefined;
  readonly toLevel: (clientX: number, clientY: number) => Point;
  readonly onClose: () => void;
}

export function CanvasSearch({ level, request, area, toLevel, onClose }: CanvasSearchProps) {
  const { purpose } = request;
  return (
    <AddSearch
      x={request.x}
      y={request.y}
      items={request.items}
      others={request.others}
      placeholder={placeholder(purpose)}
      onClose={onClose}
      onPick={(item) => {
        const at = inView(toLevel(request.clientX, request.clientY), area(), toLevel);
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

/** The place, or the nearest where the new node is not cut by the edge of the canvas. */
function inView(at: Point, area: DOMRect | undefined, toLevel: CanvasSearchProps['toLevel']): Point {
  if (area === undefined) return at;
  const [least, most] = [toLevel(area.left, area.top), toLevel(area.right, area.bottom)];
  // Where less than a node is in view, its middle is.
  const within = (value: number, from: number, to: number, room: number): number =>
    to - from < 2 * room ? (from + to) / 2 : Math.min(to - room, Math.max(from + room, value));
  return { x: within(at.x, least.x, most.x, ROOM.x), y: within(at.y, least.y, most.y, ROOM.y) };
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
      return addWhereFree(level, item, at);
    case 'connect': {
      if (purpose.after === true) return appendItem(level, item, [purpose.port.node], at);
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
