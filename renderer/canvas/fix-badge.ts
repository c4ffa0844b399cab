// The badge on a node with an error opens the menu of its fixes.

import type { MouseEvent } from 'react';
import { openFixesAt } from '../state/fixing.ts';

export function openBadge(event: MouseEvent): void {
  const badge = event.target instanceof Element ? event.target.closest('[data-fix]') : null;
  const path = badge?.getAttribute('data-fix');
  if (badge !== null && path != null) openFixesAt(path, badge.getBoundingClientRect());
}
