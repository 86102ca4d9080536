import { beforeEach, describe, expect, it } from 'vitest';
import type { HttpFailure, HttpRequest, HttpResponse } from '#electron/base/http/httpPool.ts';
import type { Parser } from '#electron/parser/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID, TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { createTestClock, settle, type TestClock } from '#tests/fixtures/testClock.ts';
import { openConnection } from './archiveConnection.ts';
import { WholeInstances } from './wholeInstances.ts';

const address = {
  study: '1.2' as StudyInstanceUID,
  series: '1.2.3' as SeriesInstanceUID,
  instance: '1.2.3.4' as SOPInstanceUID,
};
const file = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), Buffer.from([1, 2, 3, 4])]);
const parser: Parser = {
  readFile: () =>
    Promise.resolve(
      succeed({
        attributes: {
          '00080018': { vr: 'UI', Value: [address.instance] },
          '0020000D': { vr: 'UI', Value: [address.study] },
          '00280100': { vr: 'US', Value: [8] },
        },
        transferSyntaxUID: '1.2.840.10008.1.2.1' as TransferSyntaxUID,
        frames: [1, 2, 3, 4].map((number) => [{ offset: 131 + number, length: 1 }]),
      }),
    ),
  decodeFrame: () => Promise.resolve(fail({ code: 'FrameNotDecodable' })),
  checkFrame: () => Promise.resolve(fail({ code: 'FrameNotDecodable' })),
  readProtocols: () => Promise.resolve(fail({ code: 'ParserStopped' })),
  close: () => Promise.resolve(),
};
let clock: TestClock;
let whole: WholeInstances;
let requests: number;
let answer: (() => void)[];

beforeEach(() => {
  clock = createTestClock();
  requests = 0;
  answer = [];
  const request = ({ signal }: HttpRequest) =>
    new Promise<Result<HttpResponse, HttpFailure>>((resolve) => {
      requests += 1;
      signal?.addEventListener('abort', () => resolve(fail({ kind: 'cancelled', detail: '' })));
      answer.push(() => resolve(succeed(response())));
    });
  const network = { openPool: () => ({ request, reset: () => undefined, close: () => Promise.resolve() }) };
  const opened = openConnection({ url: 'https://archive.example/', signIn: { kind: 'none' }, network });
  if (!opened.ok) throw new Error(opened.failure.code);
  whole = new WholeInstances(opened.value, parser, clock);
});

function response(): HttpResponse {
  const body = (async function* () {
    yield await Promise.resolve(new Uint8Array(file));
  })();
  const headers = new Map([['content-type', 'application/dicom']]);
  return { status: 200, headers, body, discard: () => Promise.resolve() };
}

async function readFrame(number: number, signal?: AbortSignal) {
  const got: number[] = [];
  const options = { lane: 'background' as const, ...(signal ? { signal } : {}) };
  const read = await whole.readFrames({ address }, [number], ({ bytes }) => void got.push(...bytes), options);
  return read.ok ? got : read.failure.code;
}

describe('WholeInstances', () => {
  it('six jobs that want frames of one instance fetch it once', async () => {
    const reading = [1, 2, 3, 4, 1, 2].map((number) => readFrame(number));
    await settle();
    for (const go of answer) go();
    expect(await Promise.all(reading)).toEqual([[1], [2], [3], [4], [1], [2]]);
    expect(requests).toBe(1);
    expect(await readFrame(3)).toEqual([3]);
    expect(requests).toBe(1);
  });

  it('one that gives up is answered at once, and takes the others with it only for a moment', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const reading = [readFrame(1, first.signal), readFrame(2, second.signal), readFrame(3)];
    await settle();
    second.abort();
    expect(await reading[1]).toBe('Cancelled');
    first.abort();
    expect(await reading[0]).toBe('Cancelled');
    await settle();
    expect(requests).toBe(2);
    for (const go of answer) go();
    expect(await reading[2]).toEqual([3]);
  });

  it('lets go of the last one when nobody has asked for a minute', async () => {
    const reading = readFrame(1);
    await settle();
    answer[0]?.();
    await reading;
    await clock.advanceAsync(50_000);
    expect(await readFrame(2)).toEqual([2]);
    await clock.advanceAsync(50_000);
    expect(await readFrame(3)).toEqual([3]);
    expect(requests).toBe(1);
    await clock.advanceAsync(61_000);
    const again = readFrame(4);
    await settle();
    answer[1]?.();
    expect(await again).toEqual([4]);
    expect([requests, clock.waiting]).toEqual([2, 1]);
    whole.forget();
    expect(clock.waiting).toBe(0);
  });
});
