import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptDesk } from '#shared/contract/desk.ts';
import { DeskSaver } from './deskSaver.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A desk of which only the active box changes, and a disk that takes it, or not. */
function desk() {
  const state = { active: 0, works: true, saveMs: 0, written: [] as number[] };
  const saver = new DeskSaver({
    keep: () => ({ active: state.active }) as KeptDesk,
    save: async ({ active }) => {
      await new Promise((resolve) => setTimeout(resolve, state.saveMs));
      if (state.works) state.written.push(active);
      return state.works;
    },
  });
  saver.begin();
  const change = (active: number) => {
    state.active = active;
    saver.changed();
  };
  return { state, saver, change };
}

test('changes are gathered, and written once; what is as it was is not written again', async () => {
  const { state, saver, change } = desk();
  for (const active of [1, 2, 3]) change(active);
  await vi.advanceTimersByTimeAsync(600);
  change(3);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state.written).toEqual([3]);
  saver.stop();
  change(4);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state.written).toEqual([3]);
});

test('what changes while it is written is written after it, never beside it', async () => {
  const { state, change } = desk();
  state.saveMs = 2_000;
  change(1);
  await vi.advanceTimersByTimeAsync(1_000);
  change(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.written).toEqual([1, 2]);
});

test('a disk that is full is tried again; after ten seconds it is said, and no longer once it works', async () => {
  const { state, saver, change } = desk();
  state.works = false;
  change(1);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(saver.store.getState().isKept).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(saver.store.getState().isKept).toBe(false);
  state.works = true;
  await vi.advanceTimersByTimeAsync(4_000);
  expect([state.written, saver.store.getState().isKept]).toEqual([[1], true]);
});
