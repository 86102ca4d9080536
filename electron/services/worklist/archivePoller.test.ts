import { afterEach, describe, expect, it } from 'vitest';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { createFakeArchive } from '#tests/fixtures/fakeArchive.ts';
import { sourceOf } from '#tests/fixtures/readingDesk.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { ArchivePoller, type Polled } from './archivePoller.ts';

const clock = createTestClock();
const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5, uuid: () => '' };
let poller: ArchivePoller | undefined;
afterEach(() => poller?.stop());

function pollerThat(ask: () => Promise<Result<Polled, Failure>>, told: string[] = []): ArchivePoller {
  const source = sourceOf(createFakeArchive('one', []));
  poller = new ArchivePoller(source, {
    clock,
    random,
    ask,
    onStatus: () => told.push(poller?.status.state ?? ''),
    onBack: () => told.push('back'),
  });
  return poller;
}

describe('ArchivePoller', () => {
  it('asks again after a question that ended in a bug, says so, and hands the bug on', async () => {
    const told: string[] = [];
    let asked = 0;
    const asking = pollerThat(() => {
      asked += 1;
      return asked === 1 ? Promise.reject(new TypeError('a bug')) : Promise.resolve(succeed({}));
    }, told);
    await expect(asking.ask()).rejects.toThrow('a bug');
    expect(asking.status).toMatchObject({ state: 'failed', failure: { code: 'Unexpected' } });
    await clock.advanceAsync(75_000);
    expect(asked).toBe(2);
    expect(told).toEqual(['failed', 'answered', 'back']);
  });

  it('tells that an archive is back once, not with every answer', async () => {
    const told: string[] = [];
    const answers = [true, true, false, false, true, true].map((ok) =>
      ok ? succeed({}) : fail(failureOf('ArchiveUnreachable')),
    );
    const asking = pollerThat(() => Promise.resolve(answers.shift() ?? succeed({})), told);
    for (let poll = 0; poll < 6; poll += 1) await asking.ask();
    expect(told).toEqual(['answered', 'back', 'answered', 'failed', 'failed', 'answered', 'back', 'answered']);
  });

  it('N10: an archive whose list comes and whose next question meets a dead line is not back', async () => {
    const told: string[] = [];
    const lost = failureOf('ArchiveUnreachable');
    const answers: Result<Polled, Failure>[] = [succeed({ lost }), succeed({}), succeed({ lost }), succeed({ lost })];
    const asking = pollerThat(() => Promise.resolve(answers.shift() ?? succeed({})), told);
    for (let poll = 0; poll < 6; poll += 1) await asking.ask();
    const [there, back] = ['answered', 'back'];
    expect(told).toEqual([there, there, back, there, there, there, back, there]);
  });

  it('keeps the time of the last answer while the archive fails, and stops for good', async () => {
    let answer: Result<Polled, Failure> = succeed({});
    const asking = pollerThat(() => Promise.resolve(answer));
    await asking.ask();
    const { answeredAt } = asking.status;
    answer = fail(failureOf('ArchiveUnreachable'));
    await clock.advanceAsync(75_000);
    expect(asking.status).toMatchObject({ state: 'failed', answeredAt });
    expect(answeredAt).toBeTypeOf('number');
    await asking.stop();
    expect(clock.waiting).toBe(0);
  });
});
