import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BoxStateKeeper } from '../boxStateKeeper.ts';
import type { ComparedPoint } from '../engine/blackBox.ts';
import { watchVolumeDraws } from './firstDraws.ts';

const right: readonly ComparedPoint[] = Array.from({ length: 64 }, (_, at) => ({ drawn: at, expected: at }));
const black: readonly ComparedPoint[] = Array.from({ length: 64 }, (_, at) => ({ drawn: 0, expected: at * 4 }));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const keeper = new BoxStateKeeper();
  const box = { isConnected: true };
  const onBlack = vi.fn();
  const compare = vi.fn<() => readonly ComparedPoint[] | undefined>(() => right);
  watchVolumeDraws(keeper, box, compare, onBlack);
  const draw = () => keeper.change({ drawnVersion: keeper.state().drawnVersion + 1, cover: undefined });
  return { keeper, box, onBlack, compare, draw };
}

describe('H5 SF12: planes and bodies in space that come out of one grey', () => {
  test('are told once, after two looks', () => {
    const { onBlack, compare, draw } = watched();
    compare.mockReturnValue(black);
    draw();
    vi.advanceTimersByTime(500);
    expect(onBlack).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500);
    for (let time = 0; time < 3; time += 1) {
      draw();
      vi.advanceTimersByTime(5_000);
    }
    expect(onBlack).toHaveBeenCalledTimes(1);
  });

  test('are found while slices keep coming, and when they turn black after they were right', () => {
    const { onBlack, compare, draw } = watched();
    draw();
    vi.advanceTimersByTime(500);
    compare.mockReturnValue(black);
    for (let time = 0; time < 40; time += 1) {
      draw();
      vi.advanceTimersByTime(100);
    }
    expect(onBlack).toHaveBeenCalledTimes(1);
  });

  test('what is black for a moment, covered, or no longer there, is nothing', () => {
    const { keeper, box, onBlack, compare, draw } = watched();
    compare.mockReturnValueOnce(black);
    draw();
    vi.advanceTimersByTime(3_000);
    compare.mockReturnValue(black);
    draw();
    keeper.change({ cover: { kind: 'loading' } });
    vi.advanceTimersByTime(3_000);
    draw();
    box.isConnected = false;
    vi.advanceTimersByTime(3_000);
    expect(onBlack).not.toHaveBeenCalled();
  });

  test('what stands still is not looked at again', () => {
    const { compare, draw } = watched();
    draw();
    vi.advanceTimersByTime(60_000);
    expect(compare).toHaveBeenCalledTimes(1);
  });
});
