import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PatientWorker } from './patientWorker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<string>(() => undefined);

test('an answer that does not come ends the worker, and refuses everything else that waits or is asked later', async () => {
  const terminate = vi.fn();
  const worker = new PatientWorker(terminate, 20_000);
  const asked = [worker.answer(never), worker.answer(never)];
  const ends = Promise.allSettled(asked);
  await vi.advanceTimersByTimeAsync(19_999);
  expect(terminate).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(terminate).toHaveBeenCalledTimes(1);
  await expect(worker.answer(() => Promise.resolve('late'))).rejects.toThrow('ended');
});

test('an answer in time is given, a fault is handed on, and no clock is left running', async () => {
  const terminate = vi.fn();
  const worker = new PatientWorker(terminate, 20_000);
  await expect(worker.answer(() => Promise.resolve('page'))).resolves.toBe('page');
  await expect(worker.answer(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(terminate).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
  worker.end();
  worker.end();
  expect(terminate).toHaveBeenCalledTimes(1);
});

test('pages that take their time one after another are not late, however many were asked for at once', async () => {
  const terminate = vi.fn();
  const worker = new PatientWorker(terminate, 20_000);
  const slow = (page: number) => () => new Promise<number>((resolve) => setTimeout(resolve, 15_000, page));
  const drawn = Promise.all([1, 2, 3].map((page) => worker.answer(slow(page))));
  await vi.advanceTimersByTimeAsync(45_000);
  await expect(drawn).resolves.toEqual([1, 2, 3]);
  expect(terminate).not.toHaveBeenCalled();
});
