import { describe, expect, it } from 'vitest';
import { IPC_REQUESTS, MAX_CHUNK_BYTES, type IpcRequestName } from '../shared/host/ipc.ts';
import { bytes, fake, open, write, useDesktop } from './testing/desktop.ts';

useDesktop();

describe('every channel', () => {
  const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
  const wrong: readonly unknown[] = [
    null,
    0,
    Number.NaN,
    true,
    '',
    'x'.repeat(5_000_000),
    [],
    [TOKEN],
    {},
    { token: '../../etc/passwd' },
    { token: '/etc/passwd' },
    { token: TOKEN, extra: 1 },
    { token: `${TOKEN}\n` },
    { writer: 7 },
    { writer: TOKEN, bytes: 'text' },
    { writer: TOKEN, bytes: new ArrayBuffer(8) },
    { writer: TOKEN, bytes: new Uint8Array(MAX_CHUNK_BYTES + 1) },
    { purpose: 'system', suggestedName: 'x', byteLength: 1 },
    { purpose: 'document', suggestedName: '', byteLength: 1 },
    { purpose: 'document', suggestedName: 'x'.repeat(256), byteLength: 1 },
    { purpose: 'document', suggestedName: 'x', byteLength: -1 },
    { purpose: 'document', suggestedName: 'x', byteLength: 1.5 },
    { purpose: 'document', suggestedName: 'x', byteLength: 1, path: '/etc/passwd' },
    { name: 'x', dirty: 'yes' },
    { name: 'x'.repeat(5000), dirty: true, unsaved: [] },
    { name: 'x', dirty: true, unsaved: ['x'.repeat(5000)] },
    { journal: '../../etc/passwd', line: 'x' },
    { journal: `${'a'.repeat(32)}.1`, line: '' },
    { journal: `${'a'.repeat(32)}.1`, sha256: 'x', byteLength: 1 },
    { command: 'toString' },
    { command: 'file.save' },
    JSON.parse('{"__proto__": {"token": "x"}, "constructor": 1}'),
    new Map([['token', TOKEN]]),
    { keys: { ['x'.repeat(1_000_000)]: 'A' } },
    { keys: { 'file.save': 'x'.repeat(1_000_000) } },
  ];

  it('is registered, and there is no other', () => {
    expect(fake.channels().toSorted()).toEqual(Object.keys(IPC_REQUESTS).toSorted());
  });

  it.each(Object.keys(IPC_REQUESTS) as IpcRequestName[])('%s refuses what does not fit', async (channel) => {
    for (const value of wrong) {
      const result = await fake.invoke(channel, [value]);
      expect(result).toMatchObject({ ok: false, code: 'bad-request' });
      if (!result.ok) expect(result.message.length).toBeLessThan(200);
    }
    expect(await fake.invoke(channel, [undefined, undefined])).toMatchObject({
      ok: false,
      code: 'bad-request',
    });
    expect(fake.asked).toEqual([]);
  });

  it.each(Object.keys(IPC_REQUESTS) as IpcRequestName[])('%s refuses a stranger', async (channel) => {
    for (const frame of [
      null,
      { url: 'https://evil.example/', parent: null },
      { url: 'app://netloom.evil/index.html', parent: null },
      { url: 'app://netloom', parent: null },
      { url: 'file:///index.html', parent: null },
      { url: 'about:blank', parent: null },
      { url: 'app://netloom/index.html', parent: { url: 'https://evil.example/' } },
    ]) {
      expect(await fake.invoke(channel, [], frame)).toEqual({
        ok: false,
        code: 'bad-sender',
        message: 'Only the app itself may ask this.',
      });
    }
    expect(fake.asked).toEqual([]);
  });

  it('refuses tokens that it never gave out', async () => {
    for (const [channel, request] of [
      ['file.openToken', { token: TOKEN }],
      ['write.begin', { purpose: 'document', token: TOKEN, suggestedName: 'x', byteLength: 1 }],
      ['write.chunk', { writer: TOKEN, bytes: new Uint8Array(1) }],
      ['write.commit', { writer: TOKEN }],
      ['write.abort', { writer: TOKEN }],
    ] as const) {
      await expect(fake.request(channel, request), channel).rejects.toMatchObject({ code: 'unknown-token' });
    }
    const { token } = await open();
    await expect(fake.request('write.commit', { writer: token })).rejects.toMatchObject({
      code: 'unknown-token',
    });
  });

  it('answers as the contract says', async () => {
    const file = await open();
    const journal = `${'a'.repeat(32)}.1`;
    const answers: readonly (readonly [IpcRequestName, unknown])[] = [
      ['file.open', file],
      ['file.openToken', await fake.request('file.openToken', { token: file.token })],
      ['file.recent', await fake.request('file.recent')],
      ['file.clearRecent', await fake.request('file.clearRecent')],
      ['file.takeHanded', await fake.request('file.takeHanded')],
      ['write.commit', await write({ token: file.token }, bytes('x'))],
      ['journal.begin', await fake.request('journal.begin', { journal, line: 'x' })],
      ['journal.append', await fake.request('journal.append', { journal, line: 'x' })],
      ['journal.file', await fake.request('journal.file', { journal })],
      ['journal.list', await fake.request('journal.list')],
      ['journal.remove', await fake.request('journal.remove', { journal })],
      ['document.state', await fake.request('document.state', { name: 'x', dirty: false, unsaved: [] })],
      ['edit.native', await fake.request('edit.native', { command: 'edit.paste' })],
    ];
    for (const [channel, answer] of answers) {
      expect(IPC_REQUESTS[channel].response.safeParse(answer).success, channel).toBe(true);
    }
    expect(fake.window().webContents.edits).toEqual(['paste']);
  });
});
