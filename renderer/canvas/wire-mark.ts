// The wire that something dragged would be dropped on: found under the pointer, and lit.

/** The wire at a place of the window, under whatever is being dragged. */
export function wireAt(clientX: number, clientY: number): Element | undefined {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const edge = element.closest('.react-flow__edge');
    if (edge !== null) return edge;
  }
  return undefined;
}

/** Lights one wire at a time, without a render; undefined lights none. */
export function createWireMark(): (edge: Element | undefined) => void {
  let marked: Element | undefined;
  return (edge) => {
    if (marked === edge) return;
    marked?.removeAttribute('data-drop');
    edge?.setAttribute('data-drop', '');
    marked = edge;
  };
}
