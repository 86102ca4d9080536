import { expect, it } from 'vitest';
import { succeed } from '#shared/base/result.ts';
import { contractVersion } from '#shared/contract/index.ts';
import type { HostMessage } from '#shared/contract/wire.ts';
import { Connection, type HostSide } from './connection.ts';
import type { FrameDesk } from './frameDesk.ts';

it('an answer that no text is long enough for is answered as a failure, and nobody waits for ever', async () => {
  const page = { route: () => Promise.resolve(succeed('x'.repeat(1_000))), close: () => undefined };
  const host = { openPage: () => page, onEvent: () => () => undefined } as unknown as HostSide;
  const sent: HostMessage[] = [];
  const connection = new Connection(host, {} as FrameDesk, 'one', (message) => {
    // As JSON.stringify does, at 512 MB.
    if (JSON.stringify(message).length > 500) throw new RangeError('Invalid string length');
    sent.push(message);
  });
  connection.receive({ kind: 'hello', contractVersion });
  connection.receive({ kind: 'call', id: 7, name: 'studies.open', input: {} });
  await new Promise(setImmediate);
  expect(sent.at(-1)).toMatchObject({
    kind: 'answer',
    id: 7,
    result: { ok: false, failure: { code: 'Unexpected', details: { reason: 'answerTooLarge' } } },
  });
});
