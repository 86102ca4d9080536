import { expect, test } from 'vitest';
import { leavingQuestion } from './leavingQuestion.ts';

test('nothing left behind is not asked about', () => {
  expect(leavingQuestion({ unsent: 0, unsaved: 0 })).toBeUndefined();
});

test('LN10: drawings on no disk are asked about, before what is only late', () => {
  expect(leavingQuestion({ unsent: 0, unsaved: 1 })).toMatchObject({
    title: 'Drawings are not saved',
    message: 'One drawing is not on the disk.',
  });
  expect(leavingQuestion({ unsent: 2, unsaved: 0 })?.message).toBe(
    '2 signed reports have not reached their archive yet.',
  );
  const both = leavingQuestion({ unsent: 2, unsaved: 3 });
  expect(both?.title).toBe('Drawings are not saved');
  expect(both?.message).toBe('3 drawings are not on the disk. 2 signed reports have not reached their archive yet.');
  expect(both?.detail).toMatch(/lost when Durbeen is closed[\s\S]*safe on this computer/);
});
