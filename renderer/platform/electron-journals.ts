// Journals as the main process keeps them, in files. There is one window: every journal that it does not write is
// abandoned.

import type { AbandonedJournal, Journals } from '../../shared/host/journals.ts';
import type { IpcRequest, IpcRequestName, IpcResponse } from '../../shared/host/ipc.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What this has from the window's host. */
export interface DesktopLink {
  ask<Name extends IpcRequestName>(name: Name, request: IpcRequest<Name>): Promise<IpcResponse<Name>>;
  download(address: string, name: string): Promise<Bytes>;
  /** Sends chunks to a write that was begun, and ends it. */
  send(begun: { readonly writer: string }, chunks: Iterable<Bytes>): Promise<unknown>;
}

export function createElectronJournals({ ask, download, send }: DesktopLink): Journals {
  const page = crypto.randomUUID().replaceAll('-', '');
  const nameOf = (journal: number): string => `${page}.${journal}`;
  return {
    async begin(journal, line, file) {
      await ask('journal.begin', { journal: nameOf(journal), line, file });
    },
    async append(journal, line) {
      await ask('journal.append', { journal: nameOf(journal), line });
    },
    async keepWeights(journal, sha256, bytes) {
      const { byteLength } = bytes;
      await send(await ask('journal.weights', { journal: nameOf(journal), sha256, byteLength }), [bytes]);
    },
    async remove(journal) {
      await ask('journal.remove', { journal: nameOf(journal) });
    },
    async abandoned() {
      const all = await ask('journal.list', undefined);
      const others = all.filter(({ journal }) => !journal.startsWith(page));
      return others.map(({ journal, address, weights }): AbandonedJournal => ({
        id: journal,
        async read() {
          return new TextDecoder().decode(await download(address, 'the draft'));
        },
        async weights(sha256) {
          const file = weights.find((each) => each.sha256 === sha256);
          return file === undefined ? undefined : download(file.address, 'the weights of the draft');
        },
        async file() {
          const file = await ask('journal.file', { journal });
          if (file === null) return undefined;
          const { token, address: from } = file;
          return { token, read: () => download(from, 'the file of the draft') };
        },
        async discard() {
          await ask('journal.remove', { journal });
        },
      }));
    },
  };
}
