import { expect, test } from 'vitest';
import { BoxStateKeeper } from '../boxStateKeeper.ts';
import { StackCine } from './stackCine.ts';

test('a cine that stands still says nothing when it is stopped: every step through the images stops it first', () => {
  const keeper = new BoxStateKeeper();
  const cine = new StackCine(keeper, () => true);
  let told = 0;
  keeper.subscribe(() => {
    told += 1;
  });
  cine.stop();
  expect(told).toBe(0);
  keeper.note({ count: 3 });
  cine.toggle();
  cine.stop();
  expect([told, keeper.state().playing]).toEqual([2, false]);
});
