// The browser host without the app above it, for specs to call.

import { createHost } from '../../renderer/platform/index.ts';

window.host = createHost();

window.save = (token, suggestedName, text) => {
  const bytes = new TextEncoder().encode(text);
  return window.host.saveFile({
    token,
    suggestedName,
    byteLength: bytes.byteLength,
    async *chunks() {
      yield bytes;
    },
    signal: new AbortController().signal,
  });
};
