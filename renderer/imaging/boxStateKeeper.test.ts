import { describe, expect, it } from 'vitest';
import { BoxStateKeeper } from './boxStateKeeper.ts';

describe('the state of an image box', () => {
  it('is told to whoever watches it, and is the same object until something changes', () => {
    const keeper = new BoxStateKeeper();
    const told: number[] = [];
    keeper.subscribe(() => told.push(keeper.state().asked));
    const before = keeper.state();
    expect(keeper.state()).toBe(before);
    keeper.change({ asked: 3 });
    expect([told, keeper.state().asked]).toEqual([[3], 3]);
  });

  it('SF5: what is noted is known at once, and told with the next change: the drawing of it', () => {
    const keeper = new BoxStateKeeper();
    let told = 0;
    keeper.subscribe(() => {
      told += 1;
    });
    keeper.note({ asked: 3 });
    keeper.note({ cameraVersion: 1 });
    expect([told, keeper.state().asked, keeper.state().cameraVersion]).toEqual([0, 3, 1]);
    keeper.change({ drawnVersion: 1 });
    expect(told).toBe(1);
  });

  it('SF5: of an element that is not to be seen it is told at once, for no drawing follows', () => {
    const keeper = new BoxStateKeeper();
    let told = 0;
    keeper.subscribe(() => {
      told += 1;
    });
    keeper.tellWithDrawing({ asked: 3 }, { clientWidth: 400 });
    expect([told, keeper.state().asked]).toEqual([0, 3]);
    keeper.tellWithDrawing({ asked: 4 }, { clientWidth: 0 });
    expect([told, keeper.state().asked]).toEqual([1, 4]);
  });

  it('H4: is told to nobody once the box goes: what it drew with may have gone before it', () => {
    const keeper = new BoxStateKeeper();
    keeper.subscribe(() => {
      throw new Error('told of a box that is gone');
    });
    keeper.close();
    keeper.change({ playing: false });
    expect(keeper.state().playing).toBe(false);
  });
});
