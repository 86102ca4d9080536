import { expect, it } from 'vitest';
import { middleFromOtherEnd, middleOf } from '../dicom/middleOfStack.ts';
import { coarseToFine } from './orderSeries.ts';

it('O1: the image that is fetched first of a stack is the one it opens at when it is sorted the other way', () => {
  for (const count of [1, 2, 3, 24, 149, 150]) {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    expect(coarseToFine(count)[0]).toBe(middleOf(count));
    expect([...numbers].reverse()[middleFromOtherEnd(count)]).toBe(numbers[middleOf(count)]);
  }
  expect([middleOf(0), middleFromOtherEnd(0)]).toEqual([0, 0]);
});
