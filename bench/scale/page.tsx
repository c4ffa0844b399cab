// The baseline: React Flow as it comes, with empty nodes of known size, drawing only those in view.

import '@xyflow/react/dist/style.css';
import { ReactFlow, useEdgesState, useNodesState, type Edge, type Node } from '@xyflow/react';
import { createRoot } from 'react-dom/client';
import { gridPlaces, type GridPlace } from './grid.ts';

const count = Number(new URLSearchParams(location.search).get('nodes'));
const places = gridPlaces(count);

const nodes: Node[] = places.map(({ id, x, y }) => ({
  id,
  position: { x, y },
  data: { label: '' },
  width: 208,
  height: 64,
}));

const edges: Edge[] = places.flatMap(({ id, from }: GridPlace) =>
  from.map((source) => ({ id: `${source}-${id}`, source, target: id })),
);

function Baseline() {
  const [shown, , onNodesChange] = useNodesState(nodes);
  return (
    <ReactFlow
      nodes={shown}
      edges={useEdgesState(edges)[0]}
      onNodesChange={onNodesChange}
      onlyRenderVisibleElements
      panOnScroll
      minZoom={0.05}
    />
  );
}

createRoot(document.getElementById('root')!).render(<Baseline />);
