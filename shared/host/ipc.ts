// Everything that the window may ask of the desktop host, and everything the host may tell it. Preload, handlers
// and types are all derived from these two tables; a message that does not fit its schema is refused.

import * as z from 'zod';
import { MENU_COMMANDS, type CommandId } from './commands.ts';
import { areKeys } from './key-map.ts';

/** A strict CSP forbids the code that zod would generate. */
z.config({ jitless: true });

/** A chunk of a write. Larger messages make the window wait for the copy. */
export const MAX_CHUNK_BYTES = 4 * 1024 * 1024;

/** The window never sees or sends a path: it holds names that the host made up, 128 random bits each. */
const token = z.string().regex(/^[A-Za-z0-9_-]{22}$/u);
const nothing = z.undefined();
const done = z.null();
const fileName = z.string().min(1).max(255);
const documentName = z.string().max(4096);
const byteLength = z.int().min(0);

/** Of a window, by its random bits, and a number in it. */
const journal = z.string().regex(/^[0-9a-f]{32}\.\d{1,15}$/u);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
/** Room for the largest document there may be, whose file has 64 MB. */
const line = z
  .string()
  .min(1)
  .max(128 * 1024 * 1024);

const commandId = z.enum(MENU_COMMANDS.map(({ id }) => id));
const commandIds = z.array(commandId).max(MENU_COMMANDS.length);

/** A file to be read: the window fetches its bytes from `address`, as often as it needs them. */
const fileReference = z.strictObject({ name: z.string(), token, byteLength, address: z.string() });

export const EDIT_COMMANDS = [
  'edit.undo',
  'edit.redo',
  'edit.cut',
  'edit.copy',
  'edit.paste',
  'edit.delete',
  'edit.selectAll',
] as const satisfies readonly CommandId[];

export const IPC_REQUESTS = {
  /** Asks the user for a file; null when they cancel. */
  'file.open': { request: nothing, response: fileReference.nullable() },
  'file.openToken': { request: z.strictObject({ token }), response: fileReference },
  'file.recent': { request: nothing, response: z.array(z.strictObject({ name: z.string(), token })) },
  'file.clearRecent': { request: nothing, response: done },
  /** Files handed over by the system so far; later ones come as events. */
  'file.takeHanded': { request: nothing, response: z.array(fileReference) },
  /** Begins a write: asks where, unless a token says so. Null when the user cancels. */
  'write.begin': {
    request: z.strictObject({
      purpose: z.enum(['document', 'export']),
      token: token.optional(),
      suggestedName: fileName,
      byteLength,
    }),
    response: z.strictObject({ writer: token }).nullable(),
  },
  /** Answered once the bytes are with the system; send the next chunk then. */
  'write.chunk': {
    request: z.strictObject({
      writer: token,
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_CHUNK_BYTES),
    }),
    response: done,
  },
  'write.commit': {
    request: z.strictObject({ writer: token }),
    response: z.strictObject({ name: z.string(), token: token.nullable() }),
  },
  'write.abort': { request: z.strictObject({ writer: token }), response: done },
  /** Begins a write of weights beside a journal. */
  'journal.weights': {
    request: z.strictObject({ journal, sha256, byteLength }),
    response: z.strictObject({ writer: token }),
  },
  /** The line takes the place of all that the journal held. */
  'journal.begin': {
    request: z.strictObject({ journal, line, file: token.optional() }),
    response: done,
  },
  /** The file that its document was kept in, unless another version of it was read or written since. */
  'journal.file': {
    request: z.strictObject({ journal }),
    response: z.strictObject({ token, address: z.string() }).nullable(),
  },
  'journal.append': { request: z.strictObject({ journal, line }), response: done },
  'journal.remove': { request: z.strictObject({ journal }), response: done },
  /** All that there are, this window's own among them. */
  'journal.list': {
    request: nothing,
    response: z.array(
      z.strictObject({
        journal,
        address: z.string(),
        weights: z.array(z.strictObject({ sha256, address: z.string() })),
      }),
    ),
  },
  'document.state': {
    request: z.strictObject({ name: documentName, dirty: z.boolean(), unsaved: z.array(documentName) }),
    response: done,
  },
  /** The keys that each command of the native menu shows; a command without has none. */
  'menu.keys': {
    request: z.strictObject({
      keys: z.partialRecord(commandId, z.string().refine(areKeys)),
    }),
    response: done,
  },
  /** What the native menu greys out and marks; of the commands that are not named the opposite holds. */
  'menu.state': {
    request: z.strictObject({ disabled: commandIds, checked: commandIds }),
    response: done,
  },
  /** The browser's own editing, for a text field that has the focus when a menu item is chosen. */
  'edit.native': { request: z.strictObject({ command: z.enum(EDIT_COMMANDS) }), response: done },
} as const satisfies Readonly<Record<string, { request: z.ZodType; response: z.ZodType }>>;

const IPC_EVENTS = {
  command: commandId,
  openFile: fileReference,
  /** Something went wrong in the host that no request waits for. */
  failure: z.strictObject({ code: z.string(), message: z.string() }),
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type IpcRequestName = keyof typeof IPC_REQUESTS;
export type IpcRequest<Name extends IpcRequestName> = z.output<(typeof IPC_REQUESTS)[Name]['request']>;
export type IpcResponse<Name extends IpcRequestName> = z.output<(typeof IPC_REQUESTS)[Name]['response']>;
export type IpcEventName = keyof typeof IPC_EVENTS;
export type IpcEvent<Name extends IpcEventName> = z.output<(typeof IPC_EVENTS)[Name]>;
export type FileReference = z.output<typeof fileReference>;

/** Errors lose their code on the way between processes, so they travel as values. */
export type IpcResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** What the preload puts in the window, as `window.netloom`. */
export interface DesktopBridge {
  request<Name extends IpcRequestName>(
    name: Name,
    request: IpcRequest<Name>,
  ): Promise<IpcResult<IpcResponse<Name>>>;
  /** Returns the unsubscriber. */
  on<Name extends IpcEventName>(name: Name, listener: (event: IpcEvent<Name>) => void): () => void;
}
