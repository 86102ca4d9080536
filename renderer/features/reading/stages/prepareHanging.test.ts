import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { makeReady } from '#shared/hanging/makeReady.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { prepareHanging } from './prepareHanging.ts';

const waiting: IdleRequestCallback[] = [];
beforeEach(() => {
  vi.stubGlobal('requestIdleCallback', (turn: IdleRequestCallback) => waiting.push(turn));
});
afterEach(() => {
  waiting.length = 0;
  vi.unstubAllGlobals();
});

type Access = Parameters<typeof prepareHanging>[0];
const answering = (answer: unknown) =>
  ({ client: { 'hanging.read': () => Promise.resolve(answer) } }) as unknown as Access;

/** Turns until all is read, each with room for so many steps. */
function turnsWith(roomFor: number): number {
  let turns = 0;
  for (let turn = waiting.shift(); turn; turn = waiting.shift()) {
    let left = roomFor;
    turns += 1;
    turn({
      didTimeout: false,
      timeRemaining: () => {
        left -= 1;
        return left > 0 ? 50 : 0;
      },
    });
  }
  return turns;
}

const rules = [...makeReady(shippedProtocols)].length;

test('a page without room reads one rule a turn, one with room as many as there is room for', async () => {
  await prepareHanging(answering(fail(failureOf('StoreLocked'))));
  expect(turnsWith(1)).toBe(rules + 1);
  await prepareHanging(answering(fail(failureOf('StoreLocked'))));
  expect(turnsWith(100)).toBe(Math.ceil((rules + 1) / 100));
});

test('what readers made is read with what ships', async () => {
  const [shipped] = shippedProtocols;
  const own = { ...shipped, id: 'own.once-more', level: 'user' };
  await prepareHanging(answering(succeed({ protocols: [own], corrections: [] })));
  expect(turnsWith(1)).toBe(rules + [...makeReady(shippedProtocols.slice(0, 1))].length + 1);
});
