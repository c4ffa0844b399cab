// The inspector: what is selected, its controls and what it costs; the document where nothing is.

import { isEditable, useAnalysis, levelAt, selectedElements } from '../state/analysis.ts';
import { useSession } from '../state/session-store.ts';
import { DocumentInspector } from './DocumentInspector.tsx';
import { ElementInspector } from './ElementInspector.tsx';
import { ManyInspector } from './ManyInspector.tsx';
import { WireInspector } from './WireInspector.tsx';

export function Inspector() {
  const analysis = useAnalysis();
  const level = levelAt(
    analysis,
    useSession((state) => state.level),
  );
  const elements = selectedElements(
    level,
    useSession((state) => state.nodes),
  );
  const [wire] = useSession((state) => state.edges);
  const [first] = elements;
  if (first === undefined) {
    const edge = wire === undefined ? undefined : level.graph.edges[wire];
    if (edge !== undefined) return <WireInspector level={level} edge={edge} />;
    // Inside a block with nothing picked, the block itself is what one looks at.
    const block = analysis.network.elements.get(level.path);
    if (block === undefined) return <DocumentInspector analysis={analysis} />;
    return (
      <ElementInspector
        key={block.path}
        analysis={analysis}
        level={levelAt(analysis, block.level)}
        element={block}
      />
    );
  }
  if (elements.length > 1) {
    return <ManyInspector analysis={analysis} elements={elements} editable={isEditable(level)} />;
  }
  return <ElementInspector key={first.path} analysis={analysis} level={level} element={first} />;
}
