import { expect, test } from 'vitest';
import { leavingQuestion } from './leavingQuestion.ts';

test('nothing left behind is not asked about', () => {
  expect(leavingQuestion({ unsent: 0, unsaved: 0 })).toBeUndefined();
});

test('LN10, P3: drawings and words on no disk are asked about, before what is only late', () => {
  expect(leavingQuestion({ unsent: 0, unsaved: 1 })).toMatchObject({
    title: 'Work is not saved',
    message: 'One drawing or report is not on the disk.',
  });
  expect(leavingQuestion({ unsent: 2, unsaved: 0 })?.message).toBe(
    '2 signed reports have not reached their archive yet.',
  );
  const both = leavingQuestion({ unsent: 2, unsaved: 3 });
  expect(both?.title).toBe('Work is not saved');
  expect(both?.message).toBe(
    '3 drawings and reports are not on the disk. 2 signed reports have not reached their archive yet.',
  );
  expect(both?.detail).toMatch(/lost when Durbeen is closed[\s\S]*safe on this computer/);
});
