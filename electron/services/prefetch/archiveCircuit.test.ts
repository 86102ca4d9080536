import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '#electron/base/http/httpPool.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { failureOfStatus } from '../archive/archiveFailures.ts';
import { ArchiveCircuit } from './archiveCircuit.ts';

const random = { bytes: (count: number) => new Uint8Array(count), fraction: () => 0.5, uuid: () => '' };
const place = { origin: 'https://archive.example', host: 'archive.example', port: 443, secure: true, path: '' };

function busy(retryAfter: string | undefined) {
  const headers = new Map(retryAfter === undefined ? [] : [['retry-after', retryAfter]]);
  const failure = failureOfStatus({ status: 503, headers } as unknown as HttpResponse, place as never);
  if (!failure) throw new Error('503 is a failure');
  return failure;
}

function createCircuit() {
  const clock = createTestClock();
  let asked = 0;
  const circuit = new ArchiveCircuit(clock, random, () => {
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

  it.each([undefined, 'soon', '-5', '0'])('N10: waits its own short pause where Retry-After is %s', (said) => {
    const { clock, circuit, asked } = createCircuit();
    circuit.failed(busy(said), 'busy');
    clock.advance(3_000);
    expect(asked()).toBe(1);
  });

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
