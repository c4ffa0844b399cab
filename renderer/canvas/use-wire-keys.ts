// Keys while a wire is drawn or lifted: Escape leaves everything as it was.

import { useState } from 'react';
import { followDragKeys } from './drag-keys.ts';

export interface WireKeys {
  begin(): void;
  end(): void;
  /** Escape ended the present wire, or the last one. */
  isGivenUp(): boolean;
}

export function useWireKeys(): WireKeys {
  const [keys] = useState((): WireKeys => {
    let givenUp = false;
    let stop: (() => void) | undefined;
    const end = (): void => {
      stop?.();
      stop = undefined;
    };
    return {
      begin() {
        end();
        givenUp = false;
        stop = followDragKeys({ onEscape: () => (givenUp = true) });
      },
      end,
      isGivenUp: () => givenUp,
    };
  });
  return keys;
}
