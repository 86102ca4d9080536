import { expect, test } from 'vitest';
import { DecoderNotLoaded } from './decodeQueue.ts';
import {
  type Jpeg2000Answer,
  type Jpeg2000Question,
  type Jpeg2000Worker,
  Jpeg2000Workers,
  samplesOf,
} from './jpeg2000Workers.ts';

class WorkerDouble implements Jpeg2000Worker {
  onmessage: Jpeg2000Worker['onmessage'] = null;
  onerror: Jpeg2000Worker['onerror'] = null;
  readonly asked: Jpeg2000Question[] = [];
  ended = false;
  postMessage(question: Jpeg2000Question): void {
    this.asked.push(question);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(data: Jpeg2000Answer): void {
    this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent<Jpeg2000Answer>);
  }
  break(): void {
    (this.onerror as (() => void) | null)?.();
  }
}

const answerOf = (words: ArrayBufferView, bitsPerSample: number, signed = false) =>
  ({
    kind: 'decoded',
    buffer: words.buffer as ArrayBuffer,
    columns: 2,
    rows: 1,
    bitsPerSample,
    signed,
  }) as const;

function poolOf() {
  const started: WorkerDouble[] = [];
  const workers = new Jpeg2000Workers(() => {
    started.push(new WorkerDouble());
    return started.at(-1)!;
  });
  return { started, workers };
}

test('one worker for each frame at once, taken again when it is free, also after a frame that was none', async () => {
  const { started, workers } = poolOf();
  const first = workers.decode('jpeg2000', new Uint8Array([1]));
  const second = workers.decode('htj2k', new Uint8Array([2]));
  started[0]!.answer({ kind: 'undecodable' });
  await expect(first).rejects.toThrow('empty');
  const third = workers.decode('jpeg2000', new Uint8Array([3]));
  started[0]!.answer(answerOf(new Uint8Array([3, 3]), 8));
  started[1]!.answer(answerOf(new Uint8Array([2, 2]), 8));
  expect([...new Uint8Array((await third).buffer), ...new Uint8Array((await second).buffer)]).toEqual([3, 3, 2, 2]);
  expect(started.map(({ asked }) => asked.map(({ bytes }) => bytes[0]))).toEqual([[1, 3], [2]]);
});

test('SF16: a worker that breaks before it ever answered did not load, and that is not the frame', async () => {
  const { started, workers } = poolOf();
  const first = workers.decode('jpeg2000', new Uint8Array([1]));
  expect(workers.hasAnswered).toBe(false);
  started[0]!.break();
  await expect(first).rejects.toBeInstanceOf(DecoderNotLoaded);
  const second = workers.decode('htj2k', new Uint8Array([1]));
  started[1]!.answer({ kind: 'noDecoder' });
  await expect(second).rejects.toBeInstanceOf(DecoderNotLoaded);
  expect(workers.hasAnswered).toBe(false);
});

test('C5: a restart ends every worker, and one that broke is not taken again', async () => {
  const { started, workers } = poolOf();
  const before = workers.decode('jpeg2000', new Uint8Array([0]));
  started[0]!.answer({ kind: 'undecodable' });
  await expect(before).rejects.toThrow('empty');
  const broken = workers.decode('jpeg2000', new Uint8Array([1]));
  started[0]!.break();
  await expect(broken).rejects.toThrow('broke');
  void workers.decode('jpeg2000', new Uint8Array([2]));
  workers.restart();
  void workers.decode('jpeg2000', new Uint8Array([3]));
  expect(started.map(({ ended, asked }) => [ended, asked.length])).toEqual([
    [true, 2],
    [true, 1],
    [false, 1],
  ]);
});

test('what is sent is a copy, so that the bytes of the frame stay where they are', () => {
  const { started, workers } = poolOf();
  const all = new Uint8Array([9, 8, 7, 6]);
  void workers.decode('jpeg2000', all.subarray(1, 3));
  expect([...started[0]!.asked[0]!.bytes]).toEqual([8, 7]);
  expect(started[0]!.asked[0]!.bytes.buffer.byteLength).toBe(2);
});

test('F: the data set says the sign of a word, whatever the codestream calls it', () => {
  const words = answerOf(new Uint16Array([0x0fff, 0x07ff]), 12);
  expect([...samplesOf(words, false, 12)]).toEqual([4095, 2047]);
  expect(samplesOf(answerOf(new Uint8Array([200, 1]), 8), false, 8)).toEqual(new Uint8Array([200, 1]));
  expect([...samplesOf(words, true, 12)]).toEqual([-1, 2047]);
});
