import { expect, test } from 'vitest';
import type { HostToShell } from '#shared/contract/hostStart.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { createShellProxies } from './shellProxies.ts';

function setUp() {
  const asked: Extract<HostToShell, { kind: 'findProxies' }>[] = [];
  const clock = createTestClock();
  const proxies = createShellProxies((request) => void asked.push(request as (typeof asked)[number]), clock);
  return { asked, clock, proxies };
}

test('N18 connections that begin together ask one question, and each origin its own', async () => {
  const { asked, proxies } = setUp();
  const answers = [1, 2, 3].map(() => proxies.find('https://a.example', false));
  const other = proxies.find('https://b.example', false);
  expect(asked.map(({ origin }) => origin)).toEqual(['https://a.example', 'https://b.example']);
  proxies.receive({ kind: 'proxies', id: asked[1]!.id, list: 'DIRECT' });
  proxies.receive({ kind: 'proxies', id: asked[0]!.id, list: 'PROXY p:1; DIRECT' });
  const proxy = { secure: false, host: 'p', port: 1 };
  expect(await Promise.all(answers)).toEqual(Array(3).fill([proxy, 'direct']));
  expect(await other).toEqual(['direct']);
  void proxies.find('https://a.example', true);
  expect(asked.at(-1)).toMatchObject({ origin: 'https://a.example', afresh: true });
});

test('N18 a shell that does not answer leaves the straight way', async () => {
  const { clock, proxies } = setUp();
  const answer = proxies.find('https://a.example', false);
  await clock.advanceAsync(10_000);
  expect(await answer).toEqual(['direct']);
});
