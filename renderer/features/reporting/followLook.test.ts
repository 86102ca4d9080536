import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HostEvent } from '#shared/contract/events.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { followLook } from './followLook.ts';

const study = { archiveId: 'a', studyInstanceUID: '1.2' } as StudyRef;
const other = { archiveId: 'a', studyInstanceUID: '1.3' } as StudyRef;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function stage(look: () => Promise<void> = () => Promise.resolve()) {
  const listeners = new Set<(event: HostEvent) => void>();
  const transport = {
    onEvent: (listener: (event: HostEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  let looks = 0;
  const stop = followLook(transport, study, () => {
    looks += 1;
    return look();
  });
  const say = (...studies: StudyRef[]) => {
    for (const listener of listeners) listener({ event: 'readiness.changed', studies } as HostEvent);
  };
  return { say, stop, looks: () => looks };
}

it('looks again once for all that came within a second, and not for another study', async () => {
  const { say, looks } = stage();
  say(other);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(looks()).toBe(0);
  for (let image = 0; image < 40; image += 1) say(study);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looks()).toBe(1);
});

it('never asks twice at a time, and asks once more for what came while it asked', async () => {
  const { say, looks } = stage(() => new Promise((resolve) => setTimeout(resolve, 10_000)));
  say(study);
  await vi.advanceTimersByTimeAsync(1_000);
  say(study);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(looks()).toBe(1);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(looks()).toBe(2);
});

it('is over when the look is closed', async () => {
  const { say, stop, looks } = stage();
  say(study);
  stop();
  say(study);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(looks()).toBe(0);
});
