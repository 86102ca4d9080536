import { expect, test } from 'vitest';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import { linkOf, quietLine } from '#tests/fixtures/quietLine.ts';
import { isHostGone, linkWithoutHost, listWithoutHost } from './withoutHost.ts';

const soon = { from: 1_000, to: 2_000 };

test('while the host is away no rate stands beside a line', () => {
  const before = linkOf([quietLine('Quetta', { state: 'fetching', bytesPerSecond: 170_000, roundTripMs: 340 })]);
  const [line] = linkWithoutHost(before).lines;
  expect([line?.state, line?.bytesPerSecond, line?.roundTripMs, line?.failure?.code]).toEqual([
    'away',
    undefined,
    undefined,
    'HostGone',
  ]);
  expect([isHostGone(before), isHostGone(linkWithoutHost(before))]).toEqual([false, true]);
});

test('while the host is away no study is promised, and what is here stays here', () => {
  const list = {
    items: [
      { readiness: { state: 'partial', presentFrames: 3, expectedFrames: 9, readyBetween: soon } },
      { readiness: { state: 'complete', presentFrames: 9, expectedFrames: 9 } },
    ],
  } as WorklistSnapshot;
  expect(listWithoutHost(list).items.map(({ readiness }) => readiness)).toEqual([
    { state: 'partial', presentFrames: 3, expectedFrames: 9, failure: { code: 'HostGone' } },
    { state: 'complete', presentFrames: 9, expectedFrames: 9 },
  ]);
});
