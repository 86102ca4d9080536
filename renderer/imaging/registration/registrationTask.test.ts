import { afterEach, expect, test, vi } from 'vitest';
import { askWorker } from './registrationTask.ts';
import type { RegistrationQuestion } from './registrationWorker.ts';

afterEach(() => void vi.unstubAllGlobals());

const volume = { values: { buffer: new ArrayBuffer(0) } };
const question = { first: volume, second: volume, sameKind: true, mostMs: 1 } as unknown as RegistrationQuestion;

/** A thread to which this happens as soon as it is asked. */
function threadThat(event: string) {
  const ended = vi.fn();
  class Thread extends EventTarget {
    postMessage(): void {
      queueMicrotask(() => this.dispatchEvent(new Event(event)));
    }
    terminate = ended;
  }
  vi.stubGlobal('Worker', Thread);
  return ended;
}

test.each(['error', 'messageerror'])(
  'SF16: a thread that dies (%s) has failed: no reader has stopped it',
  async (event) => {
    const ended = threadThat(event);
    expect(await askWorker(question, new AbortController().signal)).toEqual({ ok: false, failure: 'failed' });
    expect(ended).toHaveBeenCalledOnce();
  },
);

test('one that the reader stops was stopped', async () => {
  threadThat('nothing');
  const asking = new AbortController();
  const answer = askWorker(question, asking.signal);
  asking.abort();
  expect(await answer).toEqual({ ok: false, failure: 'stopped' });
});
