// Values of nodes as fields set them: what one field does while it has the focus is one step.

import { dispatch, takeBackGesture } from './document-store.ts';

function gestureOf(nodes: readonly string[], name: string): string {
  // Ids may hold any character.
  return `set ${JSON.stringify(nodes)} ${name}`;
}

/**
 * Sets an attribute or argument of nodes; undefined goes back to its default.
 * @returns why nothing was set, in words
 */
export function setValueOf(nodes: readonly string[], name: string, value: unknown): string | undefined {
  return dispatch(
    nodes.map((node) => ({ type: 'setValues', node, values: { [name]: value ?? null } })),
    { gesture: gestureOf(nodes, name) },
  )?.message;
}

/** Undoes what the field did to the value since it was entered. */
export function takeBackValueOf(nodes: readonly string[], name: string): void {
  takeBackGesture(gestureOf(nodes, name));
}
