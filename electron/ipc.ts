// The door between the window and the host: every message is checked for who sends it and for what it holds.

import {
  IPC_REQUESTS,
  type IpcRequest,
  type IpcRequestName,
  type IpcResponse,
  type IpcResult,
} from '../shared/host/ipc.ts';
import { messageOf, NetloomError } from '../shared/lib/errors.ts';
import type { ElectronApi, IpcMainInvokeEvent } from './api.ts';
import { isAppAddress } from './origin.ts';

export type IpcHandlers = {
  readonly [Name in IpcRequestName]: (request: IpcRequest<Name>) => Promise<IpcResponse<Name>>;
};

const MAX_PLACE = 60;

/** One handler for every row of the contract; the compiler asks for the rest. */
export function registerIpc(ipcMain: ElectronApi['ipcMain'], handlers: IpcHandlers): void {
  for (const name of Object.keys(IPC_REQUESTS) as IpcRequestName[]) {
    ipcMain.handle(name, (event, ...args: readonly unknown[]) => answer(name, handlers, event, args));
  }
}

async function answer(
  name: IpcRequestName,
  handlers: IpcHandlers,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<IpcResult<unknown>> {
  try {
    refuseStranger(event);
    const parsed = args.length > 1 ? undefined : IPC_REQUESTS[name].request.safeParse(args[0]);
    if (parsed === undefined || !parsed.success) {
      // The value is not repeated: it may be huge, as may be a name in it.
      const where = parsed?.error.issues[0]?.path.join('.').slice(0, MAX_PLACE) || 'the message';
      throw new NetloomError('bad-request', `${name} was refused: ${where} is not what it should be.`);
    }
    const handle = handlers[name] as (request: unknown) => Promise<unknown>;
    return { ok: true, value: await handle(parsed.data) };
  } catch (error) {
    const code = error instanceof NetloomError ? error.code : 'internal';
    return { ok: false, code, message: messageOf(error) };
  }
}

/** Only the top frame of the app itself: no frame within it, no page that came from elsewhere. */
function refuseStranger(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || !isAppAddress(frame.url)) {
    throw new NetloomError('bad-sender', 'Only the app itself may ask this.');
  }
}
