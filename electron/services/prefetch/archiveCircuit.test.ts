import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '#electron/base/http/httpPool.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { failureOfStatus } from '../archive/archiveFailures.ts';
import { ArchiveCircuit } from './archiveCircuit.ts';

const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5, uuid: () => '' };
const place = { origin: 'https://archive.example', host: 'archive.example', port: 443, secure: true, path: '' };

function busy(retryAfter: string | undefined) {
  const headers = new Map([['date', 'Thu, 01 Oct 2026 04:00:00 GMT']]);
  if (retryAfter !== undefined) headers.set('retry-after', retryAfter);
  const failure = failureOfStatus({ status: 503, headers } as unknown as HttpResponse, place as never);
  if (!failure) throw new Error('503 is a failure');
  return failure;
}

function createCircuit(chance = 0.5) {
  const clock = createTestClock();
  let asked = 0;
  const circuit = new ArchiveCircuit(clock, { ...random, fraction: () => chance }, () => {
    asked += 1;
  });
  return { clock, circuit, asked: () => asked };
}

describe('ArchiveCircuit', () => {
  it('N10: waits as long as a busy archive asked for in Retry-After', () => {
    const { clock, circuit, asked } = createCircuit();
    expect(circuit.failed(busy('120'), 'busy')).toBe(true);
    expect(circuit.failure?.code).toBe('ArchiveBusy');
    clock.advance(119_000);
    expect([asked(), circuit.mayAsk(0)]).toEqual([0, false]);
    clock.advance(2_000);
    expect([asked(), circuit.mayAsk(0), circuit.mayAsk(1)]).toEqual([1, true, false]);
  });

  it("N9: waits until the date that a busy archive named, by the archive's own clock", () => {
    const { clock, circuit, asked } = createCircuit();
    circuit.failed(busy('Thu, 01 Oct 2026 04:02:00 GMT'), 'busy');
    clock.advance(119_000);
    expect(asked()).toBe(0);
    clock.advance(2_000);
    expect(asked()).toBe(1);
  });

  it('N10: sets no pause of its own where the line is gone: whoever looks for it says when it is back', () => {
    const { clock, circuit, asked } = createCircuit();
    circuit.failed(failureOf('ArchiveUnreachable'), 'away');
    clock.advance(3_600_000);
    expect([asked(), circuit.mayAsk(0)]).toEqual([0, false]);
    expect(circuit.succeeded()).toBe(true);
    expect(circuit.mayAsk(5)).toBe(true);
  });

  it('N10: what was on its way together breaks together, and is one trouble of five', () => {
    const { clock, circuit } = createCircuit();
    const broken = failureOf('ArchiveTimedOut');
    const askedAtMs = clock.monotonicMs();
    clock.advance(10_000);
    for (let answer = 0; answer < 8; answer += 1) {
      circuit.failed(broken, 'shaky', askedAtMs);
      clock.advance(100);
    }
    expect(circuit.failure).toBeUndefined();
    // Asked anew and broken each time: an archive that is away.
    const opened = [2, 3, 4, 5].map(() => {
      clock.advance(100);
      return circuit.failed(broken, 'shaky', clock.monotonicMs());
    });
    expect(opened).toEqual([false, false, false, true]);
  });

  it('N9: pauses grow, each with chance in it, and none is the last', () => {
    const lengths = (chance: number) => {
      const { clock, circuit, asked } = createCircuit(chance);
      const pauses: number[] = [];
      circuit.failed(failureOf('ArchiveSignInRefused'), 'away');
      for (let time = 0, since = 0; pauses.length < 12; time += 500) {
        clock.advance(500);
        if (asked() === pauses.length) continue;
        pauses.push(time - since);
        since = time;
        circuit.failed(failureOf('ArchiveSignInRefused'), 'away');
      }
      return pauses;
    };
    const [low, high] = [lengths(0.2), lengths(0.9)];
    expect(low).not.toEqual(high);
    expect(high.at(-1)).toBeGreaterThan(30_000);
    for (const pause of [...low, ...high]) expect(pause).toBeLessThanOrEqual(60_500);
  });

  it.each([undefined, 'soon', '-5', '0', 'Thu, 01 Oct 2026 03:00:00 GMT'])(
    'N10: waits its own short pause where Retry-After is %s',
    (said) => {
      const { clock, circuit, asked } = createCircuit();
      circuit.failed(busy(said), 'busy');
      clock.advance(3_000);
      expect(asked()).toBe(1);
    },
  );

  it('believes no more than ten minutes', () => {
    const { clock, circuit, asked } = createCircuit();
    circuit.failed(busy('86400'), 'busy');
    clock.advance(601_000);
    expect(asked()).toBe(1);
  });

  it('N9: opens at once for an archive that is away, and after five broken answers for one that is shaky', () => {
    const away = createCircuit().circuit;
    away.failed(failureOf('ArchiveUnreachable'), 'away');
    expect(away.mayAsk(0)).toBe(false);
    const shaky = createCircuit().circuit;
    const opened = [1, 2, 3, 4, 5].map(() => shaky.failed(failureOf('ArchiveAnswerCut'), 'shaky'));
    expect(opened).toEqual([false, false, false, false, true]);
    expect(shaky.succeeded()).toBe(true);
    expect(shaky.mayAsk(6)).toBe(true);
  });
});
