import { expect, it } from 'vitest';
import { AnswerBudget } from './answerBudget.ts';

it('what one answer may not hold any more another may, once it is handed on', () => {
  const budget = new AnswerBudget({ mostBytes: 100, entitledBytes: 10 });
  const [first, second, third] = [budget.open(), budget.open(), budget.open()];
  expect([first.hold(60), second.hold(40), budget.heldBytes]).toEqual([true, true, 100]);
  // The largest goes on, so that something ends; the others keep what they are entitled to.
  expect([first.hold(20), second.hold(1), third.hold(10), third.hold(1)]).toEqual([true, false, true, false]);
  second.close();
  first.release(80);
  expect([budget.heldBytes, third.hold(80)]).toEqual([11, true]);
  first.close();
  third.close();
  expect(budget.heldBytes).toBe(0);
});

it('of many alike not one waits for another: all but the largest are told that there is no room', () => {
  const budget = new AnswerBudget({ mostBytes: 100, entitledBytes: 5 });
  const shares = Array.from({ length: 12 }, () => budget.open());
  const ends = new Set<number>();
  for (let step = 0; step < 60; step += 1) {
    for (const [index, share] of shares.entries()) {
      if (ends.has(index) || share.hold(1)) continue;
      share.close();
      ends.add(index);
    }
    expect(budget.heldBytes).toBeLessThanOrEqual(12 * 5 + 100);
  }
  expect(ends.size).toBeLessThan(12);
});
