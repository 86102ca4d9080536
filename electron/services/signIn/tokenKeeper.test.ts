import { expect, test } from 'vitest';
import type { Clock } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { TokenKeeper } from './tokenKeeper.ts';
import type { Tokens } from './tokens.ts';

const unreachable = failureOf('SignInProviderUnreachable', { host: 'id.example' });
const tokensAt = (receivedAt: number, lifeMs = 3_600_000): Tokens => ({
  accessToken: `of ${receivedAt}`,
  refreshToken: 'r',
  lifeMs,
  receivedAt,
});

/** Time that passes when it is told to, with the timers that are due in it. */
function handClock() {
  let nowMs = 1_000_000;
  /** The wall clock runs on in it, the monotonic one rests. */
  let sleptMs = 0;
  const timers = new Set<{ at: number; task: () => void }>();
  const clock: Pick<Clock, 'now' | 'monotonicMs' | 'after'> = {
    now: () => nowMs + sleptMs,
    monotonicMs: () => nowMs,
    after(delayMs, task) {
      const timer = { at: nowMs + delayMs, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  return {
    clock,
    waiting: () => timers.size,
    sleep(ms: number) {
      sleptMs += ms;
    },
    async pass(ms: number) {
      const until = nowMs + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
        if (!next) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.at);
        next.task();
        await new Promise((resolve) => setImmediate(resolve));
      }
      nowMs = until;
    },
  };
}

function openKeeper(answer: (call: number, nowMs: number) => Result<Tokens, Failure>, lifeMs?: number) {
  const time = handClock();
  const asked: number[] = [];
  const keeper = new TokenKeeper({
    clock: time.clock,
    kept: undefined,
    renew: () => Promise.resolve(answer(asked.push(time.clock.now()), time.clock.now())),
    keep: () => undefined,
    onChanged: () => undefined,
  });
  keeper.take(tokensAt(time.clock.now(), lifeMs));
  return { keeper, asked, ...time };
}

test('N17 while the provider is away an ended token is renewed once in 30 s, however many requests want it', async () => {
  const { keeper, asked, pass, waiting } = openKeeper(() => fail(unreachable));
  await pass(3_600_001);
  const before = asked.length;
  for (let request = 0; request < 20; request += 1) {
    expect(await keeper.headers()).toEqual(fail(unreachable));
    await pass(100);
  }
  expect(asked.length - before).toBeLessThanOrEqual(1);
  expect(waiting()).toBe(1);
  await pass(60_000);
  expect(asked.length - before).toBeLessThanOrEqual(3);
  expect(asked.every((at, index) => index === 0 || at - (asked[index - 1] ?? 0) >= 30_000)).toBe(true);
});

test('N17 after the end nothing is asked and no timer waits', async () => {
  const { keeper, asked, pass, waiting } = openKeeper(() => fail(unreachable));
  await pass(3_600_001);
  await keeper.stop();
  const before = asked.length;
  for (let request = 0; request < 20; request += 1) expect((await keeper.headers()).ok).toBe(false);
  await pass(60_000);
  expect([asked.length - before, waiting()]).toEqual([0, 0]);
});

test('N17 a provider whose tokens live for a moment is asked for no more than two a minute', async () => {
  const { asked, pass } = openKeeper((_, nowMs) => succeed(tokensAt(nowMs, 10)), 10);
  await pass(300_000);
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.length).toBeLessThanOrEqual(11);
});

test('N17 an archive that refuses what it has just accepted brings about no renewals without end', async () => {
  const { keeper, asked, pass } = openKeeper((_, nowMs) => succeed(tokensAt(nowMs)));
  for (let turn = 0; turn < 50; turn += 1) {
    const headers = await keeper.headers();
    if (!headers.ok) throw new Error(headers.failure.code);
    keeper.accepted(headers.value);
    await keeper.renewed(headers.value);
    await pass(1000);
  }
  expect(asked.length).toBeLessThanOrEqual(2);
});

test('N17 a token that ended while the computer slept, before anybody had used it, is renewed when it is refused', async () => {
  const { keeper, asked, pass, sleep } = openKeeper((_, nowMs) => succeed(tokensAt(nowMs)));
  await pass(2_800_000);
  expect(asked).toHaveLength(1);
  const before = await keeper.headers();
  if (!before.ok) throw new Error(before.failure.code);
  // Refused though it is young: the archive refuses the person.
  expect(await keeper.renewed(before.value)).toEqual(succeed(undefined));
  sleep(8 * 3_600_000);
  const after = await keeper.renewed(before.value);
  expect(asked).toHaveLength(2);
  expect(after.ok && after.value).not.toBe(before.value);
  // And the one that came of it is young again.
  if (after.ok && after.value) expect(await keeper.renewed(after.value)).toEqual(succeed(undefined));
  expect(asked).toHaveLength(2);
});

test('N17 a token of ninety days that cannot be renewed lasts ninety days', async () => {
  const day = 86_400_000;
  const { keeper, asked, pass } = openKeeper(() => fail(unreachable));
  keeper.take({ accessToken: 'long', lifeMs: 90 * day, receivedAt: 1_000_000 });
  await pass(89 * day);
  expect((await keeper.headers()).ok).toBe(true);
  await pass(2 * day);
  expect((await keeper.headers()).ok).toBe(false);
  expect(asked).toHaveLength(0);
});
