import { afterEach, expect, test } from 'vitest';
import type { RequestHandler } from '#electron/practice/index.ts';
import { answerStatus } from '#electron/practice/server/message.ts';
import { type FaultyArchive, startFaultyArchive } from './faultyArchive.ts';

let archive: FaultyArchive | undefined;
afterEach(() => archive?.close());

async function start(status: number): Promise<string> {
  const handler: RequestHandler = () => Promise.resolve(answerStatus(status));
  archive = await startFaultyArchive(handler, 'seed', [{ fault: { kind: 'endlessBody' } }]);
  return archive.url;
}

test.each([204, 304])('an endless body is none where the status %i has no body', async (status) => {
  const answer = await fetch(`${await start(status)}/studies`);
  expect([answer.status, await answer.text()]).toEqual([status, '']);
  expect(archive?.strikes).toBe(1);
});

test('an endless body goes on until whoever asked has had enough', async () => {
  const enough = new AbortController();
  const answer = await fetch(`${await start(200)}/studies`, { signal: enough.signal });
  let received = 0;
  for await (const chunk of answer.body!) {
    received += chunk.length;
    if (received > 1_000_000) break;
  }
  enough.abort();
  expect(received).toBeGreaterThan(1_000_000);
});
